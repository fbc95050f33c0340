import type { Clock } from '../../../src/server/completion/clock.ts';

/** Time that passes when the test says so. */
export class HandClock implements Clock {
  #now = 0;
  readonly #waiting = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const one = { at: this.#now + milliseconds, run };
    this.#waiting.add(one);
    return () => {
      this.#waiting.delete(one);
    };
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    for (const one of [...this.#waiting].sort((a, b) => a.at - b.at)) {
      if (one.at <= this.#now && this.#waiting.delete(one)) one.run();
    }
  }
}
