import * as z from 'zod';
import { attachmentSchema } from '../../../protocol/attachment.ts';
import { chatParamsSchema, chatResultSchema } from '../../../protocol/chat.ts';
import { labelSchema } from '../../../protocol/label.ts';
import type { AttachmentView } from '../../../protocol/panel.ts';

const attachmentViewSchema: z.ZodType<AttachmentView> = z.object({
  id: z.string(),
  kind: z.enum(['selection', 'file', 'folder', 'symbol', 'problems', 'terminal', 'schema', 'diff']).optional(),
  name: z.string(),
  label: labelSchema,
  fate: z.enum(['sent', 'redacted', 'refused']),
  withheld: z.array(z.string()).optional(),
  trouble: z.string().optional(),
  columns: z.boolean().optional(),
});

/** What the person wanted to say. */
export const messageSchema = z.object({
  /** What the panel shows as the person's words. */
  shown: z.string(),
  /** What is sent; may be empty for a command. */
  text: z.string(),
  command: chatParamsSchema.shape.command,
  attached: z.array(z.object({ attachment: attachmentSchema, view: attachmentViewSchema })).readonly(),
});

/**
 * A message and all that came of it. The exchanges of a conversation are a tree: those with one parent are the branches
 * that were tried in one place. Times are in milliseconds since 1970.
 */
export const exchangeSchema = z.object({
  id: z.string(),
  /** The exchange that this one follows; null: it begins the conversation. */
  parent: z.string().nullable(),
  asked: z.number(),
  /** When it was written to last; of two versions of one exchange the later counts. */
  changed: z.number(),
  message: messageSchema,
  /** Whether the person asked for what was found to be redacted. */
  redact: z.boolean(),
  thinking: z.string(),
  /** How long the model thought, in milliseconds. */
  thoughtFor: z.number().optional(),
  /** Markdown, as far as it came. */
  answer: z.string(),
  /** Holds the turns as the server gave them, with their labels, by which the gate judges them when they go out again. */
  result: chatResultSchema.optional(),
});
export type Exchange = z.infer<typeof exchangeSchema>;

/** The one form of the file of a conversation that there is so far. */
export const storedVersion = 1;

/** A conversation as its file holds it. */
export const storedSchema = z.object({
  version: z.literal(storedVersion),
  /** What placeholders are shared under, and the name of the file. */
  id: z.string(),
  title: z.string(),
  /** When the person gave it this title; left out where it is made from the first message. */
  named: z.number().optional(),
  created: z.number(),
  changed: z.number(),
  exchanges: z.array(exchangeSchema),
  /** The last exchange of the branch that is shown. */
  shown: z.string().nullable(),
});
export type Stored = z.infer<typeof storedSchema>;
