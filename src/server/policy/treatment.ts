import { exceeds, highest, type Label } from '../../protocol/label.ts';
import type { Finding } from '../../protocol/verdict.ts';
import type { Destination } from './destination.ts';
import { combine } from './labelled.ts';
import type { Judgement } from './labeller.ts';
import type { PolicyNow } from './policyNow.ts';
import { Placeholders, type Placeholder } from './redaction/placeholders.ts';
import { redact } from './redaction/redact.ts';
import type { FoundValue } from './surroundings.ts';

/** What becomes of one text of a request. */
export type Treatment =
  | {
      readonly kind: 'send';
      /** The text, with placeholders for what was redacted. */
      readonly text: string;
      readonly placeholders: readonly Placeholder[];
      /** The label of what is sent. */
      readonly label: Label;
      /**
       * The label that it keeps for good. What is redacted whenever a destination may not receive it does not count:
       * it is found anew each time, unless only the document around it gives it away.
       */
      readonly remembered: Label;
    }
  | {
      readonly kind: 'withhold';
      /** Those above the clearance. */
      readonly findings: readonly Finding[];
      /** Whether it could be sent if the person asked for redaction. */
      readonly canRedact: boolean;
    };

/** Under what a text is treated. */
export interface Terms {
  readonly destination: Destination;
  readonly policy: PolicyNow;
  readonly placeholders: Placeholders;
  /** Whether the person asked for redaction. */
  readonly redact: boolean;
}

/** Decides whether a judged text goes as it is, redacted, or not at all. */
export function treat(text: string, judgement: Judgement, { destination, policy, placeholders, redact: asked }: Terms): Treatment {
  const { standing, detected } = judgement;
  const tooHigh = (label: Label): boolean => exceeds(label, destination.clearance);
  const above = detected.filter(({ label }) => tooHigh(label));
  const modes = above.map(({ detector }) => policy.redactionOf(detector.rule));
  if (tooHigh(standing.label) || modes.some((mode) => mode === 'refuse' || (mode === 'ask' && !asked))) {
    const findings = [standing, ...above].flatMap((each) => each.findings).filter(({ label }) => tooHigh(label));
    return { kind: 'withhold', findings, canRedact: !tooHigh(standing.label) && !modes.includes('refuse') };
  }
  const stays = detected.filter((each) => !above.includes(each));
  const { label } = combine([standing, ...stays]);
  const lasting = stays.filter(({ detector, byDocument }) => byDocument === true || policy.redactionOf(detector.rule) !== 'redact');
  const bare = bareValues(text, judgement).map(({ detector }) => detector.label).filter((each) => !tooHigh(each));
  const labels = { label: highest([label, ...bare]), remembered: highest([standing.label, ...lasting.map((each) => each.label), ...bare]) };
  if (above.length === 0) return { kind: 'send', text, placeholders: [], ...labels };
  return { kind: 'send', ...labels, ...redact(text, above, placeholders) };
}

/** The values known from its document that stand in a text where nothing is found. */
function bareValues(text: string, { detected, known = [] }: Judgement): FoundValue[] {
  const there = known.filter(({ value }) => text.includes(value));
  if (there.length === 0) return [];
  const rest = redact(text, detected, new Placeholders()).text;
  return there.filter(({ value }) => rest.includes(value));
}
