import * as z from 'zod/mini';
import { blockMessageSchema } from './block.ts';
import type { Label } from './label.ts';
import type { CommandView } from './command.ts';
import type { ServiceName } from './models.ts';
import type { ChatProgress, ChatResult, ChatSent } from './chat.ts';
import type { DestinationView } from './verdict.ts';

/** What a chip in the panel shows of an attachment. */
export interface AttachmentView {
  /** Identifies the chip in messages. */
  id: string;
  /** Left out: a file. */
  kind?: AttachmentKind;
  /** For a person: `R/epicurve.R:3-12`. */
  name: string;
  label: Label;
  /** What the gate would do with it on the way to the current destination. */
  fate: 'sent' | 'redacted' | 'refused';
  /** The files of it that stay behind while the rest goes, for a person. */
  withheld?: string[];
  /** Why it cannot be read, in a sentence with a way out. */
  trouble?: string;
  /** Whether names and types of its columns may go, where what it is of is a data file that is refused. */
  columns?: boolean;
}

/** What can be attached. */
export type AttachmentKind = 'selection' | 'file' | 'folder' | 'symbol' | 'problems' | 'terminal' | 'schema' | 'diff';

/** Something that could be attached, for who looks for it behind `#`. */
export interface AttachmentMatch {
  /** Identifies it in `attach`. */
  id: string;
  kind: AttachmentKind;
  name: string;
  /** Where it is, or what it is of; may be empty. */
  detail: string;
  /** Whether the current destination is known to refuse it; what is not known without reading it is left out. */
  refused?: boolean;
}

/**
 * What a button of the page can do about what stands in the way: the server's remedies, and those that only the
 * editor has. `retry` asks the last question again, with the attachments that it had; `redact` does so with all that can
 * be redacted redacted; `useMistral` takes Mistral as the back end and asks for its key; `trust` opens what VS Code has
 * for trusting the folder; `whyBlocked` shows all findings of the last refusal with what can be done.
 */
export const panelRemedySchema = z.enum([
  'setKey',
  'openSettings',
  'retry',
  'redact',
  'switchBackend',
  'useMistral',
  'trust',
  'whyBlocked',
]);
export type PanelRemedy = z.infer<typeof panelRemedySchema>;

/** Which of the messages that were tried in one place of a conversation is shown, counted from 1. */
export interface Branch {
  number: number;
  of: number;
}

/** What the person chose to answer in the chat. Left out: as settings and model have it. */
export interface ModelChoice {
  /** Where to ask. */
  service?: ServiceName;
  model?: string;
  effort?: string;
}

/** What is told of a turn, in this order. */
export type TurnMessage =
  /**
   * A person's message begins a turn; the page shows it and waits. One with an id that it has shown replaces that.
   * `aboutAttached`: it is about what is attached, and nothing without that, as `/explain` is.
   */
  | { type: 'turn'; id: string; text: string; attachments: AttachmentView[]; branch?: Branch; aboutAttached?: boolean }
  /** What the gate said of the turn's question; the answer follows. */
  | { type: 'sent'; id: string; sent: ChatSent }
  | { type: 'progress'; id: string; progress: ChatProgress }
  /** The model has thought for so long before it answered. */
  | { type: 'thought'; id: string; milliseconds: number }
  | { type: 'done'; id: string; result: ChatResult };

/**
 * Extension to page. To `ready` the extension answers with all that the page shows: destination, attachments, and the
 * conversation so far. The page itself writes nothing to disk.
 */
