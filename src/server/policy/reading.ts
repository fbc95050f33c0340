import { exceeds, type Label } from '../../protocol/label.ts';

/** Why the flagged files cannot be read. */
export interface ReadingFailure {
  /** A code of the operating system, or the kind of error. */
  readonly cause: string;
  /** The folder that the index is kept in. */
  readonly folder: string;
}

/** How far the flagged files have been found and read. */
export interface Reading {
  /**
   * The highest label that a file may have whose passages would not be recognised now; `public` where there is none. A
   * destination that is cleared for less must wait.
   */
  readonly highestUnread: Label;
  /** Set from the first failure until the files are read; reading is tried again in the meantime. */
  readonly failure: ReadingFailure | undefined;
  /** Fulfilled when either may have changed. */
  changed(): Promise<void>;
}

/** How long a request waits for the flagged files to be read, in milliseconds; longer, and nobody waits any more. */
export const patience = 15_000;

/**
 * Waits until passages of files above a clearance would be recognised.
 * @param until when nobody waits any more, by `performance.now()`.
 * @returns whether they would; not where the files cannot be read.
 */
export async function flaggedFilesRead(reading: Reading, clearance: Label, until = performance.now() + patience): Promise<boolean> {
  while (exceeds(reading.highestUnread, clearance)) {
    const left = until - performance.now();
    if (left <= 0 || reading.failure !== undefined) return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, left)));
    await Promise.race([reading.changed(), late]);
    clearTimeout(timer);
  }
  return true;
}

/** Tells those who wait that something has happened. */
export class Signal {
  #tell: () => void = () => undefined;
  #next = this.#renewed();

  /** Fulfilled when it is given the next time. */
  next(): Promise<void> {
    return this.#next;
  }

  give(): void {
    const tell = this.#tell;
    this.#next = this.#renewed();
    tell();
  }

  #renewed(): Promise<void> {
    return new Promise((resolve) => (this.#tell = resolve));
  }
}
