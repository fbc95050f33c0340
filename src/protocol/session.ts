import * as z from 'zod';

/** Parameters of `vigie/keys`: API keys by the origin (scheme, host, port) that each is bound to. */
export const keysSchema = z.object({ keys: z.record(z.string(), z.string()) });
export type Keys = z.infer<typeof keysSchema>;

/** Parameters of `vigie/trust`: whether the person trusts the workspace. */
export const trustSchema = z.object({ trusted: z.boolean() });
export type Trust = z.infer<typeof trustSchema>;
