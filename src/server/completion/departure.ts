import type { CompletionDraft } from '../policy/request.ts';
import { anchorOf, type Anchor } from './anchor.ts';
import type { Budget } from './budget.ts';
import { closers } from './brackets.ts';
import { draftOf } from './draft.ts';
import { shown } from './postprocess/index.ts';
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
  /** Of which other documents something went into the request, or into what its lead came from. */
  readonly drawnFrom: readonly string[];
}

/** What is known to follow a cursor. */
export interface Lead {
  readonly text: string;
  readonly drawnFrom: readonly string[];
}

const noLead: Lead = { text: '', drawnFrom: [] };

/** Whether there is something to ask for at a place, and something to go by. */
export function isWorthAsking(view: View, invoked: boolean): boolean {
  return scopeAt(view, invoked) !== undefined && view.before.trim() !== '';
}

/**
 * The request to make at a state of a document.
 * @param view the state's
 * @param lead what is known to follow there, to be sent along as if the person had taken it
 * @returns undefined where there is nothing to go by
 */
export function departureFrom(
  snapshot: Snapshot,
  view: View,
  { budget, ahead, context }: { budget: Budget; ahead: boolean; context: CompletionDraft['context'] },
  { text: lead, drawnFrom }: Lead = noLead,
): Departure | undefined {
  const replaces = lead === '' ? 0 : (shown(lead, view)?.replaces ?? 0);
  const place = lead === '' ? snapshot : ifTaken(snapshot, lead, view.lineEnd, replaces);
  const there = lead === '' ? view : viewOf(place, budget);
  const wanted = scopeAt(there, place.invoked ?? false) ?? (lead === '' ? undefined : 'line');
  if (wanted === undefined || there.before.trim() === '') return undefined;
  const scope = ahead && mayGoOn(there) ? 'paragraph' : wanted;
  const draft = draftOf(place, budget, scope, context);
  const [prefix = '', suffix = ''] = [draft.prefix, draft.suffix].map((parts) => parts.map(({ text }) => text).join(''));
  const anchor = anchorOf(view, prefix.slice(0, Math.max(0, prefix.length - lead.length)), view.after.slice(0, replaces + suffix.length));
  return { draft, anchor, lead, view: there, scope, drawnFrom: [...new Set([...drawnFrom, ...otherDocuments(draft, snapshot.uri)])] };
}

/**
 * The other documents that a draft draws on. Changes of its own are told by the anchor: one further up, as in an earlier
 * chunk, takes nothing away.
 */
function otherDocuments({ context }: CompletionDraft, uri: string): string[] {
  return context.flatMap(({ origin }) => ('uri' in origin && origin.uri !== uri ? [origin.uri] : []));
}

/** Whether more lines may follow what completes the cursor's. */
function mayGoOn({ rest, language }: View): boolean {
  return language.within !== 'prose' && (rest.trim() === '' || closers.test(rest.trim()));
}
