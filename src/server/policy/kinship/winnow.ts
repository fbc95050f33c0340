import { SipHash } from './sipHash.ts';

/**
 * Winnowing (Schleimer, Wilkerson, Aiken: Winnowing: Local Algorithms for Document Fingerprinting, SIGMOD 2003): of
 * every `window` successive grams, the one whose order value is least is selected. Two texts that share
 * `window + gramLength - 1` folded characters therefore select a gram in common, wherever that passage stands.
 *
 * A gram that is least in a wide window is also least in every narrow one around it. So a large file may be winnowed
 * with a wide window, which keeps few grams, and a query with the narrowest, and they still meet: the guarantee is
 * that of the wide window.
 */

/** Folded characters in a gram. Shorter ones recur by chance in tables of dates, codes and running numbers. */
export const gramLength = 24;

/**
 * A long gram is a gram with so many folded characters before it. Files that are winnowed with a wide window have so few
 * grams in a passage that one must suffice; that one is a long one.
 */
export const longBefore = 12;
export const longGramLength = longBefore + gramLength;

/** The window of queries and of small files: a passage of 31 folded characters is then sure to meet. */
export const narrowWindow = 8;

/** Up to this window a file's fingerprints are of grams; beyond, of long grams. */
export const widestOfGrams = 16;
export const narrowestOfLong = 2 * widestOfGrams;

/** The widest window, of very large files in a crowded index. */
export const widestWindow = 65_536;

/** The secrets of one machine: for what is selected, and for what is stored. */
export class GramKeys {
  readonly sip: SipHash;
  /** Odd, so that every character keeps its influence. */
  readonly base: number;
  /** A secret value for each folded character, and the same times `base ** gramLength`, to take it out again. */
  readonly entering = new Int32Array(256);
  readonly leaving = new Int32Array(256);

  /** @param key 32 secret bytes: half for the stored hash, half for the order. */
  constructor(key: Uint8Array) {
    if (key.length !== 32) throw new RangeError('Grams take a key of 32 bytes.');
    this.sip = new SipHash(key.subarray(0, 16));
    const order = new SipHash(key.subarray(16, 32));
    const secret = (index: number): number => {
      order.hash(Uint8Array.of(index & 0xff, index >> 8), 0, 2);
      return order.low;
    };
    this.base = secret(256) | 5;
    let power = 1;
    for (let step = 0; step < gramLength; step++) power = Math.imul(power, this.base);
    // Zero stands for no character: what precedes a text has no weight.
    for (let byte = 1; byte < 256; byte++) {
      this.entering[byte] = secret(byte);
      this.leaving[byte] = Math.imul(secret(byte), power);
    }
  }
}

/** Told of every selected gram: it stands in `bytes` from `start`; `position` counts folded characters from the first. */
export type Select = (bytes: Uint8Array, start: number, position: number) => void;

/** Selects grams of a text that comes in pieces of any size. */
export class Winnower {
  /** Folded characters are written here, from `filled`, and then told of by `take`. */
  readonly bytes: Uint8Array;
  readonly #values: Int32Array;
  readonly #keys: GramKeys;
  readonly #window: number;
  readonly #select: Select;
  /** Where the next folded character goes. */
  filled = longGramLength;
  #hash = 0;
  /** Indices in `bytes` of the end of the first whole gram, and of the least gram's end. */
  #firstGram = longGramLength + gramLength - 1;
  #least = -1;
  #leastValue = 0;
  /** The index in `bytes` of the folded character number 0. */
  #zero = longGramLength;

  /** @param room how many folded characters one piece may have. */
  constructor(keys: GramKeys, window: number, room: number, select: Select) {
    this.#keys = keys;
    this.#window = window;
    this.#select = select;
    const size = room + window + 2 * longGramLength;
    this.bytes = new Uint8Array(size);
    this.#values = new Int32Array(size);
  }

  /** Takes up `count` more folded characters, which stand from `filled` on; then makes room for the next piece. */
  take(count: number): void {
    const { bytes } = this;
    const values = this.#values;
    const { base, entering, leaving } = this.#keys;
    const window = this.#window;
    const firstGram = this.#firstGram;
    const firstWindow = firstGram + window - 1;
    const end = this.filled + count;
    let hash = this.#hash;
    let least = this.#least;
    let leastValue = this.#leastValue;
    for (let index = this.filled; index < end; index++) {
      hash =
        (Math.imul(hash, base) +
          (entering[bytes[index] as number] as number) -
          (leaving[bytes[index - gramLength] as number] as number)) |
        0;
      if (index < firstGram) continue;
      // The sum's low bits know only low bits of its terms: mixed, so that the order is that of a hash.
      const mixed = Math.imul(hash ^ (hash >>> 16), 0x2c1b3c6d);
      const value = mixed ^ (mixed >>> 15);
      values[index] = value;
      if (least < 0 || value <= leastValue) {
        least = index;
        leastValue = value;
        if (index < firstWindow) continue;
      } else if (index - least >= window) {
        least = index;
        leastValue = value;
        for (let before = index - 1; before > index - window; before--) {
          const other = values[before] as number;
          if (other < leastValue) {
            least = before;
            leastValue = other;
          }
        }
      } else if (index !== firstWindow) continue;
      this.#select(bytes, least - gramLength + 1, least - gramLength + 1 - this.#zero);
    }
    this.#hash = hash;
    this.#least = least;
    this.#leastValue = leastValue;
    this.filled = end;
    this.#shift();
  }

  /** Ends the text: one of less than a window selects its least gram. Then another text may begin. */
  end(): void {
    const whole = this.filled - this.#firstGram;
    if (whole > 0 && whole < this.#window) {
      const start = this.#least - gramLength + 1;
      this.#select(this.bytes, start, start - this.#zero);
    }
    this.bytes.fill(0, 0, longGramLength);
    this.#hash = 0;
    this.#least = -1;
    this.filled = longGramLength;
    this.#zero = longGramLength;
    this.#firstGram = longGramLength + gramLength - 1;
  }

  /** Moves what the next windows reach back to, to the front. */
  #shift(): void {
    const by = this.filled - this.#window - longGramLength;
    if (by <= 0) return;
    this.bytes.copyWithin(0, by, this.filled);
    this.#values.copyWithin(0, by, this.filled);
    this.filled -= by;
    this.#least -= by;
    this.#zero -= by;
    this.#firstGram = Math.max(this.#firstGram - by, -this.#window);
  }
}
