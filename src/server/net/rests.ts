import * as l10n from '@vscode/l10n';
import { BackendError } from '../backends/backend.ts';
import { longestRestMilliseconds } from './limits.ts';
import { waitIn } from './retryAfter.ts';

/** The servers that take no more requests for ghost text, each until it has rested as long as it said. */
export class Rests {
  readonly #until = new Map<string, number>();
  readonly #usual: number;

  /** @param usual how long a server rests that does not say for how long, in milliseconds. */
  constructor(usual: number) {
    this.#usual = usual;
  }

  /** @param retryAfter the header of that name, as it came. */
  begin(origin: string, retryAfter: string | undefined): void {
    const seconds = waitIn(retryAfter);
    const wait = seconds === undefined ? this.#usual : Math.min(seconds * 1000, longestRestMilliseconds);
    this.#until.set(origin, Date.now() + wait);
  }

  /** @throws BackendError while the server rests. */
  check(origin: string): void {
    const left = (this.#until.get(origin) ?? 0) - Date.now();
    if (left > 0) throw rateLimited(origin, Math.ceil(left / 1000));
    this.#until.delete(origin);
  }
}

/** @param retryAfter how many seconds the server asks to be left alone, where it says so. */
export function rateLimited(origin: string, retryAfter: number | undefined): BackendError {
  return new BackendError('rateLimited', tooMany(origin, retryAfter), 'retry', { retryAfter, status: 429 });
}

function tooMany(origin: string, seconds: number | undefined): string {
  if (seconds === undefined) return l10n.t('{0} takes no more requests for now. Try again in a minute.', origin);
  if (seconds <= 1) return l10n.t('{0} takes no more requests for now. Try again in a second.', origin);
  if (seconds < 120) return l10n.t('{0} takes no more requests for now. Try again in {1} seconds.', origin, seconds);
  return l10n.t('{0} takes no more requests for now. Try again in {1} minutes.', origin, Math.ceil(seconds / 60));
}
