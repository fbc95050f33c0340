import type { BigIntStats } from 'node:fs';

/**
 * How long a file that was just written is read at every look, in nanoseconds: file systems' clocks tick every 4 ms on
 * Linux and every 16 ms on Windows, and what is written twice between two ticks in the same size shows no change.
 */
const tick = 50_000_000n;

/** @returns what tells one state of a file from the next; undefined while it may be written again without showing. */
export function stampOf(
  { mtimeNs, ctimeNs, size, ino }: Pick<BigIntStats, 'mtimeNs' | 'ctimeNs' | 'size' | 'ino'>,
  now = BigInt(Date.now()) * 1_000_000n,
): string | undefined {
  return now - ctimeNs < tick ? undefined : [mtimeNs, ctimeNs, size, ino].join(' ');
}
