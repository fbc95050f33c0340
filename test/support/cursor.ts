import type { Suggestion } from '../../src/server/completion/show.ts';
import type { Snapshot } from '../../src/server/completion/view.ts';

/** Marks the cursor in a golden case. */
export const cursorMark = '║';

/** A text with its cursor, both in UTF-16 code units. */
export interface Cursored {
  readonly text: string;
  readonly offset: number;
  readonly position: { readonly line: number; readonly character: number };
}

/**
 * Reads a text with one `║` in it.
 * @throws Error where there is none, or more than one
 */
export function parse(marked: string): Cursored {
  const offset = marked.indexOf(cursorMark);
  if (offset === -1 || marked.includes(cursorMark, offset + 1))
    throw new Error(`One ${cursorMark} expected: ${marked}`);
  const before = marked.slice(0, offset).split(/\r\n|\r|\n/);
  return {
    text: marked.slice(0, offset) + marked.slice(offset + 1),
    offset,
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}

/** A snapshot of a document with a cursor mark; R by default. */
export function snapshotOf(marked: string, more: Partial<Snapshot> = {}): Snapshot {
  return { uri: 'file:///surveillance/R/epicurve.R', languageId: 'r', ...parse(marked), ...more };
}

/** The document after Tab: the suggestion taken, the cursor mark behind it. */
export function accept({ text, offset }: Snapshot, suggestion: Suggestion | undefined): string {
  if (suggestion === undefined) return text.slice(0, offset) + cursorMark + text.slice(offset);
  return text.slice(0, offset) + suggestion.text + cursorMark + text.slice(suggestion.replaceTo ?? offset);
}
