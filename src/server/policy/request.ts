import type { Fragment } from '../../protocol/origin.ts';

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
}

/** A wish for ghost text, not yet judged. The texts are in document order. */
export interface CompletionDraft {
  readonly kind: 'completion';
  readonly prefix: readonly Part[];
  readonly suffix: readonly Part[];
  readonly maxTokens: number;
  /** Strings at which the model is to stop. */
  readonly stop: readonly string[];
}

/** A wish for a chat answer, not yet judged. */
export interface ChatDraft {
  readonly kind: 'chat';
  readonly messages: readonly {
    readonly role: 'system' | 'user' | 'assistant';
    readonly parts: readonly Part[];
  }[];
  readonly maxTokens: number;
}

export type Draft = CompletionDraft | ChatDraft;

/** What a back end may turn into a fill-in-the-middle request. */
export interface CompletionRequest {
  readonly kind: 'completion';
  readonly prefix: string;
  readonly suffix: string;
  readonly maxTokens: number;
  readonly stop: readonly string[];
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
    ? [...draft.prefix, ...draft.suffix]
    : draft.messages.flatMap(({ parts }) => parts);
}

/** The draft with only the parts that `keep` says to keep. */
export function withParts<D extends Draft>(draft: D, keep: (part: Part) => boolean): D;
export function withParts(draft: Draft, keep: (part: Part) => boolean): Draft {
  return draft.kind === 'completion'
    ? { ...draft, prefix: draft.prefix.filter(keep), suffix: draft.suffix.filter(keep) }
    : { ...draft, messages: draft.messages.map(({ role, parts }) => ({ role, parts: parts.filter(keep) })) };
}
