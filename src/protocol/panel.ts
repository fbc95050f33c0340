import * as z from 'zod/mini';
import type { Label } from './label.ts';
import type { ChatProgress, ChatResult, Remedy } from './chat.ts';
import type { DestinationView } from './verdict.ts';

/** What a chip in the panel shows of an attachment. */
export interface AttachmentView {
  /** Identifies the chip in messages. */
  id: string;
  /** For a person: `R/epicurve.R:3-12`. */
  name: string;
  label: Label;
  /** Whether the current destination may receive it. */
  maySend: boolean;
}

/**
 * Extension to page. To `ready` the extension answers with all that the page shows: destination, attachments, and
 * `turn` and `done` of each turn so far. The page keeps nothing itself, so that no conversation is written to disk.
 */
export type ToPanel =
  | { type: 'destination'; destination: DestinationView; message?: string; remedy?: Remedy }
  /** What will go along with the next message: the active editor's selection or file. */
  | { type: 'attachments'; attachments: AttachmentView[] }
  /** A person's message begins a turn; the page shows it and waits. One with an id that it has shown replaces that. */
  | { type: 'turn'; id: string; text: string; attachments: AttachmentView[] }
  | { type: 'progress'; id: string; progress: ChatProgress }
  | { type: 'done'; id: string; result: ChatResult }
  | { type: 'cleared' };

/** Page to extension; validated there, since a page shows what a model wrote. */
export const fromPanelSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('send'), text: z.string() }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('newConversation') }),
  z.object({ type: z.literal('detach'), id: z.string() }),
  z.object({ type: z.literal('copy'), text: z.string() }),
  z.object({ type: z.literal('insert'), text: z.string() }),
  /** Opens a link after asking the person; `https` only. */
  z.object({ type: z.literal('openLink'), url: z.string() }),
  /** Opens the place where a rule is written, or where a finding is. `line` counts from 1. */
  z.object({ type: z.literal('openPlace'), uri: z.string(), line: z.optional(z.int()) }),
  /** `retry` asks the last question again, with the attachments that it had. */
  z.object({ type: z.literal('remedy'), remedy: z.enum(['setKey', 'openSettings', 'retry', 'switchBackend']) }),
]);
export type FromPanel = z.infer<typeof fromPanelSchema>;
