import { exceeds, highest, type Label } from '../../../protocol/label.ts';
import type { Asked } from './ask.ts';
import type { Kind } from './source.ts';
import { narrowWindow } from './winnow.ts';

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
 * How many different grams in common make a text kin of a file.
 *
 * Of rows of values three: chance or a shared category makes one or two, a row of 67 letters and digits three for
 * sure, one of 45 mostly. Of text that people wrote twelve, some five lines of code: idioms (`group_by() |>
 * summarise(n = n(), .groups = "drop")`) make up to six. In files that are winnowed with a wider window fewer grams
 * stand in a passage, so fewer must do; they are then grams that the file has only once.
 *
 * A passage of so many folded characters, all of them telling, is recognised for sure (needed × window + 19):
 *
 * | window | size of a single file of rows | rows | text |
 * | ---: | --- | ---: | ---: |
 * | 16 | up to 70 MB | 67 | 211 |
 * | 32 | up to 140 MB | 115 | 211 |
 * | 64 | up to 270 MB | 147 | 211 |
 * | 128 | up to 540 MB | 147 | 403 |
 * | 256 | up to 1 GB | 275 | 787 |
 * | 512 | over 1 GB | 531 | 1,555 |
 */
export function neededGrams({ kind, window }: Pick<Owner, 'kind' | 'window'>): number {
  if (kind === 'text') return Math.max(3, Math.round((12 * narrowWindow) / window));
  return window <= 2 * narrowWindow ? 3 : window <= 4 * narrowWindow ? 2 : 1;
}

/** A gram of values has so many digits; of rows, those without weigh half: they may be words that others use too. */
const digitsOfValues = 3;

/** Grams further apart than this many folded characters belong to different passages; wide windows leave more between. */
const widestGap = 8 * narrowWindow;

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
  let last: Hit | undefined;
  for (const hit of hits) {
    const window = Math.max(0, ...hit.owners.map((owner) => owners[owner]?.window ?? 0));
    if (last !== undefined && hit.position - last.position <= widestGap + 2 * window) passages.at(-1)?.push(hit);
    else passages.push([hit]);
    last = hit;
  }
  return passages;
}

/** One file's part in a passage. */
interface Share {
  readonly owner: Owner;
  weight: number;
  readonly start: number;
  end: number;
}

function kinByPassage(passage: readonly Hit[], owners: readonly (Owner | undefined)[]): Kin[] {
  const shares = new Map<number, Share>();
  const counted = new Set<number>();
  let together = 0;
  for (const { fingerprint, digits, start, end, owners: numbers } of passage) {
    const isNew = !counted.has(fingerprint);
    counted.add(fingerprint);
    let most = 0;
    for (const number of numbers) {
      const owner = owners[number];
      if (owner === undefined) continue;
      const share = shares.get(number) ?? { owner, weight: 0, start, end };
      shares.set(number, share);
      share.end = end;
      if (!isNew) continue;
      const weight = (owner.kind === 'rows' && digits < digitsOfValues ? 0.5 : 1) / neededGrams(owner);
      share.weight += weight;
      most = Math.max(most, weight);
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
