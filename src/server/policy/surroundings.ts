import { detectBy, type Detected } from './byContent.ts';
import type { Detector, Hit } from './detectors/detector.ts';
import { changeSince, Look } from './detectors/look.ts';
import { mergeHits } from './detectors/mergeHits.ts';
import { foundOfLate } from './foundOfLate.ts';
import { ownCopy } from './ownCopy.ts';

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

/** The values that are taken notice of, in number and length: more are no secrets that someone repeats elsewhere. */
const mostValues = 500;
const longestValue = 200;

/** How much text is remembered with what was found in it, in characters: some dozen programs. */
const rememberedText = 2_000_000;

/** A document as it was last looked through, and what was found in it. */
interface Found {
  readonly look: Look;
  readonly detected: Promise<readonly Detected[]>;
}

/** By what the documents share the work with. */
const known = foundOfLate<Found>(rememberedText, ({ look }) => look.text);

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

/**
 * What is found in a document: that of its last look where it is the same, as for the other part of a prompt. Of one
 * that differs from it, as by a key, what is the same is not read again: see `detectors/look.ts`.
 */
function detectedIn({ text, of }: Surroundings, detectors: readonly Detector[]): Promise<readonly Detected[]> {
  const documents = known(detectors);
  const last = documents.get(of);
  if (last?.look.text === text) return last.detected;
  const own = ownCopy(text);
  const look = new Look(own, last && changeSince(own, [last.look]));
  const found: Found = { look, detected: detectBy(look, detectors).finally(() => look.settle()) };
  documents.set(of, found);
  found.detected.catch(() => {
    if (documents.peek(of) === found) documents.delete(of);
  });
  return found.detected;
}
