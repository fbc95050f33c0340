import type { Fingerprint } from './fingerprint.ts';
import { foldText } from './fold.ts';
import { digitsIn } from './telling.ts';
import { gramLength, longBefore, narrowestOfLong, narrowWindow, Winnower, type GramKeys } from './winnow.ts';

/** Up to this many characters the buffers of a query are kept for the next. */
const keptPlaces = 2 ** 20;

/** How many characters of a query are taken up at once. */
const pieceLength = 2 ** 15;

/** A gram, or a long one, that a query selects and an index has. */
export interface Asked {
  readonly fingerprint: Fingerprint;
  /** How many of the gram's characters are digits. */
  readonly digits: number;
  /** The folded characters that it covers, counted from the text's first: from the first to after the last. */
  readonly from: number;
  readonly to: number;
  /** The same in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** What is looked up: a fingerprint's upper 21 and lower 32 bits. */
type Has = (upper: number, lower: number) => boolean;

/** Selects the grams of queries, in the narrowest windows. Its buffers are kept from one to the next. */
export class Asker {
  readonly #grams: Winnower;
  readonly #longGrams: Winnower;
  #places = new Uint32Array(0);
  #has: Has = () => false;
  #found: Omit<Asked, 'start' | 'end'>[] = [];

  constructor(keys: GramKeys) {
    const { sip } = keys;
    const look = (bytes: Uint8Array, start: number, before: number, position: number): void => {
      sip.hash(bytes, start - before, before + gramLength);
      const upper = sip.high >>> 11;
      if (!this.#has(upper, sip.low)) return;
      const fingerprint = upper * 2 ** 32 + sip.low;
      this.#found.push({ fingerprint, digits: digitsIn(bytes, start), from: position - before, to: position + gramLength });
    };
    this.#grams = new Winnower(keys, narrowWindow, pieceLength, (bytes, start, position) => {
      look(bytes, start, 0, position);
    });
    this.#longGrams = new Winnower(keys, narrowestOfLong, pieceLength, (bytes, start, position) => {
      if (position >= longBefore) look(bytes, start, longBefore, position);
    });
  }

  /**
   * The selected grams of a text that an index has, in the order of the text.
   * @param withLong whether the index has long grams.
   */
  ask(text: string, has: Has, withLong: boolean): Asked[] {
    this.#found = [];
    this.#has = has;
    if (this.#places.length < text.length) this.#places = new Uint32Array(Math.max(2 ** 14, text.length));
    const places = this.#places;
    const grams = this.#grams;
    const longGrams = this.#longGrams;
    let folded = 0;
    for (let from = 0; from < text.length; from += pieceLength) {
      const to = Math.min(text.length, from + pieceLength);
      const count = foldText(text, from, to, grams.bytes, grams.filled, places, folded);
      if (withLong) {
        longGrams.bytes.set(grams.bytes.subarray(grams.filled, grams.filled + count), longGrams.filled);
        longGrams.take(count);
      }
      grams.take(count);
      folded += count;
    }
    grams.end();
    longGrams.end();
    if (withLong) this.#found.sort((a, b) => a.from - b.from);
    if (places.length > keptPlaces) this.#places = new Uint32Array(0);
    return this.#found.map((gram) => ({
      ...gram,
      start: places[gram.from] ?? 0,
      end: (places[gram.to - 1] ?? 0) + 1,
    }));
  }
}
