import type { Fingerprint } from './fingerprint.ts';

/**
 * All fingerprints of an index, in typed arrays that move between threads without being copied. A fingerprint's upper
 * bits choose a bucket of about four; in it, its lower 32 bits are compared. So a chance hit needs 2³²/4 look-ups,
 * more than a day of typing has.
 */
export interface Table {
  /** How many of the upper 21 bits choose the bucket. */
  readonly bits: number;
  /** Where each bucket begins, and at last the end. */
  readonly buckets: Uint32Array;
  readonly lowers: Uint32Array;
  /** The number of the file that each is of. */
  readonly owners: Uint16Array | Uint32Array;
}

const upperBits = 21;

/** Of a passage that stands in many files, so many are remembered: the first in the order of the lists. */
export const mostOwners = 4;

/**
 * Builds a table.
 * @param lists by file number, each sorted and without duplicates.
 */
export function buildTable(lists: readonly Float64Array[]): Table {
  const total = lists.reduce((sum, { length }) => sum + length, 0);
  const bits = Math.min(upperBits, Math.max(4, Math.ceil(Math.log2(Math.max(1, total / 4)))));
  const shift = upperBits - bits;
  const ends = new Uint32Array(2 ** bits + 1);
  for (const list of lists) {
    for (const fingerprint of list) (ends[(upperOf(fingerprint) >>> shift) + 1] as number)++;
  }
  for (let bucket = 1; bucket < ends.length; bucket++) (ends[bucket] as number) += ends[bucket - 1] as number;
  const starts = ends.slice();
  const lowers = new Uint32Array(total);
  const owners = lists.length > 0xffff ? new Uint32Array(total) : new Uint16Array(total);
  for (const [owner, list] of lists.entries()) {
    for (const fingerprint of list) {
      const upper = upperOf(fingerprint);
      const lower = lowerOf(fingerprint, upper);
      const bucket = upper >>> shift;
      const end = ends[bucket] as number;
      let known = 0;
      for (let at = starts[bucket] as number; at < end; at++) if (lowers[at] === lower) known++;
      if (known >= mostOwners) continue;
      lowers[end] = lower;
      owners[end] = owner;
      ends[bucket] = end + 1;
    }
  }
  return closeGaps({ bits, lowers, owners }, starts, ends);
}

/** Moves the buckets together where owners beyond `mostOwners` have left room. */
function closeGaps({ bits, lowers, owners }: Omit<Table, 'buckets'>, starts: Uint32Array, ends: Uint32Array): Table {
  let filled = 0;
  for (let bucket = 0; bucket < starts.length - 1; bucket++) {
    const from = starts[bucket] as number;
    const to = ends[bucket] as number;
    if (from !== filled) {
      lowers.copyWithin(filled, from, to);
      owners.copyWithin(filled, from, to);
    }
    starts[bucket] = filled;
    filled += to - from;
  }
  starts[starts.length - 1] = filled;
  const full = filled === lowers.length;
  return { bits, buckets: starts, lowers: full ? lowers : lowers.slice(0, filled), owners: full ? owners : owners.slice(0, filled) };
}

/** Whether a table has a fingerprint, by its upper 21 and its lower 32 bits. */
export function hasFingerprint({ bits, buckets, lowers }: Table, upper: number, lower: number): boolean {
  const bucket = upper >>> (upperBits - bits);
  const end = buckets[bucket + 1] as number;
  for (let at = buckets[bucket] as number; at < end; at++) if (lowers[at] === lower) return true;
  return false;
}

/** The numbers of the files that a fingerprint is of. */
export function ownersOf({ bits, buckets, lowers, owners }: Table, fingerprint: Fingerprint): number[] {
  const upper = upperOf(fingerprint);
  const lower = lowerOf(fingerprint, upper);
  const bucket = upper >>> (upperBits - bits);
  const found: number[] = [];
  for (let at = buckets[bucket] as number; at < (buckets[bucket + 1] as number); at++) {
    if (lowers[at] === lower) found.push(owners[at] as number);
  }
  return found;
}

/** The memory that a table takes, in bytes. */
export function sizeOf({ buckets, lowers, owners }: Table): number {
  return buckets.byteLength + lowers.byteLength + owners.byteLength;
}

function upperOf(fingerprint: Fingerprint): number {
  return (fingerprint / 2 ** 32) | 0;
}

function lowerOf(fingerprint: Fingerprint, upper: number): number {
  return (fingerprint - upper * 2 ** 32) >>> 0;
}
