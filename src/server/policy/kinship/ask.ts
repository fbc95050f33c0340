import type { Fingerprint } from './fingerprint.ts';
import { foldText } from './fold.ts';
import { digitsIn } from './telling.ts';
import { gramLength, narrowWindow, Winnower, type GramKeys } from './winnow.ts';

/** Up to this many characters the buffers of a query are kept for the next. */
const keptPlaces = 2 ** 20;

/** A gram that a query selects: what to look up, how telling it is, and where it stands in the text. */
export interface Asked {
  readonly fingerprint: Fingerprint;
  /** How many of its characters are digits. */
  readonly digits: number;
  /** In folded characters from the first, for distances between grams. */
  readonly position: number;
  /** In UTF-16 code units: the first that belongs to it, and after the last. */
  readonly start: number;
  readonly end: number;
}

/** Selects the grams of queries, in the narrowest window. Its buffers are kept from one to the next. */
export class Asker {
  readonly #winnower: Winnower;
  #places = new Uint32Array(0);
  #has: (upper: number, lower: number) => boolean = () => false;
  #found: Pick<Asked, 'fingerprint' | 'digits' | 'position'>[] = [];

  static readonly #piece = 2 ** 15;

  constructor(keys: GramKeys) {
    const { sip } = keys;
    this.#winnower = new Winnower(keys, narrowWindow, Asker.#piece, (bytes, start, position) => {
      sip.hash(bytes, start, gramLength);
      const upper = sip.high >>> 11;
      if (!this.#has(upper, sip.low)) return;
      this.#found.push({ fingerprint: upper * 2 ** 32 + sip.low, digits: digitsIn(bytes, start), position });
    });
  }

  /**
   * The selected grams of a text that an index has.
   * @param has whether it has one, by the upper 21 and the lower 32 bits of its fingerprint.
   */
  ask(text: string, has: (upper: number, lower: number) => boolean): Asked[] {
    this.#found = [];
    this.#has = has;
    if (this.#places.length < text.length) this.#places = new Uint32Array(Math.max(2 ** 14, text.length));
    const winnower = this.#winnower;
    let folded = 0;
    for (let from = 0; from < text.length; from += Asker.#piece) {
      const to = Math.min(text.length, from + Asker.#piece);
      const count = foldText(text, from, to, winnower.bytes, winnower.filled, this.#places, folded);
      winnower.take(count);
      folded += count;
    }
    winnower.end();
    const places = this.#places;
    if (places.length > keptPlaces) this.#places = new Uint32Array(0);
    return this.#found.map((gram) => ({
      ...gram,
      start: places[gram.position] ?? 0,
      end: (places[gram.position + gramLength - 1] ?? 0) + 1,
    }));
  }
}
