import { defaults } from './defaults.ts';

/** How long a model takes to begin its answer, as a moving average over its last answers. */
export class Latency {
  #average: number | undefined;

  /** @param milliseconds from asking to the first piece of the answer */
  note(milliseconds: number): void {
    this.#average = this.#average === undefined ? milliseconds : this.#average + defaults.latencyWeight * (milliseconds - this.#average);
  }

  /** What to expect of the next answer, in milliseconds. */
  get firstPiece(): number {
    return this.#average ?? defaults.usualLatencyMs;
  }

  /** Forgets what it knows, as another model answers from now on. */
  forget(): void {
    this.#average = undefined;
  }
}
