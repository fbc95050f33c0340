import * as z from 'zod';

/**
 * Parameters of the request `vigie/mark`: write a rule for this file into its folder's `.vigie.json`, or take it out.
 * The server answers with edits through LSP's `workspace/applyEdit`, so that they can be undone.
 */
export const markParamsSchema = z.object({
  uri: z.string(),
  sensitive: z.boolean(),
  /** The person was told what the file holds, and wants it all the same. */
  confirmed: z.boolean().default(false),
});
export type MarkParams = z.input<typeof markParamsSchema>;

/** The result of `vigie/mark`. */
export const markResultSchema = z.object({
  done: z.boolean(),
  /** A sentence for the person: what was done, or why not and what they can do. */
  message: z.string(),
  /** Nothing was done yet: to be asked again with `confirmed`, once the person has read the message and agrees. */
  toConfirm: z.boolean().optional(),
  /** The rule file, and the line of the rule that decides, counted from 1, for a person who wants to look. */
  rules: z.object({ uri: z.string(), line: z.int().min(1).optional() }).optional(),
});
export type MarkResult = z.infer<typeof markResultSchema>;
