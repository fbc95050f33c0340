import type { TextRange } from '../../protocol/origin.ts';

/** A document, or a part of it, that goes along with a message. */
export interface AttachedText {
  readonly uri: string;
  /** What a person calls the document: a path relative to the workspace folder. */
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
  /** Left out: the whole document. */
  readonly range?: TextRange;
}

/** Lines that stand before the document's own: its name, and the fence. */
export const attachmentHeading = 2;

/** Shows the model a document as a fenced block under its name; a text longer than `limit` code units is cut. */
export function attachmentText({ name, languageId, text, range }: AttachedText, limit: number): string {
  const cut = text.length > limit;
  const shown = cut ? text.slice(0, lastLineEnd(text, limit)) : text;
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  const lines = range === undefined ? '' : `, lines ${range.start.line + 1} to ${lastLine(range) + 1}`;
  const note = cut ? `\n(cut: only the first ${shown.length} of ${text.length} characters are shown)` : '';
  return `Document ${name}${lines}:\n${fence}${languageId}\n${shown}${shown.endsWith('\n') ? '' : '\n'}${fence}${note}`;
}

/** A selection that ends at the start of a line does not hold that line. */
function lastLine({ start, end }: TextRange): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}

/** Where to cut: behind the last whole line, or in a single long one before a number, which half of would hide. */
function lastLineEnd(text: string, limit: number): number {
  const end = text.lastIndexOf('\n', limit - 1) + 1;
  return end > 0 ? end : text.slice(0, limit).replace(/[\d\s.-]+$/, '').length;
}

/** The longest run of backticks, which a fence around the text must exceed (CommonMark 0.31, section 4.5). */
function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
