import { TextDecoder } from 'node:util';
import { ByteFolder, foldText } from './fold.ts';
import type { Form } from './source.ts';
import { isTelling } from './telling.ts';
import { gramLength, longBefore, longGramLength, widestOfGrams, Winnower, type GramKeys } from './winnow.ts';

/**
 * A fingerprint is the upper 53 bits of SipHash-1-3 of a gram under this machine's key, as a number.
 *
 * What is stored tells nobody without the key more than how many fingerprints a file has and which files share some.
 * With the key, which lies beside it and is readable by its owner alone, somebody can test whether a guessed passage
 * of 24 letters and digits stands in a flagged file: whoever gets both from a backup can do so without the file.
 * Passages that nobody could guess stay unknown: 53 bits do not hold 24 characters.
 */
export type Fingerprint = number;

/** The fingerprint of the gram, or the long gram, that stands in `bytes` from `start`. */
export function fingerprintOf({ sip }: GramKeys, bytes: Uint8Array, start: number, length: number): Fingerprint {
  sip.hash(bytes, start, length);
  return (sip.high >>> 11) * 2 ** 32 + sip.low;
}

/**
 * A gram that a file has more often than this belongs to its form (the keys of JSON, a frequent category), not to one
 * of its records. In a file that is winnowed so widely that one gram must suffice, that gram must be the only one.
 */
const mostOccurrences = (window: number): number => (window <= widestOfGrams ? 8 : 1);

/** Gathers the fingerprints of one text that comes in pieces. */
export class Gatherer {
  readonly #winnower: Winnower;
  readonly #folder = new ByteFolder();
  readonly #decoder: TextDecoder | undefined;
  readonly #room: number;
  readonly #window: number;
  readonly #limit: number;
  #gathered: Float64Array;
  #count = 0;
  #inHeader: boolean;

  /**
   * @param room how many bytes one piece may have.
   * @param expected about how many fingerprints there will be.
   * @param limit how many there may be.
   */
  constructor(
    keys: GramKeys,
    { encoding, header }: Pick<Form, 'encoding' | 'header'>,
    { window, room, expected, limit }: { window: number; room: number; expected: number; limit: number },
  ) {
    this.#room = room;
    this.#window = window;
    this.#limit = limit;
    this.#inHeader = header;
    this.#decoder = encoding === 'bytes' ? undefined : new TextDecoder(encoding);
    this.#gathered = new Float64Array(Math.max(64, Math.ceil(expected)));
    this.#winnower = new Winnower(keys, window, room + 4, (bytes, start, position) => {
      if (!isTelling(bytes, start)) return;
      if (window <= widestOfGrams) this.#keep(fingerprintOf(keys, bytes, start, gramLength));
      else if (position >= longBefore) this.#keep(fingerprintOf(keys, bytes, start - longBefore, longGramLength));
    });
  }

  /** Whether there are more than the limit. */
  get isOver(): boolean {
    return this.#count > this.#limit;
  }

  /** Takes up a piece of the file. */
  take(piece: Uint8Array): void {
    if (piece.length > this.#room) throw new RangeError('The piece is larger than was said.');
    const { bytes, filled } = this.#winnower;
    if (this.#decoder !== undefined) {
      const text = this.#decoder.decode(piece, { stream: true });
      const from = this.#pastHeader(text.length, (index) => text.charCodeAt(index));
      this.#winnower.take(foldText(text, from, text.length, bytes, filled));
      return;
    }
    const from = this.#pastHeader(piece.length, (index) => piece[index] ?? 0);
    this.#winnower.take(this.#folder.fold(piece.subarray(from), bytes, filled));
  }

  /** What comes next does not follow on what came before. */
  breakOff(): void {
    this.#winnower.end();
    this.#folder.reset();
  }

  /** Ends the text. @returns its fingerprints, each once, in ascending order. */
  end(): Float64Array {
    this.#winnower.end();
    const all = this.#gathered.subarray(0, this.#count).sort();
    const most = mostOccurrences(this.#window);
    let kept = 0;
    for (let index = 0; index < all.length; ) {
      const value = all[index] as number;
      let next = index + 1;
      while (next < all.length && all[next] === value) next++;
      if (next - index <= most) all[kept++] = value;
      index = next;
    }
    return all.slice(0, kept);
  }

  #keep(fingerprint: Fingerprint): void {
    if (this.#count === this.#gathered.length) {
      const larger = new Float64Array(2 * this.#count);
      larger.set(this.#gathered);
      this.#gathered = larger;
    }
    this.#gathered[this.#count++] = fingerprint;
  }

  /** The index after the header's end; the length where all of this piece is header. */
  #pastHeader(length: number, codeAt: (index: number) => number): number {
    for (let index = 0; this.#inHeader && index < length; index++) {
      const code = codeAt(index);
      if (code === 0x0a || code === 0x0d) {
        this.#inHeader = false;
        return index;
      }
    }
    return this.#inHeader ? length : 0;
  }
}
