import * as z from 'zod';

/**
 * Parameters of the request `vigie/link`: may this address, which a model wrote, be opened? Opening it would send all
 * that stands in it to its host.
 */
export const linkParamsSchema = z.object({
  url: z.string(),
  /** The conversation that it stands in. */
  conversation: z.string().optional(),
  /**
   * The placeholders by which something was redacted in the conversation, which an answer then holds again, by their ids;
   * an empty text where that is not known of a turn.
   */
  redactedBy: z.array(z.string()).optional(),
});
export type LinkParams = z.infer<typeof linkParamsSchema>;

/** The result of `vigie/link`. */
export const linkResultSchema = z.object({
  mayOpen: z.boolean(),
  /** Why not, in a sentence for the person. */
  message: z.string().optional(),
});
export type LinkResult = z.infer<typeof linkResultSchema>;
