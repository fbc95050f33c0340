import * as z from 'zod';
import { chatParamsSchema } from './chat.ts';
import { destinationViewSchema, findingSchema, redactionSchema, refusalSchema } from './verdict.ts';

/** Parameters of the request `vigie/preview`: what would be sent if the person asked now? Nothing is sent for it. */
export const previewParamsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('completion'),
    uri: z.string(),
    position: z.object({ line: z.int().min(0), character: z.int().min(0) }),
  }),
  z.object({ kind: z.literal('chat'), chat: chatParamsSchema }),
]);
export type PreviewParams = z.input<typeof previewParamsSchema>;

/** The result of `vigie/preview`. */
export const previewResultSchema = z.discriminatedUnion('verdict', [
  z.object({
    verdict: z.enum(['send', 'redact']),
    destination: destinationViewSchema,
    /** The address that the body would be posted to. */
    url: z.string(),
    /** The very text of the body. */
    body: z.string(),
    /** What stands in the body instead of what was found, in the order of first appearance. */
    redactions: z.array(redactionSchema),
    /** Why context parts would stay behind. */
    withheld: z.array(findingSchema),
  }),
  z.object({ verdict: z.literal('refuse'), refusal: refusalSchema }),
  /** Nothing would be asked, or there is no back end to ask; a sentence says why. */
  z.object({ verdict: z.literal('none'), message: z.string() }),
]);
export type PreviewResult = z.infer<typeof previewResultSchema>;
