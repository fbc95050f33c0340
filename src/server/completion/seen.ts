import { withPlainLineEnds, type Snapshot } from './view.ts';

/** What a person was shown last in a document. */
export class Seen {
  #offset = 0;
  #text = '';

  /** @param text with `\n` line ends, shown at an offset (UTF-16) */
  note(offset: number, text: string): void {
    this.#offset = offset;
    this.#text = text;
  }

  /** What is left to type of it, where that is what is known to follow the cursor; empty elsewhere. */
  left({ text, offset }: Snapshot, known: string): string {
    if (offset < this.#offset) return '';
    const typed = withPlainLineEnds(text.slice(this.#offset, offset));
    const left = this.#text.slice(typed.length);
    return this.#text.startsWith(typed) && known.startsWith(left) ? left : '';
  }
}
