import { narrowWindow, widestWindow } from './winnow.ts';

/**
 * How much of flagged files is kept. Small files are winnowed with the narrowest window. Where all together would have
 * more fingerprints than the index holds, the largest get a wider window each, so that every file is still read as a
 * whole but longer passages are needed to recognise it: see `neededCover` in `kin.ts` for the lengths.
 */

/** Fingerprints in the index: with 6 bytes each and its directory, 56 MB of memory, and 64 MB on the disk. */
export const capacity = 8 * 2 ** 20;

/** A file packed with gzip is reckoned to hold so many times its size; tables of records do. */
const unpacking = 8;

/** Fewer than this many fingerprints are kept of no file. */
const fewest = 64;

/** About how many folded characters a file has. Never fewer than it has, but where it is packed. */
export function reckonCharacters(size: bigint, packed: boolean, readAtMost: number): number {
  return Math.min(Number(size) * (packed ? unpacking : 1), readAtMost);
}

/** About how many fingerprints a text of so many folded characters has: the density of winnowing is 2 / (window + 1). */
export function expectedFingerprints(characters: number, window: number): number {
  return (2 * characters) / (window + 1);
}

/** The smallest window that keeps a text's fingerprints within a limit: a power of two, so that it seldom changes. */
export function windowFor(characters: number, limit: number): number {
  let window: number = narrowWindow;
  while (window < widestWindow && expectedFingerprints(characters, window) > limit) window *= 2;
  return window;
}

/**
 * How many fingerprints one file may have, so that all together fit: a power of two, so that it seldom changes.
 * @param characters of each file.
 */
export function limitPerFile(characters: readonly number[], total = capacity): number {
  const all = characters.map((each) => expectedFingerprints(each, narrowWindow));
  let limit = total;
  while (limit > fewest && all.reduce((sum, each) => sum + Math.min(each, limit), 0) > total) limit /= 2;
  return limit;
}
