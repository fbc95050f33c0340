import * as z from 'zod/mini';
import type { Label } from './label.ts';
import type { ChatProgress, ChatResult } from './chat.ts';
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
 * What a button of the page can do about what stands in the way: the server's remedies, and those that only the
 * editor has. `retry` asks the last question again, with the attachments that it had; `useMistral` takes Mistral as
 * the back end and asks for its key; `trust` opens what VS Code has for trusting the folder.
 */
export const panelRemedySchema = z.enum(['setKey', 'openSettings', 'retry', 'switchBackend', 'useMistral', 'trust']);
export type PanelRemedy = z.infer<typeof panelRemedySchema>;

/**
 * Extension to page. To `ready` the extension answers with all that the page shows: destination, attachments, and
 * `turn` and `done` of each turn so far. The page keeps nothing itself, so that no conversation is written to disk.
 */
export type ToPanel =
  | { type: 'destination'; destination: DestinationView; message?: string; remedies: PanelRemedy[] }
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
  z.object({ type: z.literal('detach'), id: z.string() }),
  z.object({ type: z.literal('copy'), text: z.string() }),
  z.object({ type: z.literal('insert'), text: z.string() }),
  /** Opens a link after asking the person; `https` only. */
  z.object({ type: z.literal('openLink'), url: z.string() }),
  /** Opens the place where a rule is written, or where a finding is. `line` counts from 1. */
  z.object({ type: z.literal('openPlace'), uri: z.string(), line: z.optional(z.int()) }),
  z.object({ type: z.literal('remedy'), remedy: panelRemedySchema }),
]);
export type FromPanel = z.infer<typeof fromPanelSchema>;
