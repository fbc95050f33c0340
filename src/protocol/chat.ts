import * as z from 'zod';
import { attachmentSchema } from './attachment.ts';
import { chatCommandSchema, reviewSchema } from './command.ts';
import { fragmentSchema } from './origin.ts';
import { destinationViewSchema, findingSchema, redactionSchema, refusalSchema } from './verdict.ts';
import { labelSchema } from './label.ts';
import { serviceNameSchema } from './models.ts';
import { remedySchema } from './remedy.ts';

export { attachmentSchema, type Attachment } from './attachment.ts';
export { remedySchema, type Remedy } from './remedy.ts';

/**
 * One side's say, as it was sent or received. The client keeps turns and hands them back; it edits no fragment, and only
 * puts the fragments of an answer together that came in several requests.
 */
export const chatTurnSchema = z.object({
  role: z.enum(['user', 'assistant']),
  fragments: z.array(fragmentSchema.required({ label: true })),
});
export type ChatTurn = z.infer<typeof chatTurnSchema>;

/** Parameters of the request `vigie/chat`. Answers stream as LSP partial results (`ChatPartial`). */
export const chatParamsSchema = z.object({
  /**
   * Tells conversations apart: a placeholder means something in its own conversation only. Left out: in this one
   * request only.
   */
  conversation: z.string().optional(),
  history: z.array(chatTurnSchema),
  /** What the person typed; may be empty for a command. */
  text: z.string(),
  command: chatCommandSchema.optional(),
  attachments: z.array(attachmentSchema),
  /** Where to ask, of the places that `vigie/models` tells; left out: where the settings say. */
  service: serviceNameSchema.optional(),
  /** A model of that server's list; left out: the one that the settings name, or the server's first. */
  model: z.string().optional(),
  /** How much a reasoning model is to think: one of the efforts that the list has for the model. */
  effort: z.string().max(16).optional(),
  /** Whether the person asked for all that can be redacted to be redacted, after a refusal. */
  redact: z.boolean().default(false),
  /**
   * Whether the last answer of the history broke off and is to go on where it stopped. `text` is empty then, and
   * `command` and `attachments` are those of its question: they are not sent again, but say what a review is about.
   */
  continues: z.boolean().optional(),
  partialResultToken: z.union([z.string(), z.number()]).optional(),
});
export type ChatParams = z.input<typeof chatParamsSchema>;

/**
 * A piece of an answer. `text` and `thinking`: text to append. `status`: a sentence for the person on what
 * is being waited for; it replaces the one before, is no part of the answer, and is over with the next piece of it.
 */
export const chatProgressSchema = z.object({
  kind: z.enum(['text', 'thinking', 'status']),
  text: z.string(),
});
export type ChatProgress = z.infer<typeof chatProgressSchema>;

/** What the gate said of a request that it let through. */
const clearedSchema = z.object({
  /**
   * The two turns to append to the history. Before the answer has come its text is empty: what its label and its origin
   * will be is known already, so that what has come is not lost where the server ends in the middle of it.
   */
  turns: z.array(chatTurnSchema),
  label: labelSchema,
  /** Where the request went; left out where nothing was asked. */
  destination: destinationViewSchema.optional(),
  /** Earlier turns or context that stayed behind because the destination may not receive them. */
  withheld: z.int().min(0),
  /** Why they did. */
  withheldFor: z.array(findingSchema).optional(),
  /** What was redacted on the way out; the answer holds the values again. */
  redactions: z.array(redactionSchema),
});

/** The verdict on a request, told before its answer comes. */
export const chatSentSchema = clearedSchema.extend({ kind: z.literal('sent') });
export type ChatSent = z.infer<typeof chatSentSchema>;

/** A partial result of `vigie/chat`: first the verdict, then the answer as it comes. */
export type ChatPartial = ChatSent | ChatProgress;

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
  clearedSchema.extend({
    outcome: z.literal('answered'),
    /**
     * `stop`: the model was done; `length`: it met its token limit; `cancelled`: the person stopped it;
     * `cut`: the answer broke off.
     */
    finish: z.enum(['stop', 'length', 'cancelled', 'cut']),
    /** Why the answer broke off, where more is known than that it did. */
    trouble: z.string().optional(),
    milliseconds: z.number(),
    /** Left out where nothing was asked. */
    usage: usageSchema.optional(),
    /** The model that answered, by the name that it was asked under; left out where it is not known. */
    model: z.string().optional(),
    /** What a review found; left out for anything else, and where the answer names no places. */
    review: reviewSchema.optional(),
  }),
  z.object({ outcome: z.literal('refused'), refusal: refusalSchema }),
  z.object({
    outcome: z.literal('failed'),
    message: z.string(),
    remedy: remedySchema.optional(),
    /** Whether no server has received anything of the question, though the gate let it through. */
    stayed: z.boolean().optional(),
  }),
]);
export type ChatResult = z.infer<typeof chatResultSchema>;