export type ToPanel =
  | {
      type: 'destination';
      destination: DestinationView;
      /** What the settings call that place; left out where they give it no name. */
      name?: string;
      /** Where questions would go after switching the back end; left out where there is no other to switch to. */
      other?: OtherDestination;
      /** The model that will answer, and its effort, as far as they are known. */
      choice?: ModelChoice;
      message?: string;
      remedies: PanelRemedy[];
    }
  /** What will go along with the next message: the active editor's selection or file, and what the person added. */
  | { type: 'attachments'; attachments: AttachmentView[] }
  /** What can be said behind `/`. */
  | { type: 'commands'; commands: CommandView[] }
  /** What could be attached by this query. */
  | { type: 'attachmentMatches'; query: string; matches: AttachmentMatch[] }
  | TurnMessage
  /** A turn that had ended goes on: what comes now is appended to its answer. */
  | { type: 'continued'; id: string }
  /** The turn with this id and all after it are no longer shown, but those of another branch. */
  | { type: 'rewound'; id: string; past: TurnMessage[] }
  /** Which conversation is shown from now on, with all its turns. */
  | { type: 'opened'; title: string; past: TurnMessage[] }
  /** The conversation that is shown has a title, or another one. */
  | { type: 'titled'; title: string }
  | { type: 'cleared' }
  /** Whether code of an answer may be run: not where the folder is not trusted. */
  | { type: 'mayRun'; mayRun: boolean }
  /** The page is to answer with `preview` of what stands in its composer. */
  | { type: 'askPreview' }
  /** The person has asked for the chat: the keyboard belongs into the field for the question. */
  | { type: 'toQuestion' };

/** The back end that is not in use. Its clearance is the server's to say, and may not be known yet. */
export type OtherDestination = Pick<DestinationView, 'backend' | 'origin'> & {
  /** What the settings call it; left out where they give it no name. */
  name?: string;
  clearance?: Label;
};

/** Page to extension; validated there, since a page shows what a model wrote. */
export const fromPanelSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** `attachments`: the ids of the chips that the page shows, so that what goes along is what the person saw. */
  z.object({ type: z.literal('send'), text: z.string(), attachments: z.array(z.string()) }),
  /** Shows what `send` would send, without sending it. */
  z.object({ type: z.literal('preview'), text: z.string(), attachments: z.array(z.string()) }),
  /** Shows what this turn would send if it were asked again. */
  z.object({ type: z.literal('previewTurn'), id: z.string() }),
  z.object({ type: z.literal('stop') }),
  /** Asks another question in the place of an earlier one, whose branch stays reachable. */
  z.object({ type: z.literal('edit'), id: z.string(), text: z.string() }),
  /** Asks the same question again as a branch of its own. */
  z.object({ type: z.literal('askAgain'), id: z.string() }),
  /** Shows the previous or next of the branches that begin in this turn's place. */
  z.object({ type: z.literal('branch'), id: z.string(), to: z.enum(['previous', 'next']) }),
  /** Lets an answer go on that broke off. */
  z.object({ type: z.literal('continue'), id: z.string() }),
  z.object({ type: z.literal('pickModel') }),
  z.object({ type: z.literal('showConversations') }),
  /** Whether the keyboard is in the page: commands then mean the conversation. */
  z.object({ type: z.literal('focus'), focused: z.boolean() }),
  z.object({ type: z.literal('detach'), id: z.string() }),
  /** Puts the columns of a refused data file in its place. */
  z.object({ type: z.literal('takeColumns'), id: z.string() }),
  /** Asks for `attachmentMatches`. */
  z.object({ type: z.literal('findAttachments'), query: z.string().check(z.maxLength(100)) }),
  /** Adds what was found. */
  z.object({ type: z.literal('attach'), id: z.string() }),
  /** Adds what was dropped onto the page. */
  z.object({ type: z.literal('attachDropped'), uris: z.array(z.string()).check(z.maxLength(50)) }),
  /** Lets the person choose what to add from a list of VS Code's. */
  z.object({ type: z.literal('addContext') }),
  z.object({ type: z.literal('copy'), text: z.string() }),
  z.object({ type: z.literal('insert'), text: z.string() }),
  blockMessageSchema,
  /** Opens a link after asking the person; `https` only. */
  z.object({ type: z.literal('openLink'), url: z.string() }),
  /** Opens the place where a rule is written, or where a finding is. Lines and columns count from 1. */
  z.object({
    type: z.literal('openPlace'),
    uri: z.string(),
    line: z.optional(z.int().check(z.minimum(1))),
    column: z.optional(z.int().check(z.minimum(1))),
    endLine: z.optional(z.int().check(z.minimum(1))),
    endColumn: z.optional(z.int().check(z.minimum(1))),
  }),
  z.object({ type: z.literal('remedy'), remedy: panelRemedySchema }),
]);
export type FromPanel = z.infer<typeof fromPanelSchema>;
