import type { Fragment } from '../../protocol/origin.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * How a fragment came into a draft. `subject`: the person asks about it, so a refusal of it refuses the request.
 * `context`: Vigie added it to help, so it may silently stay behind.
 */
export type Purpose = 'subject' | 'context';

/** A fragment of a draft. */
export interface Part extends Fragment {
  readonly purpose: Purpose;
  /** Lines of the text, such as a heading, that stand before what comes from the origin. */
  readonly linesBefore?: number;
  /** The document that its text was cut out of, which says what it is; left out where all of the document is sent. */
  readonly around?: Surroundings;
}

/** What a text is remembered with in which something was redacted, or would be for another destination. */
export type Hidden = Required<Pick<Fragment, 'redacted'>> & Pick<Fragment, 'redactedBy'>;

/** What both kinds of drafts say of redaction. */
interface Redactable {
  /** What shares placeholders: a conversation, or a document's ghost text. Left out: this draft alone. */
  readonly conversation?: string;
  /** Whether the person asked for all that can be redacted to be redacted. */
  readonly redact?: boolean;
}

/** A wish for ghost text, not yet judged. The texts are in document order. */
export interface CompletionDraft extends Redactable {
  readonly kind: 'completion';
  /**
   * What helps beyond the document's own prefix and suffix, in the order in which it is sent: before the prefix. The
   * first line of each text is the name that the model is told for it, so that the gate looks at the names too.
   */
  readonly context: readonly Part[];
  readonly prefix: readonly Part[];
  readonly suffix: readonly Part[];
  /** The document's language, as the editor calls it. */
  readonly language: string;
  readonly maxTokens: number;
  /** Strings at which the model is to stop. */
  readonly stop: readonly string[];
  /** Which other continuation than the likeliest is wished, from 1; left out: the likeliest. */
  readonly variant?: number;
}

/** A wish for a chat answer, not yet judged. */
export interface ChatDraft extends Redactable {
  readonly kind: 'chat';
  readonly messages: readonly {
    readonly role: 'system' | 'user' | 'assistant';
    readonly parts: readonly Part[];
  }[];
  readonly maxTokens: number;
}

export type Draft = CompletionDraft | ChatDraft;

/** A piece of another text, or of another part of the document, that a completion may draw on. */
export interface ContextText {
  /** What the model is told that it is called: a path relative to the workspace folder. */
  readonly name: string;
  readonly text: string;
}

/** What a back end may turn into a fill-in-the-middle request. */
export interface CompletionRequest {
  readonly kind: 'completion';
  /** In the order in which it is to be sent: what changes least comes first, since servers keep what they have read. */
  readonly context: readonly ContextText[];
  readonly prefix: string;
  readonly suffix: string;
  /** The document's language, as the editor calls it. */
  readonly language: string;
  readonly maxTokens: number;
  readonly stop: readonly string[];
  /** As in the draft. */
  readonly variant?: number;
}

/** What a back end may turn into a chat request. */
export interface ChatRequest {
  readonly kind: 'chat';
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[];
  readonly maxTokens: number;
}

/** The request that a draft becomes once it is cleared. */
export type RequestOf<D extends Draft> = D extends CompletionDraft ? CompletionRequest : ChatRequest;

/** All parts of a draft, in the order in which they are sent. */
export function partsOf(draft: Draft): readonly Part[] {
  return draft.kind === 'completion'
    ? [...draft.context, ...draft.prefix, ...draft.suffix]
    : draft.messages.flatMap(({ parts }) => parts);
}

/** The draft with each part as `change` gives it back; a part for which it gives nothing is left out. */
export function withParts<D extends Draft>(draft: D, change: (part: Part) => Part | undefined): D;
export function withParts(draft: Draft, change: (part: Part) => Part | undefined): Draft {
  const changed = (parts: readonly Part[]): Part[] => parts.map(change).filter((part) => part !== undefined);
  return draft.kind === 'completion'
    ? { ...draft, context: changed(draft.context), prefix: changed(draft.prefix), suffix: changed(draft.suffix) }
    : { ...draft, messages: draft.messages.map(({ role, parts }) => ({ role, parts: changed(parts) })) };
}
