import { randomUUID } from 'node:crypto';
import { exceeds, type Label } from '../../../protocol/label.ts';
import type { Redaction } from '../../../protocol/verdict.ts';
import type { Detector } from '../detectors/detector.ts';

/** A placeholder with the text that it stands for. The text never leaves this machine. */
export interface Placeholder extends Redaction {
  readonly value: string;
  /** The label that the value gives to a text. */
  readonly label: Label;
}

/** What a person is told of a redaction. */
export function redactionOf({ placeholder, rule, reason }: Placeholder): Redaction {
  return { placeholder, rule, reason };
}

/** The form of every placeholder, wherever it may stand in a text; French models put spaces inside the marks. */
export const written = /«[ \u00a0\u202f]?([A-Z-]+-\d+)[ \u00a0\u202f]?»/g;

/**
 * The placeholders of one conversation: the same value has the same placeholder from its first turn to its last, so
 * that a model can tell two people apart, and no other conversation knows what it stands for.
 */
export class Placeholders {
  readonly #byValue = new Map<string, Placeholder>();
  readonly #counts = new Map<string, number>();
  readonly #taken = new Set<string>();
  readonly #lasting = new Set<Placeholder>();
  /** What turns are remembered with whose values these know: others of the same conversation, before a restart, had another id. */
  readonly id = randomUUID();

  /** Takes notice of texts of the person's own that look like placeholders: none is given that stands in them. */
  avoid(text: string): void {
    if (!text.includes('«')) return;
    for (const [, name = ''] of text.matchAll(written)) this.#taken.add(`«${name}»`);
  }

  /** The placeholder for a value that a detector has found. */
  for(detector: Detector, value: string): Placeholder {
    const key = `${detector.placeholder} ${value}`;
    const known = this.#byValue.get(key);
    if (known !== undefined) return known;
    const { rule, label } = detector;
    const placeholder = { placeholder: this.#next(detector.placeholder), value, label, rule, reason: detector.reason() };
    this.#byValue.set(key, placeholder);
    return placeholder;
  }

  /** Holds on to placeholders that answers may have been given the values of, whatever the next request holds. */
  keep(placeholders: readonly Placeholder[]): void {
    for (const each of placeholders) this.#lasting.add(each);
  }

  /** Those that were kept, where a destination of this clearance may not receive their values. */
  keptAbove(clearance: Label): Placeholder[] {
    return [...this.#lasting].filter(({ label }) => exceeds(label, clearance));
  }

  /** What was found so far and a destination of this clearance may not receive. */
  above(clearance: Label): Placeholder[] {
    return [...this.#byValue.values()].filter(({ label }) => exceeds(label, clearance));
  }

  #next(word: string): string {
    for (;;) {
      const count = (this.#counts.get(word) ?? 0) + 1;
      this.#counts.set(word, count);
      const placeholder = `«${word}-${count}»`;
      if (!this.#taken.has(placeholder)) return placeholder;
    }
  }
}
