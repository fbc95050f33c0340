import { markerReach, notebookLines } from '../server/policy/marker.ts';
import { decodeText } from '../server/policy/decodeText.ts';

/** How much of a file is looked through, in bytes; of a larger file, its beginning. `docs/check.md` states it. */
export const contentBytes = 4 * 1024 * 1024;

/** So far git looks for a NUL that makes a file binary (`FIRST_FEW_BYTES` in its xdiff-interface.c). */
const binaryReach = 8000;

/** Of a binary file this much is looked at: a DICOM file says what it is at byte 128. */
const binaryHead = 256;

/** What a file holds, as far as it is looked through. */
export interface Content {
  readonly text: string;
  /** The beginnings that may hold its marker. */
  readonly heads: readonly string[];
}

/** The text of a file by its bytes, and of a notebook as its cells have it. */
export function contentOf(path: string, bytes: Uint8Array): Content {
  if (isBinary(bytes)) return { text: new TextDecoder('latin1').decode(bytes.subarray(0, binaryHead)), heads: [] };
  const text = decodeText(bytes);
  if (!path.toLowerCase().endsWith('.ipynb')) return { text, heads: [text.slice(0, markerReach)] };
  return { text: withoutQuotes(text), heads: cellsOf(text) ?? [notebookLines(text.slice(0, markerReach))] };
}

function isBinary(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return !isUtf16 && bytes.subarray(0, binaryReach).includes(0);
}

/**
 * A notebook's JSON with the lines of its cells and outputs as they are, each in its place: what a person sees in the
 * editor is looked through, and not its quotes and escapes.
 */
function withoutQuotes(json: string): string {
  return json
    .split('\n')
    .map((line) => {
      const [, indent = '', quoted] = /^(\s*)("(?:[^"\\]|\\.)*"),?\s*$/.exec(line) ?? [];
      const plain = quoted === undefined ? undefined : unquoted(quoted)?.replace(/\r?\n$/, '');
      // A blank stands for the quote, so that columns stay.
      return plain === undefined || plain.includes('\n') ? line : `${indent} ${plain}`;
    })
    .join('\n');
}

function unquoted(json: string): string | undefined {
  try {
    return String(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/** The beginnings of a notebook's cells; undefined where it is none, or was not read to its end. */
function cellsOf(json: string): string[] | undefined {
  let notebook: unknown;
  try {
    notebook = JSON.parse(json);
  } catch {
    return undefined;
  }
  const cells = field(notebook, 'cells');
  if (!Array.isArray(cells)) return undefined;
  return cells.map((cell) => {
    const source = field(cell, 'source');
    return (Array.isArray(source) ? source.join('') : String(source)).slice(0, markerReach);
  });
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}
