import type { CompletionDraft } from '../policy/request.ts';
import { anchorOf, type Anchor } from './anchor.ts';
import type { Budget } from './budget.ts';
import { closers } from './brackets.ts';
import { draftOf } from './draft.ts';
import { scopeAt, type Scope } from './shape.ts';
import { ifTaken, viewOf, type Snapshot, type View } from './view.ts';

/** What a request is made of. */
export interface Departure {
  readonly draft: CompletionDraft;
  /** Where the document stands as the request is made. */
  readonly anchor: Anchor;
  /** What is known to follow there and is sent along as if the person had taken it; empty where nothing is. */
  readonly lead: string;
  /** The place that the model is asked at: behind the lead. */
  readonly view: View;
  /** How far the model is to write at most. */
  readonly scope: Scope;
}

/** Whether there is something to ask for at a place, and something to go by. */
export function isWorthAsking(view: View, invoked: boolean): boolean {
  return scopeAt(view, invoked) !== undefined && view.before.trim() !== '';
}

/**
 * The request to make at a state of a document.
 * @param view the state's
 * @param ahead whether the model may write more than the person sees now
 * @returns undefined where there is nothing to go by
 */
export function departureFrom(
  snapshot: Snapshot,
  view: View,
  lead: string,
  { budget, ahead, context }: { budget: Budget; ahead: boolean; context: CompletionDraft['context'] },
): Departure | undefined {
  const place = lead === '' ? snapshot : ifTaken(snapshot, lead, view.lineEnd);
  const there = lead === '' ? view : viewOf(place, budget);
  const shown = scopeAt(there, place.invoked ?? false) ?? (lead === '' ? undefined : 'line');
  if (shown === undefined || there.before.trim() === '') return undefined;
  const scope = ahead && mayGoOn(there) ? 'paragraph' : shown;
  const draft = draftOf(place, budget, scope, context);
  const [prefix = '', suffix = ''] = [draft.prefix, draft.suffix].map((parts) => parts.map(({ text }) => text).join(''));
  const anchor = anchorOf(view, prefix.slice(0, Math.max(0, prefix.length - lead.length)), suffix);
  return { draft, anchor, lead, view: there, scope };
}

/** Whether more lines may follow what completes the cursor's. */
function mayGoOn({ rest, language }: View): boolean {
  return language.within !== 'prose' && (rest.trim() === '' || closers.test(rest.trim()));
}
