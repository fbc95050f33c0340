import type { Clock } from './clock.ts';
import { charactersPerToken } from './defaults.ts';

const minute = 60_000;

/**
 * How much a model may write that nobody waits for. It comes back steadily, up to what is allowed in a minute. What a
 * stream has begun it may end, so the budget may run into debt; nothing more is begun until that is made good.
 */
export class AheadBudget {
  readonly #clock: Clock;
  /** Tokens in a minute. */
  #allowance: number;
  #tokens: number;
  #since: number;

  constructor(clock: Clock, tokensPerMinute: number) {
    this.#clock = clock;
    this.#allowance = tokensPerMinute;
    this.#tokens = tokensPerMinute;
    this.#since = clock.now();
  }

  /** Whether anything is left. */
  get isLeft(): boolean {
    this.#recover();
    return this.#tokens > 0;
  }

  /** Takes notice of text that was written ahead: characters, from which tokens are estimated. */
  spend(characters: number): void {
    this.#recover();
    this.#tokens -= characters / charactersPerToken;
  }

  /** Allows another number of tokens in a minute; what was spent stays spent. */
  allow(tokensPerMinute: number): void {
    if (tokensPerMinute === this.#allowance) return;
    this.#recover();
    this.#tokens += tokensPerMinute - this.#allowance;
    this.#allowance = tokensPerMinute;
  }

  #recover(): void {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#allowance, this.#tokens + (this.#allowance * (now - this.#since)) / minute);
    this.#since = now;
  }
}
