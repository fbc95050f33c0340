import type { Lines } from './cutLines.ts';

/** Lines with one count that follow each other, or of which each stands alone between blank ones. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  /** Whether blank lines stand between the others. */
  readonly spaced: boolean;
}

/** What is counted in each line, and how much of it makes a line one of a table. */
export interface Counted {
  readonly counts: readonly number[];
  /** How many words stand in each line: none in a blank one. */
  readonly words: readonly number[];
  readonly least: number;
}

/** How many blank lines may stand between two rows. */
const mostBlank = 2;

/** How many lines behind its last one can make a stretch longer: blank ones, a row, and the one that would be too near to it. */
const linesBehind = mostBlank + 2;

/** How many lines behind what has changed all stretches are as they were: a blank one less than are between rows, the row, and the line above it. */
export const calmBehind = mostBlank + 1;

/** @returns a line that no stretch begins above, with all above that are known to end there by the lines that are taken over. */
export function firstOpen(counted: Counted, { carried }: Lines): number {
  const { counts, words, least } = counted;
  let first = Math.max(0, carried - 1 - linesBehind);
  for (let blank = 0; blank < mostBlank && first > 0 && words[first] === 0; blank += 1) first -= 1;
  for (;;) {
    if ((counts[first] ?? 0) >= least) while (first > 0 && counts[first - 1] === counts[first]) first -= 1;
    const before = [first - 2, first - 3].find((line) => line >= 0 && rowBehind(counted, line) === first);
    if (before === undefined) return first;
    first = before;
  }
}

/**
 * Finds stretches of at least two lines, from a line on that stands in none of those before it.
 * @param calm behind which line such a line ends the search.
 * @returns the line before which all were found.
 */
export function stretches(counted: Counted, from: number, calm: number, found: (stretch: Stretch) => void): number {
  const { counts, least } = counted;
  let first = from;
  while (first < counts.length && !(first > calm && first > from)) {
    const here = counts[first] ?? 0;
    let last = first;
    let spaced = false;
    if (here >= least) {
      while (last + 1 < counts.length && counts[last + 1] === here) last += 1;
      if (last === first) {
        for (let next = rowBehind(counted, last); next !== undefined; next = rowBehind(counted, last)) last = next;
        spaced = last > first;
      }
    }
    if (last > first) found({ first, last, spaced });
    first = last + 1;
  }
  return first;
}

/**
 * The next row of a table whose rows have blank lines between them: both rows stand alone, so that what has more lines
 * to a paragraph is read paragraph by paragraph, each with a header of its own.
 */
function rowBehind({ counts, words, least }: Counted, line: number): number | undefined {
  const here = counts[line] ?? 0;
  if (here < least || words[line + 1] !== 0 || words[line] === 0 || counts[line + 1] === here || counts[line - 1] === here) return undefined;
  const next = words[line + 2] === 0 ? line + 3 : line + 2;
  return counts[next] === here && words[next] !== 0 && counts[next + 1] !== here && counts[next - 1] !== here ? next : undefined;
}
