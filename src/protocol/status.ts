import * as z from 'zod';
import { labelSchema } from './label.ts';
import { serviceNameSchema, serviceViewSchema } from './models.ts';
import { destinationViewSchema, findingSchema } from './verdict.ts';
import { remedySchema } from './remedy.ts';

/** Where requests would go with the back end that is not in use. */
export const otherDestinationSchema = destinationViewSchema.extend({
  /** What the settings call it; left out where they give it no name. */
  name: z.string().optional(),
});

/** The notification `vigie/status`, server to client: what stands behind the features now. */
export const statusSchema = z.object({
  /** Where questions of the chat go, and ghost text too unless `completion` says otherwise. */
  destination: destinationViewSchema,
  /** Where ghost text goes, where that is another address. */
  completion: destinationViewSchema.optional(),
  /** Where requests would go if the person switched the back end; left out where that has no address. */
  other: otherDestinationSchema.optional(),
  /** All that a question of the chat may name as the place to ask, as `vigie/models` does, without asking any. */
  services: z.array(serviceViewSchema).optional(),
  /** The places that only ghost text can come from; left out where there is none. `current`: it does, by the settings. */
  forGhostText: z.array(serviceViewSchema).optional(),
  /**
   * `ready`: nothing known against it; `unconfigured`: no address or no key; `failing`: the last request failed.
   */
  state: z.enum(['ready', 'unconfigured', 'failing']),
  /** One sentence with a way out, where the state is not `ready`. */
  message: z.string().optional(),
  remedy: remedySchema.optional(),
});
export type Status = z.infer<typeof statusSchema>;

/** Parameters of the request `vigie/label`: what is this document's label, and may it go where requests go now? */
export const labelParamsSchema = z.object({
  uri: z.string(),
  /** Where a question of the chat would go; left out: where ghost text and the chat go by the settings. */
  service: serviceNameSchema.optional(),
});
export type LabelParams = z.infer<typeof labelParamsSchema>;

/** The result of `vigie/label`. */
export const labelResultSchema = z.object({
  label: labelSchema,
  /** Whether the current destination may receive it. */
  maySend: z.boolean(),
  /** Whether something in it would be redacted on the way there. */
  redacted: z.boolean(),
  findings: z.array(findingSchema),
});
export type LabelResult = z.infer<typeof labelResultSchema>;

/** Parameters of the request `vigie/labels`: the labels of many files by their paths alone, for badges. */
export const labelsParamsSchema = z.object({ uris: z.array(z.string()).max(1000) });
export type LabelsParams = z.infer<typeof labelsParamsSchema>;

/** The result of `vigie/labels`, in the order of the question. */
export const labelsResultSchema = z.object({ labels: z.array(labelSchema) });
export type LabelsResult = z.infer<typeof labelsResultSchema>;
