import type { Label } from '../../../protocol/label.ts';

/** One place in a text that a detector is sure enough of. Offsets are UTF-16 code units; `end` is exclusive. */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

/** Looks for one kind of sensitive content. */
export interface Detector {
  /** The rule identifier that findings carry. */
  readonly rule: string;
  /** The label that a hit gives to the text it stands in. */
  readonly label: Label;
  /** @returns the sentence for the person, in the session's language. */
  reason(): string;
  /** @returns every hit, in the order of the text. Takes time linear in the text's length. */
  detect(text: string): Hit[] | Promise<Hit[]>;
}
