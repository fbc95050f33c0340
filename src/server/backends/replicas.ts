import { longestRestMilliseconds, usualLimits } from '../net/limits.ts';
import { BackendError, type Backend } from './backend.ts';

/**
 * How long a replica that did not answer is asked only after the others, in milliseconds: the first time, and twice as
 * long each time that it fails again when it has rested, up to `longestRestMilliseconds`. A silent server costs a person
 * its whole limit, two minutes in the chat, so it is tried again ever more seldom; one that restarts is back in half a
 * minute or two.
 */
export const restMilliseconds = 30_000;

/**
 * How long ghost text may have waited for a replica without a word, in milliseconds, all requests together that were
 * left since it last said one. Who types leaves a request with most keys, so none of them ever meets a limit.
 */
export const silentMilliseconds = 10_000;

/** What speaks against a replica. */
interface Standing {
  /** Until when it is asked after the others. */
  until: number;
  /** How often in a row it was asked again and was out. */
  failures: number;
  /** How long it was waited for in vain, in milliseconds. */
  waited: number;
}

/** Servers that stand in for one another, in the order in which a person prefers them. */
export class Replicas {
  readonly #backends: readonly Backend[];
  readonly #now: () => number;
  readonly #standings = new Map<Backend, Standing>();

  /** @param now a clock in milliseconds that never goes back. */
  constructor(backends: readonly Backend[], now = () => performance.now()) {
    this.#backends = backends;
    this.#now = now;
  }

  /** All of them: first those that nothing is known against, then those that lately did not answer, as a last resort. */
  get inOrder(): readonly Backend[] {
    const rests = (backend: Backend): boolean => this.#rests(backend);
    return [...this.#backends.filter((each) => !rests(each)), ...this.#backends.filter(rests)];
  }

  /** The one that is asked next; there is always one. */
  get first(): Backend {
    const [first] = this.inOrder;
    if (first === undefined) throw new TypeError('A service has at least one server.');
    return first;
  }

  /** In how many milliseconds the order is another by itself; undefined where it stays. */
  get changesIn(): number | undefined {
    if (this.#backends.length < 2) return undefined;
    const rests = [...this.#standings.values()].map(({ until }) => until - this.#now()).filter((left) => left > 0);
    return rests.length === 0 ? undefined : Math.min(...rests);
  }

  has(backend: Backend): boolean {
    return this.#backends.includes(backend);
  }

  /** Takes notice that one did not answer. */
  failed(backend: Backend): void {
    const standing = this.#standing(backend);
    // Requests that fail together, or as a last resort, are one failure.
    if (standing.failures === 0 || !this.#rests(backend)) standing.failures += 1;
    standing.until = this.#now() + Math.min(restMilliseconds * 2 ** (standing.failures - 1), longestRestMilliseconds);
    standing.waited = 0;
  }

  /**
   * Takes notice that one takes no more requests for now.
   * @param seconds for how long, where it says so.
   */
  busy(backend: Backend, seconds: number | undefined): void {
    const standing = this.#standing(backend);
    const rest = seconds === undefined ? usualLimits.rest : Math.min(seconds * 1000, longestRestMilliseconds);
    standing.until = Math.max(standing.until, this.#now() + rest);
  }

  /** Takes notice that a request was left after so many milliseconds without a word of its answer. */
  left(backend: Backend, milliseconds: number): void {
    const standing = this.#standing(backend);
    standing.waited += milliseconds;
    if (standing.waited >= silentMilliseconds) this.failed(backend);
  }

  /** Takes notice that one has begun to answer. */
  began(backend: Backend): void {
    const standing = this.#standings.get(backend);
    if (standing !== undefined) standing.waited = 0;
  }

  /** Takes notice that one answered. */
  answered(backend: Backend): void {
    this.#standings.delete(backend);
  }

  #rests(backend: Backend): boolean {
    return (this.#standings.get(backend)?.until ?? -Infinity) > this.#now();
  }

  #standing(backend: Backend): Standing {
    const known = this.#standings.get(backend) ?? { until: -Infinity, failures: 0, waited: 0 };
    this.#standings.set(backend, known);
    return known;
  }
}

/**
 * Whether another replica may answer what one did not: nothing answers there, not in time, or what answers has no model
 * behind it now.
 */
export function isOut(error: unknown): error is BackendError {
  if (!(error instanceof BackendError)) return false;
  return error.fault === 'unreachable' || error.fault === 'timeout' || [424, 502, 503].includes(error.status ?? 0);
}

/** Whether a replica takes no more requests for now, which another one may. */
export function isBusy(error: unknown): error is BackendError {
  return error instanceof BackendError && error.fault === 'rateLimited';
}
