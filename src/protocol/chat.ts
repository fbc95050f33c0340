import * as z from 'zod';
import { fragmentSchema, rangeSchema } from './origin.ts';
import { redactionSchema, refusalSchema } from './verdict.ts';
import { labelSchema } from './label.ts';

/** What the person attached: a reference. The server reads the text itself, so that origin and text cannot part. */
export const attachmentSchema = z.object({
  uri: z.string(),
  /** Left out: the whole document. */
  range: rangeSchema.optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** One side's say, as it was sent or received. The client keeps turns and hands them back; it does not edit them. */
export const chatTurnSchema = z.object({
  role: z.enum(['user', 'assistant']),
  fragments: z.array(fragmentSchema.required({ label: true })),
});
export type ChatTurn = z.infer<typeof chatTurnSchema>;

/** Parameters of the request `vigie/chat`. Answers stream as LSP partial results (`ChatProgress`). */
export const chatParamsSchema = z.object({
  /**
   * Tells conversations apart: a placeholder means something in its own conversation only. Left out: in this one
   * request only.
   */
  conversation: z.string().optional(),
  history: z.array(chatTurnSchema),
  /** What the person typed; may be empty for a command. */
  text: z.string(),
  command: z.enum(['explain']).optional(),
  attachments: z.array(attachmentSchema),
  /** A model of the chat server's list; left out: the one that the settings name, or the server's first. */
  model: z.string().optional(),
  /** How much a reasoning model is to think: one of the efforts that the list has for the model. */
  effort: z.string().optional(),
  /** Whether the person asked for all that can be redacted to be redacted, after a refusal. */
  redact: z.boolean().default(false),
  partialResultToken: z.union([z.string(), z.number()]).optional(),
});
export type ChatParams = z.input<typeof chatParamsSchema>;

/**
 * A partial result of `vigie/chat`. `text` and `thinking`: text to append. `status`: a sentence for the person on what
 * is being waited for; it replaces the one before, is no part of the answer, and is over with the next piece of it.
 */
export const chatProgressSchema = z.object({
  kind: z.enum(['text', 'thinking', 'status']),
  text: z.string(),
});
export type ChatProgress = z.infer<typeof chatProgressSchema>;

/** What the person can do about a failure; the client knows how to offer each. */
export const remedySchema = z.enum(['setKey', 'openSettings', 'retry']);
export type Remedy = z.infer<typeof remedySchema>;

/** How many tokens a question and its answer took. */
export const usageSchema = z.object({
  promptTokens: z.int().min(0).optional(),
  completionTokens: z.int().min(0).optional(),
  /** Whether the numbers are worked out from the texts' lengths because the server told none. */
  estimated: z.boolean(),
});
export type Usage = z.infer<typeof usageSchema>;

/** The result of `vigie/chat`. */
export const chatResultSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('answered'),
    /**
     * `stop`: the model was done; `length`: it met its token limit; `cancelled`: the person stopped it;
     * `cut`: the connection ended before the answer did.
     */
    finish: z.enum(['stop', 'length', 'cancelled', 'cut']),
    /** The two turns to append to the history. */
    turns: z.array(chatTurnSchema),
    label: labelSchema,
    milliseconds: z.number(),
    /** Earlier turns or context that stayed behind because the destination may not receive them. */
    withheld: z.int().min(0),
    /** What was redacted on the way out; the answer holds the values again. */
    redactions: z.array(redactionSchema),
    /** Left out where nothing was asked. */
    usage: usageSchema.optional(),
    /** The model that answered, by the name that it was asked under; left out where it is not known. */
    model: z.string().optional(),
  }),
  z.object({ outcome: z.literal('refused'), refusal: refusalSchema }),
  z.object({ outcome: z.literal('failed'), message: z.string(), remedy: remedySchema.optional() }),
]);
export type ChatResult = z.infer<typeof chatResultSchema>;
