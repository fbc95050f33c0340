import { written, type Placeholder } from './placeholders.ts';

/** Puts the values back into an answer as it streams. Only placeholders of its own request are known to it. */
export class Restorer {
  readonly #values: ReadonlyMap<string, string>;
  /** The longest text that can still become a placeholder, in UTF-16 code units: it may have two spaces inside. */
  readonly #longest: number;
  #held = '';

  constructor(placeholders: readonly Placeholder[]) {
    this.#values = new Map(placeholders.map(({ placeholder, value }) => [placeholder.slice(1, -1), value]));
    this.#longest = Math.max(0, ...placeholders.map(({ placeholder }) => placeholder.length)) + 2;
  }

  /** @returns as much of the answer so far as can be said for sure; the rest comes with a later piece or with `end`. */
  feed(piece: string): string {
    if (this.#values.size === 0) return piece;
    const text = this.#held + piece;
    const open = text.lastIndexOf('«');
    const waits = open >= 0 && text.length - open < this.#longest && !text.includes('»', open);
    this.#held = waits ? text.slice(open) : '';
    return this.#restored(waits ? text.slice(0, open) : text);
  }

  /** @returns what was held back. */
  end(): string {
    const rest = this.#held;
    this.#held = '';
    return this.#restored(rest);
  }

  #restored(text: string): string {
    return text.replace(written, (found, name: string) => this.#values.get(name) ?? found);
  }
}
