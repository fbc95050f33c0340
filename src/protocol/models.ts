import * as z from 'zod';
import { destinationViewSchema } from './verdict.ts';

/** A model of a server, as far as the server or the model's name says what it can do. */
export const modelViewSchema = z.object({
  id: z.string(),
  /** Whether it can be asked for chat answers. */
  chat: z.boolean(),
  /** Whether it can be asked for ghost text. */
  completion: z.boolean(),
  /**
   * null: it is not known to think before it answers; otherwise the efforts to choose from, the least first, which are
   * none where it always thinks or nothing can be chosen.
   */
  reasoning: z.array(z.string()).nullable(),
  /** Whether it answers in the chat where a question names no model. */
  current: z.boolean(),
});
export type ModelView = z.infer<typeof modelViewSchema>;

/** A place that chat answers can come from. */
export const modelDestinationSchema = destinationViewSchema.extend({
  /** What a person calls it: the gateway's name in the settings; empty for the gateway without a name and for Mistral. */
  name: z.string(),
  /** Whether the chat asks there now. Only that one is asked for its models: the others' lists are empty. */
  current: z.boolean(),
  models: z.array(modelViewSchema),
  /** Why there is no list of models, in one sentence with a way out. */
  message: z.string().optional(),
});
export type ModelDestination = z.infer<typeof modelDestinationSchema>;

/** The result of the request `vigie/models`, which has no parameters. */
export const modelsResultSchema = z.object({ destinations: z.array(modelDestinationSchema) });
export type ModelsResult = z.infer<typeof modelsResultSchema>;
