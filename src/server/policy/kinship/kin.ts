import { exceeds, highest, type Label } from '../../../protocol/label.ts';
import type { Asked } from './ask.ts';
import type { Kind } from './source.ts';
import { gramLength, longGramLength, widestOfGrams } from './winnow.ts';

/** A flagged file that a text repeats a passage of, and where in the text: UTF-16 offsets, first to after the last. */
export interface Kin {
  readonly path: string;
  readonly label: Label;
  readonly start: number;
  readonly end: number;
}

/** What the decision needs to know of a flagged file. */
export interface Owner {
  readonly path: string;
  readonly label: Label;
  readonly kind: Kind;
  /** The window that it was winnowed with. */
  readonly window: number;
}

/** A gram of a text that flagged files have. */
export interface Hit extends Asked {
  /** Numbers of the files. */
  readonly owners: readonly number[];
}

/**
 * How many folded characters (letters and digits) of a passage must be covered by grams that a file has, to make the
 * passage kin of it.
 *
 * Of rows of values two grams' worth: chance, a frequent category or a running number in common make less. In files
 * winnowed with a wide window one long gram must do; it is one that the file has only once. Of text that people wrote
 * some five lines of code: idioms (`group_by(region, week) |> summarise(n = n(), .groups = "drop")`) make up 50.
 *
 * Selected grams are at most a window apart, and windows up to 16 leave no gap between grams. So a passage of so many
 * folded characters is recognised for sure, if its grams are telling, with digits, and not frequent in the file; half of
 * it mostly is:
 *
 * | window | a single file of rows | rows | text |
 * | ---: | --- | ---: | ---: |
 * | 8 | up to 37 MB | 62 | 144 |
 * | 16 | up to 71 MB | 78 | 160 |
 * | 32 | up to 138 MB | 67 | |
 * | 64 | up to 272 MB | 99 | |
 * | 128 | up to 541 MB | 163 | |
 * | 256 | up to 1.07 GB | 291 | |
 * | 512 | larger; from 2.15 GB (2 GiB) on of the blocks that are read | 547 | |
 */
export function neededCover({ kind, window }: Pick<Owner, 'kind' | 'window'>): number {
  if (kind === 'text') return 130;
  return window <= widestOfGrams ? 2 * gramLength : longGramLength;
}

/** A gram of values has so many digits; of rows, others count half: they may be words that many use. */
const digitsOfValues = 3;

/** Grams with more than this many folded characters between them belong to different passages, */
const widestGap = 2 * gramLength;

/** but wide windows leave more between them: so many windows. */
const windowsBetween = 2;

/**
 * The files that a text is kin of.
 * @param hits in the order of the text.
 * @param owners by number; those that are not flagged any more are missing.
 */
export function kinBy(hits: readonly Hit[], owners: readonly (Owner | undefined)[]): Kin[] {
  return passagesOf(hits, owners).flatMap((passage) => kinByPassage(passage, owners));
}

function passagesOf(hits: readonly Hit[], owners: readonly (Owner | undefined)[]): Hit[][] {
  const passages: Hit[][] = [];
  let end = -Infinity;
  for (const hit of hits) {
    const window = Math.max(0, ...hit.owners.map((owner) => owners[owner]?.window ?? 0));
    if (hit.from - end <= widestGap + windowsBetween * window) passages.at(-1)?.push(hit);
    else passages.push([hit]);
    end = hit.to;
  }
  return passages;
}

/** A file's part in a passage: the covered share of what is needed, up to which folded character that is counted. */
class Share {
  weight = 0;
  readonly owner: Owner;
  readonly start: number;
  end: number;
  #until = 0;

  constructor(owner: Owner, { start, end }: Hit) {
    this.owner = owner;
    this.start = start;
    this.end = end;
  }

  /** @returns by how much the share grows. */
  cover({ from, to, digits, end }: Hit): number {
    const fresh = Math.max(0, to - Math.max(from, this.#until));
    const isWeak = this.owner.kind === 'rows' && digits < digitsOfValues;
    const more = (isWeak ? fresh / 2 : fresh) / neededCover(this.owner);
    this.#until = Math.max(this.#until, to);
    this.end = end;
    this.weight += more;
    return more;
  }
}

function kinByPassage(passage: readonly Hit[], owners: readonly (Owner | undefined)[]): Kin[] {
  const shares = new Map<number, Share>();
  const counted = new Set<number>();
  let together = 0;
  for (const hit of passage) {
    // What a text says twice it does not say more.
    if (counted.has(hit.fingerprint)) continue;
    counted.add(hit.fingerprint);
    let most = 0;
    for (const number of hit.owners) {
      const owner = owners[number];
      if (owner === undefined) continue;
      const share = shares.get(number) ?? new Share(owner, hit);
      shares.set(number, share);
      most = Math.max(most, share.cover(hit));
    }
    together += most;
  }
  const enough = (weight: number): boolean => weight > 1 - 1e-9;
  const kin = [...shares.values()].filter(({ weight }) => enough(weight));
  if (kin.length > 0) return kin.map(({ owner: { path, label }, start, end }) => ({ path, label, start, end }));
  return enough(together) ? [kinTogether([...shares.values()])] : [];
}

/** A passage that several files make up together has the highest of their labels; the one that gives most is named. */
function kinTogether(shares: readonly Share[]): Kin {
  const label = highest(shares.map(({ owner }) => owner.label));
  const [named] = shares.filter(({ owner }) => !exceeds(label, owner.label)).sort((a, b) => b.weight - a.weight);
  return {
    path: named?.owner.path ?? '',
    label,
    start: Math.min(...shares.map(({ start }) => start)),
    end: Math.max(...shares.map(({ end }) => end)),
  };
}
