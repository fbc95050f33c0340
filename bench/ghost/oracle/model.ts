import { hashed } from '../random.ts';
import { lineEnd, lineStart, paragraphEnd } from './paragraph.ts';
import { locate, type Place, type TrueDocument } from './place.ts';

/** How good the model is. */
export interface Difficulty {
  /** The share of lines, from 0 to 1, that it has wrong until the person has typed some of them. */
  readonly share: number;
  readonly seed: number;
}

/** What the model would write, and where that belongs. */
export interface Continuation {
  /** Undefined where what the person typed leads to no place of a true text. */
  readonly place: Place | undefined;
  readonly text: string;
}

/** Of a wrong line, the person types between these shares before the model has it right. */
const typedFirst = { least: 0.2, most: 1 };

/** What is answered where not even the lines above are known. */
const lost = 'result <- NULL';

/**
 * What the model writes after a prefix, to the end of the paragraph. Where the line holds a slip there is no truth: the
 * answer is wrong for that line. After a wrong line the answer goes on with the lines that follow in the true text,
 * since that is where a person finds out how much of an answer is right.
 */
export function continuationOf(prefix: string, documents: readonly TrueDocument[], difficulty: Difficulty): Continuation {
  const place = locate(prefix, documents);
  if (place !== undefined) {
    const { document, offset } = place;
    return { place, text: writtenBetween(document, offset, paragraphEnd(document.text, offset), difficulty) };
  }
  const above = prefix.lastIndexOf('\n') + 1;
  const line = locate(prefix.slice(0, above), documents);
  if (line === undefined) return { place: undefined, text: lost };
  const { document, offset } = line;
  const end = lineEnd(document.text, offset);
  const typed = Math.min(prefix.length - above, end - offset);
  const rest = document.text.slice(end, paragraphEnd(document.text, offset));
  return { place: undefined, text: wrongLine(document, offset, offset + typed, difficulty) + rest };
}

/** The model's version of a stretch of a true text. */
function writtenBetween(document: TrueDocument, from: number, to: number, difficulty: Difficulty): string {
  const { text } = document;
  let written = '';
  for (let at = from; at < to; ) {
    const end = Math.min(lineEnd(text, at), to);
    const content = Math.min(end, contentStart(text, at));
    const cursor = Math.max(at, content);
    const wrong = cursor < end && !isKnown(document, cursor, difficulty);
    written += wrong ? text.slice(at, cursor) + wrongLine(document, at, cursor, difficulty) : text.slice(at, end);
    if (end < to) written += '\n';
    at = end + 1;
  }
  return written;
}

/**
 * Whether the model has the rest of a line right.
 * @param cursor an offset in the line, at or behind its first character that is not blank
 */
export function isKnown({ name, text }: TrueDocument, cursor: number, { share, seed }: Difficulty): boolean {
  const start = contentStart(text, cursor);
  if (hashed(seed, name, start, 'wrong') >= share) return true;
  const needed = typedFirst.least + (typedFirst.most - typedFirst.least) * hashed(seed, name, start, 'typed');
  return cursor - start >= Math.ceil(needed * (lineEnd(text, cursor) - start));
}

function contentStart(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return start + (/^[ \t]*/.exec(text.slice(start, lineEnd(text, start)))?.[0].length ?? 0);
}

/** Another line of the document in place of the rest of a line; it differs from the truth from its first character on. */
function wrongLine({ name, text }: TrueDocument, line: number, cursor: number, { seed }: Difficulty): string {
  const lines = text.split('\n').map((each) => each.trim()).filter((each) => each.length >= 8);
  const start = contentStart(text, line);
  const other = lines[Math.floor(hashed(seed, name, start, 'other') * lines.length)] ?? lost;
  const typed = Math.max(0, cursor - start);
  for (const candidate of [other.slice(typed % other.length), other, lost, 'NULL']) {
    const rest = candidate.trimStart();
    if (rest.length >= 4 && rest[0] !== text[cursor]) return rest;
  }
  return 'total';
}
