import type { Label } from '../../protocol/label.ts';
import type { Origin, TextRange } from '../../protocol/origin.ts';
import type { Part } from '../policy/request.ts';
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
  /** How many bytes its file has where only its beginning was read. */
  readonly bytes?: number;
}

/** What goes along with a message and is not a stretch of a document: what was said of it, or made from it. */
export interface AttachedExtract {
  /** What it is, for the model. */
  readonly title: string;
  /** For the fence around it. */
  readonly languageId: string;
  readonly text: string;
  readonly origin: Origin;
  /** What says more of what it is, where it tells of a document: all of that, and its URI. */
  readonly about?: { readonly uri: string; readonly text: string };
  /** The label that it has at least, whatever its origin is today. */
  readonly label?: Label;
  /**
   * What a person calls its file, where it does not go along: the destination may not receive it, but others of the same
   * attachment.
   */
  readonly staysBehind?: string;
}

export type Attached = AttachedText | AttachedExtract;

/** Whether something does not go along, as far as is known: the gate has the last word. */
export function staysBehind(attached: Attached): boolean {
  return 'origin' in attached && attached.staysBehind !== undefined;
}

/** Lines that stand before the document's own: its name, and the fence. */
const attachmentHeading = 2;

/** An attachment as a part of a question, without which there is none but for what stays behind; a text longer than `limit` code units is cut, and the model is told. */
export function attachedPart(attached: Attached, limit: number): Part {
  return 'origin' in attached ? extractPart(attached, limit) : documentPart(attached, limit);
}

function documentPart(attached: AttachedText, limit: number): Part {
  const { uri, range } = attached;
  const text = attachmentText(attached, limit);
  const around = attachmentSurroundings(attached, text, limit);
  return {
    text,
    origin: { kind: 'document', uri, ...(range && { range }) },
    purpose: 'subject',
    linesBefore: attachmentHeading,
    ...(around && { around }),
  };
}

function extractPart({ title, languageId, text: whole, origin, about, label, staysBehind }: AttachedExtract, limit: number): Part {
  const shown = whole.slice(0, shownLength({ text: whole }, limit));
  const text = fenced(title, languageId, shown, cutNote(shown.length, whole.length));
  // The document tells of the values that may stand in it; nothing of it is the extract itself.
  const around = about && { ...stretchAround(about.text, { start: 0, end: 0 }), at: text.length, of: `attached ${about.uri}` };
  return {
    text,
    origin,
    purpose: staysBehind === undefined ? 'subject' : 'context',
    // Its lines are not the document's, so what is found in it is told to be at the document's beginning.
    linesBefore: text.split('\n').length,
    ...(label && { label }),
    ...(around && { around }),
  };
}

/** Shows the model a document as a fenced block under its name; a text longer than `limit` code units is cut. */
export function attachmentText(attached: AttachedText, limit: number): string {
  const { languageId, text, bytes } = attached;
  const shown = text.slice(0, shownLength(attached, limit));
  const note = bytes === undefined ? cutNote(shown.length, text.length) : `\n(cut: only the first ${shown.length} characters of a file of ${bytes} bytes are shown)`;
  return fenced(nameOfAttached(attached), languageId, shown, note);
}

/** What the model is told that an attachment is: the words before it. */
export function nameOfAttached(attached: Attached): string {
  if ('origin' in attached) return attached.title;
  const { name, range } = attached;
  return range === undefined ? `Document ${name}` : `Document ${name}, lines ${range.start.line + 1} to ${lastLine(range) + 1}`;
}

function fenced(title: string, languageId: string, shown: string, note: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${title}:\n${fence}${languageId}\n${shown}${shown.endsWith('\n') ? '' : '\n'}${fence}${note}`;
}

function cutNote(shown: number, all: number): string {
  return shown < all ? `\n(cut: only the first ${shown} of ${all} characters are shown)` : '';
}

/** The document around an attachment; undefined where all of it is shown. */
export function attachmentSurroundings(attached: AttachedText, shownText: string, limit: number): Surroundings | undefined {
  const { uri, text, document = { text, start: 0 } } = attached;
  const length = shownLength(attached, limit);
  if (length === document.text.length && attached.bytes === undefined) return undefined;
  const at = shownText.indexOf('\n', shownText.indexOf('\n') + 1) + 1;
  return { ...stretchAround(document.text, { start: document.start, end: document.start + length }), at, of: uri };
}

/** How many code units of a document's text are shown. */
function shownLength({ text }: { readonly text: string }, limit: number): number {
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
