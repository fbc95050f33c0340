import { defaults } from './defaults.ts';

/** How long a model takes to begin its answer, as a moving average over its last answers. */
export class Latency {
  readonly #remembered: () => number | undefined;
  #average: number | undefined;

  /** @param remembered what was measured before, maybe in another session, in milliseconds; by default nothing was */
  constructor(remembered: () => number | undefined = () => undefined) {
    this.#remembered = remembered;
  }

  /** @param milliseconds from asking to the first piece of the answer */
  note(milliseconds: number): void {
    const before = this.#average ?? this.#remembered() ?? milliseconds;
    this.#average = before + defaults.latencyWeight * (milliseconds - before);
  }

  /** What to expect of the next answer, in milliseconds. */
  get firstPiece(): number {
    return this.#average ?? this.#remembered() ?? defaults.usualLatencyMs;
  }

  /** Forgets what it knows, as another model answers from now on. */
  forget(): void {
    this.#average = undefined;
  }
}
