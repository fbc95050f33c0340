import type { Label } from '../../../protocol/label.ts';
import type { RuleId } from '../../../protocol/ruleName.ts';
import type { Place } from '../../../protocol/verdict.ts';
import type { Look } from './look.ts';

/**
 * One place in a text that a detector is sure enough of: just what must not be seen, without the code around it, since
 * this is what redaction takes out. Offsets are UTF-16 code units; `end` is exclusive.
 */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

/** Looks for one kind of sensitive content. */
export interface Detector {
  /** The rule identifier that findings carry and rule files name. */
  readonly rule: RuleId;
  /** The label that a hit gives to the text it stands in. */
  readonly label: Label;
  /** The word that stands in for a hit that is redacted: `NIR` in `«NIR-1»`. Upper-case letters and hyphens. */
  readonly placeholder: string;
  /**
   * Whether hits are redacted unless a rule says otherwise: so for single values, without which code still makes
   * sense. Where not, the text is refused, and the person may ask for it to be redacted.
   */
  readonly redacts: boolean;
  /** Where it is written, if an administrator wrote it in a rule file; a built-in one has no place. */
  readonly writtenAt?: Place;
  /** @returns the sentence for the person, in the session's language. */
  reason(): string;
  /**
   * @param look what is known of the text from an earlier look at one like it; left out, nothing is. The hits are the
   * same either way.
   * @returns every hit, in the order of the text, none overlapping another. Takes time linear in the text's length.
   */
  detect(text: string, look?: Look): readonly Hit[] | Promise<readonly Hit[]>;
}
