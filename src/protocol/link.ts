import * as z from 'zod';

/**
 * Parameters of the request `vigie/link`: may this address, which a model wrote, be opened? Opening it would send all
 * that stands in it to its host.
 */
export const linkParamsSchema = z.object({
  url: z.string(),
  /** The conversation that it stands in. */
  conversation: z.string().optional(),
  /** Whether something was redacted in the conversation: an answer then holds it again. */
  redacted: z.boolean().optional(),
});
export type LinkParams = z.infer<typeof linkParamsSchema>;

/** The result of `vigie/link`. */
export const linkResultSchema = z.object({
  mayOpen: z.boolean(),
  /** Why not, in a sentence for the person. */
  message: z.string().optional(),
});
export type LinkResult = z.infer<typeof linkResultSchema>;
