import * as z from 'zod';
import { remedySchema } from './remedy.ts';
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

/** What the settings call a place that chat answers can come from. What it may receive belongs to its host, not to its name. */
export const serviceNameSchema = z.object({
  backend: z.enum(['mistral', 'gateway']),
  /** The gateway's name; empty for the gateway without a name and for Mistral. */
  name: z.string(),
});
export type ServiceName = z.infer<typeof serviceNameSchema>;

/** A place that chat answers can come from. */
export const serviceViewSchema = destinationViewSchema.extend({
  ...serviceNameSchema.shape,
  /** Whether questions that name no place go there, by the settings. */
  current: z.boolean(),
});
export type ServiceView = z.infer<typeof serviceViewSchema>;

/** A place that chat answers can come from, with its models if it was asked for them; otherwise there are none. */
export const modelDestinationSchema = serviceViewSchema.extend({
  models: z.array(modelViewSchema),
  /** Why there is no list of models, in one sentence with a way out. */
  message: z.string().optional(),
  remedy: remedySchema.optional(),
});
export type ModelDestination = z.infer<typeof modelDestinationSchema>;

/** Parameters of the request `vigie/models`, which may be left out. */
export const modelsParamsSchema = z.object({
  /** The place to ask for its models; left out: the current one. No other is asked. */
  service: serviceNameSchema.optional(),
  /** Whether to ask anew although the list was told a while ago. */
  refresh: z.boolean().optional(),
});
export type ModelsParams = z.infer<typeof modelsParamsSchema>;

/** The result of the request `vigie/models`. */
export const modelsResultSchema = z.object({ destinations: z.array(modelDestinationSchema) });
export type ModelsResult = z.infer<typeof modelsResultSchema>;
