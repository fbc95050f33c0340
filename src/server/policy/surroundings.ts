import { LRUCache } from 'lru-cache';
import { detectAnew, type Detected } from './byContent.ts';
import type { Detector, Hit } from './detectors/detector.ts';
import { mergeHits } from './detectors/mergeHits.ts';
import { ownCopy } from './ownCopy.ts';
import { sameAtEnd, sameAtStart } from './sameText.ts';

/** A stretch of a text: offsets in UTF-16 code units, the end exclusive. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * The document that a part was cut out of. It is not sent, but it says what the part is: the header of a table stands
 * above the rows that a person selects, the name of a password before the quote where a prompt begins.
 */
export interface Surroundings extends Extent {
  /** The document, or as much of it as is looked at; `start` and `end` are where the part stands in it. */
  readonly text: string;
  /** Where in the part's own text that stretch begins: behind a heading. */
  readonly at: number;
  /** What shares the work with the next look: the document's URI. */
  readonly of: string;
  /**
   * The stretch of the document that its request is looked through for as a whole, if there is one. While a person
   * types inside it, the rest of the document is not looked at again for every key.
   */
  readonly typedIn?: Extent;
}

/** What was found in the document of a part. */
export interface FoundAround {
  /** What of it lies within the part, in the part's offsets. */
  readonly within: readonly Detected[];
  /** Values, wherever they stand in the document, that are redacted one by one: each may stand in the part unannounced. */
  readonly values: readonly FoundValue[];
}

/** A value of a kind that is redacted. */
export interface FoundValue {
  readonly detector: Detector;
  readonly value: string;
}

/**
 * How much of a document is looked at on either side of a part, in characters: several thousand rows of a table. What
 * is cut off is cut in steps, so that the same stretch is seen again while a person types.
 */
const reach = 120_000;
const step = 40_000;

/** So many characters may change before a document is looked through again: some lines of typing. */
const fewCharacters = 200;

/** A change nearer than this to something found, in characters, may have changed what it is: a header, a quote. */
const near = 1_000;

/** The values that are taken notice of, in number and length: more are no secrets that someone repeats elsewhere. */
const mostValues = 500;
const longestValue = 200;

/** How much text is remembered with what was found in it, in characters: some dozen programs. */
const rememberedText = 2_000_000;

interface Look {
  readonly text: string;
  readonly detected: Promise<readonly Detected[]>;
}

const looks = new WeakMap<readonly Detector[], LRUCache<string, Look>>();

/** As much of a document as says what a stretch of it is, and where that stretch stands in it. */
export function stretchAround(document: string, { start, end }: Extent): Pick<Surroundings, 'text' | 'start' | 'end'> {
  const from = Math.max(0, Math.floor((start - reach) / step) * step);
  const cut = Math.max(0, Math.floor((document.length - end - reach) / step) * step);
  return { text: document.slice(from, document.length - cut), start: start - from, end: end - from };
}

/** What is found in the document of a part. @throws what a detector throws: the part then counts as undecided. */
export async function detectAround(around: Surroundings, detectors: readonly Detector[]): Promise<FoundAround> {
  const detected = await detectedIn(around, detectors);
  const values = new Map<string, FoundValue>();
  const within: Detected[] = [];
  for (const { detector, hits } of detected) {
    const inside = hits.map((hit) => clipped(hit, around)).filter(({ start, end }) => start < end);
    if (inside.length > 0) within.push({ detector, hits: inside });
    if (!detector.redacts) continue;
    for (const { start, end } of hits) {
      if (values.size >= mostValues) break;
      const value = around.text.slice(start, end);
      if (value.length <= longestValue) values.set(`${detector.rule} ${value}`, { detector, value });
    }
  }
  return { within, values: [...values.values()] };
}

/** What was found in a part by itself and in its document, together. */
export function foundTogether(detectors: readonly Detector[], ...found: (readonly Detected[])[]): Detected[] {
  const all = found.flat();
  if (all.length === 0) return [];
  return detectors
    .map((detector) => ({ detector, hits: mergeHits(all.filter((each) => each.detector === detector).flatMap(({ hits }) => hits)) }))
    .filter(({ hits }) => hits.length > 0);
}

function clipped({ start, end }: Hit, around: Surroundings): Hit {
  const move = around.at - around.start;
  return { start: Math.max(start, around.start) + move, end: Math.min(end, around.end) + move };
}

async function detectedIn({ text, of, typedIn }: Surroundings, detectors: readonly Detector[]): Promise<readonly Detected[]> {
  const known = looks.get(detectors) ?? new LRUCache<string, Look>({ maxSize: rememberedText, sizeCalculation: (look) => look.text.length + 1 });
  looks.set(detectors, known);
  const last = known.get(of);
  if (last?.text === text) return last.detected;
  if (last !== undefined && typedIn !== undefined) {
    const change = changeWithin(last.text, text, typedIn);
    const still = change === undefined ? undefined : unchanged(await last.detected, change);
    if (still !== undefined) return still;
  }
  const detected = detectAnew(text, detectors);
  known.set(of, { text: ownCopy(text), detected });
  detected.catch(() => known.delete(of));
  return detected;
}

/** A change of a text: from `start` to `end` in its earlier state, which grew by `growth`. */
interface Change extends Extent {
  readonly growth: number;
}

/** How a text differs from its earlier state, if in a few characters that all lie within a stretch of it. */
function changeWithin(before: string, after: string, { start, end }: Extent): Change | undefined {
  const behind = after.length - end;
  const endBefore = before.length - behind;
  if (endBefore < start) return undefined;
  const growth = after.length - before.length;
  const from = sameAtStart(before, after);
  const to = before.length - sameAtEnd(before, after, Math.min(before.length, after.length) - from);
  if (from < start || to > endBefore) return undefined;
  return Math.max(to - from, to + growth - from) > fewCharacters ? undefined : { start: from, end: to, growth };
}

/** What was found before a change, at its places behind it; undefined where the change is near to some of it. */
function unchanged(detected: readonly Detected[], { start, end, growth }: Change): Detected[] | undefined {
  const isNear = (hit: Hit): boolean => hit.start < end + near && hit.end > start - near;
  if (detected.some(({ hits }) => hits.some(isNear))) return undefined;
  const moved = (hit: Hit): Hit => (hit.start < start ? hit : { start: hit.start + growth, end: hit.end + growth });
  return detected.map(({ detector, hits }) => ({ detector, hits: hits.map(moved) }));
}
