import * as z from 'zod';

/**
 * Parameters of the request `vigie/mark`: write a rule for this file into its folder's `.vigie.json`, or take it out.
 * The server answers with edits through LSP's `workspace/applyEdit`, so that they can be undone.
 */
export const markParamsSchema = z.object({ uri: z.string(), sensitive: z.boolean() });
export type MarkParams = z.infer<typeof markParamsSchema>;

/** The result of `vigie/mark`. */
export const markResultSchema = z.object({
  done: z.boolean(),
  /** A sentence for the person: what was done, or why not and what they can do. */
  message: z.string(),
  /** The rule file, and the line of the rule that decides, counted from 1, for a person who wants to look. */
  rules: z.object({ uri: z.string(), line: z.int().min(1).optional() }).optional(),
});
export type MarkResult = z.infer<typeof markResultSchema>;
