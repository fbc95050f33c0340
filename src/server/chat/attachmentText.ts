import type { TextRange } from '../../protocol/origin.ts';
import { stretchAround, type Surroundings } from '../policy/surroundings.ts';

/** A document, or a part of it, that goes along with a message. */
export interface AttachedText {
  readonly uri: string;
  /** What a person calls the document: a path relative to the workspace folder. */
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
  /** Left out: the whole document. */
  readonly range?: TextRange;
  /** All of the document, and where the text begins in it; left out where it is the text. */
  readonly document?: { readonly text: string; readonly start: number };
}

/** Lines that stand before the document's own: its name, and the fence. */
export const attachmentHeading = 2;

/** Shows the model a document as a fenced block under its name; a text longer than `limit` code units is cut. */
export function attachmentText(attached: AttachedText, limit: number): string {
  const { name, languageId, text, range } = attached;
  const shown = text.slice(0, shownLength(attached, limit));
  const cut = shown.length < text.length;
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  const lines = range === undefined ? '' : `, lines ${range.start.line + 1} to ${lastLine(range) + 1}`;
  const note = cut ? `\n(cut: only the first ${shown.length} of ${text.length} characters are shown)` : '';
  return `Document ${name}${lines}:\n${fence}${languageId}\n${shown}${shown.endsWith('\n') ? '' : '\n'}${fence}${note}`;
}

/** The document around an attachment; undefined where all of it is shown. */
export function attachmentSurroundings(attached: AttachedText, shownText: string, limit: number): Surroundings | undefined {
  const { uri, text, document = { text, start: 0 } } = attached;
  const length = shownLength(attached, limit);
  if (length === document.text.length) return undefined;
  const at = shownText.indexOf('\n', shownText.indexOf('\n') + 1) + 1;
  return { ...stretchAround(document.text, { start: document.start, end: document.start + length }), at, of: uri };
}

/** How many code units of a document's text are shown. */
function shownLength({ text }: AttachedText, limit: number): number {
  return text.length > limit ? lastLineEnd(text, limit) : text.length;
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
