import type { Budget } from './budget.ts';
import { completionReach, defaults } from './defaults.ts';
import { languageAt, type Language } from './language.ts';

/** A document at one moment, with the cursor in it. */
export interface Snapshot {
  readonly uri: string;
  /** As the editor calls it; a notebook cell has its own. */
  readonly languageId: string;
  readonly text: string;
  /** The cursor, in UTF-16 code units from the start. */
  readonly offset: number;
  /** The same cursor as LSP gives it. Finding it from the offset would cost a walk over the document at each key. */
  readonly position: { readonly line: number; readonly character: number };
  /** Whether the person asked for a suggestion, rather than typed. */
  readonly invoked?: boolean;
}

/**
 * What the engine looks at: the neighbourhood of the cursor, of a bounded length whatever the document's, with
 * line ends as `\n`.
 */
export interface View {
  readonly before: string;
  readonly after: string;
  /** Whether `before` reaches back to the start of the document. */
  readonly fromStart: boolean;
  /** Whether `after` reaches to the end of the document. */
  readonly toEnd: boolean;
  /** The cursor's line up to the cursor. */
  readonly lineBefore: string;
  /** The cursor's line from the cursor on. */
  readonly rest: string;
  /** The last lines above the cursor's that are not blank, in document order, without trailing white space. */
  readonly linesAbove: readonly string[];
  /** The first line below the cursor's that is not blank, without trailing white space. */
  readonly nextLine: string | undefined;
  readonly language: Language;
  /** How this document ends its lines. */
  readonly lineEnd: '\n' | '\r\n';
}

/** @returns the text with `\n` for every line end that LSP knows. */
export function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The neighbourhood of a snapshot's cursor: far enough that what a budget allowed is found again while typing on. */
export function viewOf(snapshot: Snapshot, budget: Budget): View {
  const { text, offset } = snapshot;
  const start = Math.max(0, offset - budget.prefix - completionReach);
  const end = Math.min(text.length, offset + budget.suffix + completionReach);
  const rawBefore = text.slice(start, offset);
  const rawAfter = text.slice(offset, end);
  const before = withPlainLineEnds(rawBefore);
  const after = withPlainLineEnds(rawAfter);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEndAt = after.indexOf('\n');
  return {
    before,
    after,
    fromStart: start === 0,
    toEnd: end === text.length,
    lineBefore: before.slice(lineStart),
    rest: lineEndAt === -1 ? after : after.slice(0, lineEndAt),
    linesAbove: lastLines(before, lineStart - 1, defaults.linesAbove),
    nextLine: lineEndAt === -1 ? undefined : /^[ \t]*\S.*$/m.exec(after.slice(lineEndAt))?.[0].trimEnd(),
    language: languageAt(text, offset, snapshot.languageId),
    lineEnd: rawBefore.includes('\r\n') || rawAfter.includes('\r\n') ? '\r\n' : '\n',
  };
}

function lastLines(text: string, end: number, count: number): string[] {
  const lines: string[] = [];
  while (end > 0 && lines.length < count) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).trimEnd();
    if (line !== '') lines.unshift(line);
    end = start - 1;
  }
  return lines;
}

/**
 * The document as it would be if a text were taken at the cursor, and the cursor behind it.
 * @param text with `\n` line ends
 * @param replaces how many characters behind the cursor it takes the place of
 */
export function ifTaken(snapshot: Snapshot, text: string, lineEnd: View['lineEnd'], replaces = 0): Snapshot {
  const { offset, position } = snapshot;
  const inserted = lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd);
  const lines = text.split('\n');
  const last = lines.at(-1)?.length ?? 0;
  return {
    ...snapshot,
    text: snapshot.text.slice(0, offset) + inserted + snapshot.text.slice(offset + replaces),
    offset: offset + inserted.length,
    position: { line: position.line + lines.length - 1, character: lines.length === 1 ? position.character + last : last },
  };
}
