import type { Fingerprint } from './fingerprint.ts';

/**
 * Passages that are no one's: licences, preambles and idioms that several unflagged scripts share with a flagged one.
 * They are taken from the index for flagged scripts and prose only. Rows of data never become harmless by being copied
 * into scripts, and what stands in a single unflagged script may have been copied there.
 */

/** Unflagged scripts that must share a passage. */
const fewestScripts = 2;

/** At most so many scripts are looked at, of at most so many bytes each. */
export const mostScripts = 20_000;
export const largestScript = 2 ** 20;

/** At most so many fingerprints of scripts are held at once. */
const mostFingerprints = 4 * 2 ** 20;

/** Gathers fingerprints of scripts, each list without duplicates. */
export class CommonPassages {
  readonly #lists: Float64Array[] = [];
  #count = 0;

  /** @returns whether there is room for more. */
  add(fingerprints: Float64Array): boolean {
    if (this.#count + fingerprints.length > mostFingerprints) return false;
    this.#lists.push(fingerprints);
    this.#count += fingerprints.length;
    return true;
  }

  /** @returns the fingerprints that `fewestScripts` have, ascending. */
  end(): Float64Array {
    const all = new Float64Array(this.#count);
    let at = 0;
    for (const list of this.#lists) {
      all.set(list, at);
      at += list.length;
    }
    all.sort();
    return all.filter((value, index) => value === all[index + fewestScripts - 1] && value !== all[index - 1]);
  }
}

/** Those of a sorted list that another sorted list does not have. */
export function without(list: Float64Array, others: Float64Array): Float64Array {
  let at = 0;
  return list.filter((value: Fingerprint) => {
    while (at < others.length && (others[at] as number) < value) at++;
    return others[at] !== value;
  });
}
