import { BackendError, type Backend } from './backend.ts';

/** How long a replica that did not answer is asked only after the others, in milliseconds. */
export const restMilliseconds = 30_000;

/** Servers that stand in for one another, in the order in which a person prefers them. */
export class Replicas {
  readonly #backends: readonly Backend[];
  readonly #now: () => number;
  readonly #downUntil = new Map<Backend, number>();

  /** @param now a clock in milliseconds that never goes back. */
  constructor(backends: readonly Backend[], now = () => performance.now()) {
    this.#backends = backends;
    this.#now = now;
  }

  /** All of them: first those that nothing is known against, then those that lately did not answer, as a last resort. */
  get inOrder(): readonly Backend[] {
    const isDown = (backend: Backend): boolean => (this.#downUntil.get(backend) ?? -Infinity) > this.#now();
    return [...this.#backends.filter((each) => !isDown(each)), ...this.#backends.filter(isDown)];
  }

  /** The one that is asked next; there is always one. */
  get first(): Backend {
    const [first] = this.inOrder;
    if (first === undefined) throw new TypeError('A service has at least one server.');
    return first;
  }

  has(backend: Backend): boolean {
    return this.#backends.includes(backend);
  }

  /** Takes notice that one did not answer. */
  failed(backend: Backend): void {
    this.#downUntil.set(backend, this.#now() + restMilliseconds);
  }

  /** Takes notice that one answered. */
  answered(backend: Backend): void {
    this.#downUntil.delete(backend);
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
