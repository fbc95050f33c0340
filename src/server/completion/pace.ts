import { defaults } from './defaults.ts';

/** How quickly a person types, by the last gaps between two keys. */
export class Pace {
  readonly #gaps: number[] = [];
  #last: number | undefined;
  #median: number | undefined;

  /** @param now when a key was pressed, in milliseconds */
  key(now: number): void {
    const gap = this.#last === undefined ? Infinity : now - this.#last;
    this.#last = now;
    // A longer gap is thought, not typing.
    if (gap > defaults.thoughtMs) return;
    this.#median = undefined;
    this.#gaps.push(gap);
    if (this.#gaps.length > defaults.paceKeys) this.#gaps.shift();
  }

  /** The median of the last gaps, in milliseconds; a usual one where too little was typed. */
  get gap(): number {
    if (this.#gaps.length < 3) return defaults.usualGapMs;
    this.#median ??= [...this.#gaps].sort((a, b) => a - b)[Math.floor(this.#gaps.length / 2)];
    return this.#median ?? defaults.usualGapMs;
  }
}
