import { contextDefaults } from './defaults.ts';
import type { ContextSource, Fragment } from './source.ts';

/** What a source has to offer. */
export interface Offer {
  readonly source: Pick<ContextSource, 'volatile' | 'share'>;
  readonly fragments: readonly Fragment[];
}

/** A fragment that is to be sent. */
export interface Chosen {
  readonly fragment: Fragment;
  readonly volatile: boolean;
}

/**
 * The fragments that help most and fit. What was chosen before stays where it was unless others are clearly better,
 * and what is new comes behind it, so that the beginning of the prompt changes as little as possible.
 * @param previous what was chosen the last time, in its order
 * @param room characters
 * @param lengthOf what a fragment takes of it
 */
export function choose(offers: readonly Offer[], previous: readonly Chosen[], room: number, lengthOf: (fragment: Fragment) => number): Chosen[] {
  const before = new Map(previous.map(({ fragment }, index) => [fragment.id, { fragment, index }]));
  const candidates = offers
    .flatMap(({ source, fragments }) => fragments.map((offered) => ({ source, fragment: lasting(offered, before.get(offered.id)?.fragment) })))
    .map((each, index) => ({ ...each, index, score: each.fragment.rank + (before.has(each.fragment.id) ? contextDefaults.loyalty : 0) }));
  const spent = new Map<Offer['source'], number>();
  let left = room;
  const chosen: typeof candidates = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score || a.index - b.index)) {
    const { source, fragment } = candidate;
    const length = lengthOf(fragment);
    const used = (spent.get(source) ?? 0) + length;
    if (length > left || used > source.share * room || chosen.some((other) => isSame(other.fragment, fragment))) continue;
    spent.set(source, used);
    left -= length;
    chosen.push(candidate);
  }
  const place = ({ fragment, index }: (typeof candidates)[number]): number => before.get(fragment.id)?.index ?? previous.length + index;
  return chosen
    .sort((a, b) => Number(a.source.volatile) - Number(b.source.volatile) || place(a) - place(b))
    .map(({ fragment, source }) => ({ fragment, volatile: source.volatile }));
}

/** A fragment that was sent whole is not shortened where its document still holds it: that would change the prompt. */
function lasting(offered: Fragment, sent: Fragment | undefined): Fragment {
  const isLonger = sent !== undefined && sent.text.length > offered.text.length && sent.text.startsWith(offered.text);
  return isLonger && sent.document.text === offered.document.text ? { ...sent, rank: offered.rank } : offered;
}

/** Whether two fragments are for the most part the same lines, or one holds the other's text. */
function isSame(a: Fragment, b: Fragment): boolean {
  if (a.text.includes(b.text) || b.text.includes(a.text)) return true;
  if (a.document.uri !== b.document.uri || a.start === undefined || b.start === undefined) return false;
  const shared = Math.min(a.start + a.text.length, b.start + b.text.length) - Math.max(a.start, b.start);
  return shared > Math.min(a.text.length, b.text.length) / 2;
}
