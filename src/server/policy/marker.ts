import { labelSchema, type Label } from '../../protocol/label.ts';

/** How many lines at the top of a file may hold the marker: a licence header or a front matter fits in. */
const markerLines = 20;

/** How far into a file the marker is looked for, in characters. */
export const markerReach = 4096;

/** `vigie: sensitive` behind whatever begins a comment in the language of the file; alone on its line. */
const marker = /^[^\p{L}\p{N}]*vigie\s*:\s*(\p{L}+)[^\p{L}\p{N}]*$/iu;

/**
 * The label that a file gives itself in its first lines.
 * @param head the beginning of the file, at least `markerReach` characters where it has so many.
 * @returns the label and its line, counted from 1; an unknown word after `vigie:` counts as `sensitive`, since the
 * person meant to flag the file.
 */
export function readMarker(head: string): { label: Label; line: number } | undefined {
  const lines = head.slice(0, markerReach).split(/\r\n|\r|\n/, markerLines);
  for (const [index, line] of lines.entries()) {
    const word = marker.exec(line)?.[1]?.toLowerCase();
    if (word !== undefined) return { label: labelSchema.safeParse(word).data ?? 'sensitive', line: index + 1 };
  }
  return undefined;
}
