import type { Finding, Place } from '../../protocol/verdict.ts';
import type { Detector, Hit } from './detectors/detector.ts';
import { Look, Looks } from './detectors/look.ts';
import { foundOfLate } from './foundOfLate.ts';
import type { Labelled } from './labelled.ts';
import { placesIn, type Beginning } from './placesIn.ts';

/** All hits of one detector in a text. */
export interface Detected {
  readonly detector: Detector;
  /** Never empty. */
  readonly hits: readonly Hit[];
}

/** How many findings of one detector are told one by one; a table of identifiers can have hundreds of thousands. */
const toldAtMost = 100;

/** How much text is remembered with what was found in it, in characters: some dozen prompts. */
const rememberedText = 1_000_000;

/** What is known of texts that were looked through of late, whoever found what in them. */
const looks = new Looks();

/** A text that was looked through, and what was found in it. */
interface Found {
  readonly text: string;
  readonly detected: readonly Detected[];
}

/** What was found in texts of late, by `briefly`. */
const known = foundOfLate<Found>(rememberedText, ({ text }) => text);

/**
 * What every detector finds in a text. A text that was looked through of late, such as what stands behind the cursor
 * while a person types before it, or an earlier message of a chat, is not looked through again: detectors go by the
 * text alone, and other rules have other detectors. Of one that differs a little from such a text, what is the same is
 * not read again: see `detectors/look.ts`.
 * @throws what a detector throws: the text then counts as undecided.
 */
export async function detectIn(text: string, detectors: readonly Detector[]): Promise<readonly Detected[]> {
  const texts = known(detectors);
  const brief = briefly(text);
  const before = texts.get(brief);
  if (before?.text === text) return before.detected;
  const look = looks.at(text);
  const detected = await detectBy(look, detectors);
  looks.keep(look);
  texts.set(brief, { text: look.text, detected });
  return detected;
}

/** So many characters at the beginning, in the middle and at the end of a text tell it from most others. */
const told = 24;

/** Something short that is the same for the same text: to look a text up by all of itself takes reading all of it. */
function briefly(text: string): string {
  const middle = text.length >> 1;
  return `${text.length} ${text.slice(0, told)}${text.slice(middle, middle + told)}${text.slice(-told)}`;
}

/** What every detector finds in a text, looked through from its beginning to its end. @throws as `detectIn` */
export function detectAnew(text: string, detectors: readonly Detector[]): Promise<readonly Detected[]> {
  return detectBy(new Look(text), detectors);
}

/** What every detector finds where a look is at. @throws as `detectIn` */
export async function detectBy(look: Look, detectors: readonly Detector[]): Promise<readonly Detected[]> {
  const all = await Promise.all(detectors.map(async (detector) => ({ detector, hits: await detector.detect(look.text, look) })));
  return all.filter(({ hits }) => hits.length > 0);
}

/**
 * What is told of the hits in a text: one finding for each, with its place in the source; one for each detector where
 * that is not known.
 */
export function contentFindings(text: string, detected: readonly Detected[], place: Place, beginning: Beginning | undefined): Labelled[] {
  const placeAt = placesIn(text, place, beginning);
  return detected.map(({ detector, hits }) => ({
    label: detector.label,
    findings: hits.slice(0, beginning === undefined ? 1 : toldAtMost).map((hit): Finding => {
      const { rule, label, writtenAt } = detector;
      return { rule, label, reason: detector.reason(), place: placeAt(hit), ...(writtenAt && { writtenAt }) };
    }),
  }));
}
