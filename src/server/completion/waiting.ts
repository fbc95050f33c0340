/** Whether nobody wants an answer any more, and word of it. Every `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options: { readonly once: true }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Those who wait for something to happen that their answer may depend on. */
export class Waiting {
  readonly #all = new Set<() => void>();

  get size(): number {
    return this.#all.size;
  }

  /** Until `wake` is called, or the signal is aborted. @returns whether that was an abort */
  until(signal: Cancellation): Promise<boolean> {
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
