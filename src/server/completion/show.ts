import { shown } from './postprocess/index.ts';
import { scopeAt } from './shape.ts';
import type { Snapshot, View } from './view.ts';
import { ScopeWatch } from './watch.ts';

/** A text to show at the cursor. */
export interface Suggestion {
  /** What to insert, with the document's own line ends. */
  readonly text: string;
  /** Where the text holds what already follows the cursor: the offset (UTF-16) up to which it replaces that. */
  readonly replaceTo?: number;
}

/** The part of what is known that a person sees now. */
export interface Showing {
  readonly suggestion: Suggestion | undefined;
  /** As much of what is known as is shown, with `\n` line ends. */
  readonly shown: string;
  /** Whether more of what is known would not change it. */
  readonly whole: boolean;
}

/**
 * How much of what is known to follow the cursor is shown there: as much as the place in the syntax asks for, one line
 * or several, however far ahead the model was read.
 * @param known with `\n` line ends
 * @param growing whether more lines are on their way; those that are known are complete
 * @param before what of it the person has seen before and not typed yet: who types along a suggestion keeps it
 */
export function showingOf(known: string, growing: boolean, { snapshot, view }: { snapshot: Snapshot; view: View }, before = ''): Showing {
  const scope = scopeAt(view, snapshot.invoked ?? false);
  if (scope === undefined) return { suggestion: undefined, shown: '', whole: true };
  const watch = new ScopeWatch(view, scope);
  const whole = watch.push(growing ? `${known}\n` : known) || !growing;
  const now = growing ? watch.text.replace(/\n$/, '') : watch.text;
  const text = before.length > now.length ? before : now;
  const candidate = shown(text, view);
  if (candidate === undefined) return { suggestion: undefined, shown: '', whole };
  const suggestion = {
    text: view.lineEnd === '\n' ? candidate.text : candidate.text.replaceAll('\n', view.lineEnd),
    ...(candidate.replaces > 0 ? { replaceTo: snapshot.offset + candidate.replaces } : {}),
  };
  return { suggestion, shown: text, whole };
}
