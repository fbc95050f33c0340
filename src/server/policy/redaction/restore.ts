import type { Placeholder } from './placeholders.ts';

/** A placeholder as models give it back: French ones put spaces inside the quotation marks. */
const written = /«[ \u00a0\u202f]?([A-Z-]+-\d+)[ \u00a0\u202f]?»/g;

/** The longest text that can still become a placeholder, in UTF-16 code units; a word has some ten letters. */
const longest = 40;

/** How far back the beginning of an address is looked for, in UTF-16 code units: longer ones are cut by browsers. */
const addressReach = 2000;

/**
 * Puts the values back into an answer as it streams. Only placeholders of its own request are known to it. Where
 * answers are shown with links (`links`), a placeholder inside an address stays as it is: a click would send the value
 * to that host.
 */
export class Restorer {
  readonly #values: ReadonlyMap<string, string>;
  readonly #links: boolean;
  #held = '';
  #said = '';
  #fences = 0;

  constructor(placeholders: readonly Placeholder[], { links }: { links: boolean }) {
    this.#values = new Map(placeholders.map(({ placeholder, value }) => [placeholder.slice(1, -1), value]));
    this.#links = links;
  }

  /** @returns as much of the answer so far as can be said for sure; the rest comes with a later piece or with `end`. */
  feed(piece: string): string {
    if (this.#values.size === 0) return piece;
    const text = this.#held + piece;
    const open = text.lastIndexOf('«');
    const waits = open >= 0 && text.length - open < longest && !text.includes('»', open);
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
    let restored = '';
    let done = 0;
    for (const match of text.matchAll(written)) {
      const value = this.#values.get(match[1] ?? '');
      this.#say(text.slice(done, match.index));
      restored += text.slice(done, match.index);
      restored += value === undefined || this.#insideAddress() ? match[0] : value;
      this.#say(match[0]);
      done = match.index + match[0].length;
    }
    this.#say(text.slice(done));
    return restored + text.slice(done);
  }

  /** Keeps the end of what was said, with placeholders, and whether that stands in a fenced block. */
  #say(text: string): void {
    if (!this.#links) return;
    const said = this.#said + text;
    const lineStart = said.lastIndexOf('\n') + 1;
    const whole = said.slice(0, lineStart);
    this.#fences += whole.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0;
    this.#said = said.slice(Math.max(lineStart, said.length - addressReach));
  }

  /** Whether the answer stands inside an address that a page would make a link of; in a fenced block it makes none. */
  #insideAddress(): boolean {
    if (!this.#links || this.#fences % 2 === 1) return false;
    const word = /[^\s<>"'`]*$/.exec(this.#said)?.[0] ?? '';
    return /[a-z][a-z0-9+.-]*:\/\/|www\.|\]\(|mailto:/i.test(word);
  }
}
