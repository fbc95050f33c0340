import { highest, type Label } from '../../protocol/label.ts';

/** How many lines at the top of a file may hold the marker: a licence header or a front matter fits in. */
const markerLines = 20;

/** How far into a file the marker is looked for: characters of a text, or bytes of a file. */
export const markerReach = 4096;

/**
 * `vigie: …` behind whatever begins a comment in the language of the file, as a key of a front matter or of JSON, or
 * as `vigie=…`; the colon may be the wide one of East Asian keyboards.
 */
const marker = /^[^\p{L}\p{N}]*vigie["']?\s*[:=\uff1a]\s*(.*)$/iu;

/** The words of a label, as people write it in English and in French. */
const words: Readonly<Record<string, Label>> = {
  public: 'public',
  publique: 'public',
  internal: 'internal',
  interne: 'internal',
  sensitive: 'sensitive',
  sensible: 'sensitive',
  sensibles: 'sensitive',
  secret: 'secret',
  secrète: 'secret',
};

/**
 * The label that a single word names, in English or French.
 * @returns undefined for a word that names none.
 */
export function labelOfWord(word: string): Label | undefined {
  const known = word.normalize('NFC').toLowerCase();
  return Object.hasOwn(words, known) ? words[known] : undefined;
}

/** A label may have a word or two before it: `very sensitive`, `données sensibles`. */
const labelWithin = 3;

/**
 * The label that a file gives itself in its first lines.
 * @param head the beginning of the file, at least `markerReach` characters where it has so many.
 * @returns the strictest label on the line of the first marker, and that line, counted from 1. One word that is no
 * label counts as `sensitive`, since the person meant to flag the file; a sentence that holds none is no marker.
 */
export function readMarker(head: string): { label: Label; line: number } | undefined {
  const lines = head.slice(0, markerReach).split(/\r\n|\r|\n/, markerLines);
  for (const [index, line] of lines.entries()) {
    const label = labelIn(marker.exec(line)?.[1] ?? '');
    if (label !== undefined) return { label, line: index + 1 };
  }
  return undefined;
}

function labelIn(text: string): Label | undefined {
  const said = text.normalize('NFC').toLowerCase().match(/\p{L}+/gu) ?? [];
  const known = said.slice(0, labelWithin).flatMap((word) => labelOfWord(word) ?? []);
  if (known.length > 0) return highest(known);
  return said.length === 1 ? 'sensitive' : undefined;
}

/** The source lines of a notebook on the disk: each stands in its JSON as a string on a line of its own. */
export function notebookLines(json: string): string {
  return json
    .split('\n')
    .flatMap((line) => /^\s*"((?:[^"\\]|\\.)*)",?\s*$/.exec(line)?.[1] ?? [])
    .map((text) => text.replace(/\\n$/, ''))
    .join('\n');
}
