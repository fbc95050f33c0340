import { keepAliveMilliseconds } from '../net/limits.ts';

/** What warming up needs to know. */
export interface WarmUpWorld {
  /** Whether ghost text may be asked for at all. */
  readonly isWanted: () => boolean;
  /** Opens a connection to where ghost text comes from. Nothing is sent. */
  readonly open: () => void;
  /** Milliseconds since some moment. */
  readonly now?: () => number;
}

/**
 * Opens a connection when a person begins to type after a pause that no kept connection outlives: an editor waits a
 * moment before it asks for ghost text, and that moment is enough for the handshakes.
 */
export class WarmUp {
  readonly #world: WarmUpWorld;
  readonly #now: () => number;
  #typed = -Infinity;

  constructor(world: WarmUpWorld) {
    this.#world = world;
    this.#now = world.now ?? (() => performance.now());
  }

  /** The person has typed. */
  typed(): void {
    const now = this.#now();
    const rested = now - this.#typed;
    this.#typed = now;
    if (rested > keepAliveMilliseconds && this.#world.isWanted()) this.#world.open();
  }
}
