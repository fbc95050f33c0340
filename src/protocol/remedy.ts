import * as z from 'zod';

/** What the person can do about a failure; the client knows how to offer each. */
export const remedySchema = z.enum(['setKey', 'openSettings', 'retry']);
export type Remedy = z.infer<typeof remedySchema>;
