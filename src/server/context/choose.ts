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
 * The fragments that help most and fit. Where there are two forms of a fragment, all are chosen in brief first, since
 * many names help more than one body, also beyond their source's share where room is left; then the best are sent whole. What was chosen before
 * stays where and as it was unless others are clearly better, and what is new comes behind it, so that the beginning of
 * the prompt changes as little as possible.
 * @param previous what was chosen the last time, in its order
 * @param room characters
 * @param lengthOf what a fragment takes of it
 */
export function choose(offers: readonly Offer[], previous: readonly Chosen[], room: number, lengthOf: (fragment: Fragment) => number): Chosen[] {
  const before = new Map(previous.map(({ fragment }, index) => [fragment.id, { fragment, index }]));
  const candidates = offers
    .flatMap(({ source, fragments }) => fragments.map((fragment) => ({ source, fragment, sent: before.get(fragment.id)?.fragment })))
    .map((each, index) => ({ ...each, index, score: each.fragment.rank + (each.sent === undefined ? 0 : contextDefaults.loyalty) }))
    .sort((a, b) => b.score - a.score || a.index - b.index);
  const spent = new Map<Offer['source'], number>();
  let left = room;
  const chosen: Candidate[] = [];
  /** Takes a form of a candidate, in the place of another form of it where one is given, if there is room for it. */
  const take = (candidate: Candidate, form: Fragment, { instead, share = candidate.source.share }: { instead?: Candidate; share?: number } = {}): boolean => {
    const length = lengthOf(form) - (instead === undefined ? 0 : lengthOf(instead.fragment));
    const used = (spent.get(candidate.source) ?? 0) + length;
    if (length > left || used > share * room) return false;
    if (chosen.some((other) => other !== instead && isSame(other.fragment, form))) return false;
    spent.set(candidate.source, used);
    left -= length;
    if (instead === undefined) chosen.push({ ...candidate, fragment: form });
    else chosen[chosen.indexOf(instead)] = { ...candidate, fragment: form };
    return true;
  };
  for (const candidate of candidates) {
    const { fragment, sent } = candidate;
    const wasWhole = sent?.text === fragment.text && take(candidate, fragment);
    if (!wasWhole) take(candidate, inBrief(fragment));
  }
  // What no source has claimed is best used for more names.
  for (const candidate of candidates) {
    const { fragment, index } = candidate;
    if (fragment.brief !== undefined && !chosen.some((other) => other.index === index)) take(candidate, inBrief(fragment), { share: 1 });
  }
  for (const candidate of candidates) {
    const { fragment, sent } = candidate;
    const brief = chosen.find(({ index }) => index === candidate.index);
    // What was worth all of it before and had to be sent in brief stays so.
    const isSettled = sent !== undefined && sent.rank >= contextDefaults.wholeFrom && sent.text === inBrief(fragment).text;
    if (brief !== undefined && brief.fragment.text !== fragment.text && fragment.rank >= contextDefaults.wholeFrom && !isSettled) take(candidate, fragment, { instead: brief });
  }
  const place = ({ fragment, index }: Candidate): number => before.get(fragment.id)?.index ?? previous.length + index;
  return chosen
    .sort((a, b) => Number(a.source.volatile) - Number(b.source.volatile) || place(a) - place(b))
    .map(({ fragment, source }) => ({ fragment, volatile: source.volatile }));
}

/** A fragment that may be sent, as the last offered it, and what of it was sent the last time. */
interface Candidate {
  readonly source: Offer['source'];
  readonly fragment: Fragment;
  readonly sent: Fragment | undefined;
  readonly index: number;
}

function inBrief({ brief, id, text, document, start, rank }: Fragment): Fragment {
  if (brief === undefined || brief.text.length >= text.length) return { id, text, document, rank, ...(start !== undefined && { start }) };
  return { id, document, rank, ...brief };
}

/** Whether two fragments are for the most part the same lines, or one holds the other's text. */
function isSame(a: Fragment, b: Fragment): boolean {
  if (a.text.includes(b.text) || b.text.includes(a.text)) return true;
  if (a.document.uri !== b.document.uri || a.start === undefined || b.start === undefined) return false;
  const shared = Math.min(a.start + a.text.length, b.start + b.text.length) - Math.max(a.start, b.start);
  return shared > Math.min(a.text.length, b.text.length) / 2;
}
