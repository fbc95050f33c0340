/** Those who wait for something to happen that their answer may depend on. */
export class Waiting {
  readonly #all = new Set<() => void>();

  get size(): number {
    return this.#all.size;
  }

  /** Until `wake` is called, or the signal is aborted. @returns whether that was an abort */
  until(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.#all.delete(go);
        signal.removeEventListener('abort', go);
        resolve(signal.aborted);
      };
      this.#all.add(go);
      signal.addEventListener('abort', go, { once: true });
    });
  }

  wake(): void {
    for (const go of [...this.#all]) go();
  }
}
