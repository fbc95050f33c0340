/**
 * What of a text counts when passages are compared: its letters and digits, without case, accents and width. So a row
 * of a file, the same row printed by R or pandas, quoted, with another delimiter, as a line of a diff or inside a
 * string literal (`\n` and `\t` are escapes there) are all alike. Each letter or digit becomes one byte: `0`–`9`,
 * `a`–`z`, or 0x80–0xfe for those that have no such base letter. Letters beyond Unicode's first plane do not count.
 */

/** A code unit that was not looked up yet. */
const unknown = 0xff;

/** By UTF-16 code unit: its byte, or 0 where it does not count. */
const byCodeUnit = new Uint8Array(0x10000).fill(unknown);

for (let code = 0; code < 0x80; code++) byCodeUnit[code] = foldCharacter(String.fromCharCode(code));
byCodeUnit.fill(0, 0xd800, 0xe000);

/** By ASCII character: 1 where it counts, else 0. */
const counts = byCodeUnit.slice(0, 0x80).map((byte) => Math.min(1, byte));

/** Letters of Windows-1252 where Latin-1 has none; Node.js 20 decodes the one as the other. */
const beyondLatin1: Readonly<Record<number, string>> = {
  0x83: 'ƒ',
  0x8a: 'Š',
  0x8c: 'Œ',
  0x8e: 'Ž',
  0x9a: 'š',
  0x9c: 'œ',
  0x9e: 'ž',
  0x9f: 'Ÿ',
};

/** By byte that is no part of valid UTF-8: its letter in Windows-1252. */
const bySingleByte = Uint8Array.from({ length: 0x100 }, (_, byte) =>
  foldCharacter(beyondLatin1[byte] ?? String.fromCharCode(byte)),
);

const backslash = 0x5c;

function foldCharacter(character: string): number {
  const base = /[\p{L}\p{N}]/u.exec(character.normalize('NFKD').toLowerCase().normalize('NFKD'))?.[0];
  if (base === undefined) return 0;
  const code = base.charCodeAt(0);
  return code < 0x80 ? code : 0x80 + (code % 0x7f);
}

function foldCodeUnit(code: number): number {
  const known = byCodeUnit[code] ?? 0;
  if (known !== unknown) return known;
  return (byCodeUnit[code] = foldCharacter(String.fromCharCode(code)));
}

/** Whether a code unit after a backslash makes an escape of white space: n, r or t. */
function isEscape(code: number): boolean {
  return code === 0x6e || code === 0x72 || code === 0x74;
}

/**
 * Folds UTF-16 code units `from` to `to` of a text.
 * @param into receives the bytes, from index `at`; has room for `to - from` of them.
 * @param places receives for each of them the offset in the text, from index `placesAt`.
 * @returns how many bytes were written.
 */
export function foldText(
  text: string,
  from: number,
  to: number,
  into: Uint8Array,
  at: number,
  places?: Uint32Array,
  placesAt = 0,
): number {
  let count = 0;
  for (let index = from; index < to; index++) {
    const byte = foldCodeUnit(text.charCodeAt(index));
    if (byte === 0) continue;
    if (index > 0 && text.charCodeAt(index - 1) === backslash && isEscape(text.charCodeAt(index))) continue;
    into[at + count] = byte;
    if (places !== undefined) places[placesAt + count] = index;
    count++;
  }
  return count;
}

/**
 * Folds the bytes of a file as they come. What is no valid UTF-8 is taken for Windows-1252, as older French files are
 * written, sequence by sequence, so that a file of mixed parts loses none of them.
 */
export class ByteFolder {
  /** The lead byte and continuation bytes of a UTF-8 sequence that the last block cut. */
  readonly #pending: number[] = [];
  #afterBackslash = false;

  /**
   * @param into receives the folded bytes from index `at`; has room for `bytes.length + 4` of them.
   * @returns how many were written.
   */
  fold(bytes: Uint8Array, into: Uint8Array, at: number): number {
    const { length } = bytes;
    let end = at;
    let index = 0;
    if (this.#pending.length > 0) {
      // Too rare to be fast: the cut sequence with the first bytes of this block.
      const head = Uint8Array.from([...this.#pending, ...bytes.subarray(0, 3)]);
      const cut = this.#pending.length;
      this.#pending.length = 0;
      let used = 0;
      while (used < cut) {
        const size = sequenceLength(head, used, head.length);
        if (size < 0 && length < 3) {
          for (const byte of head.subarray(used)) this.#pending.push(byte);
          return end - at;
        }
        const byte = foldSequence(head, used, Math.max(1, size));
        if (byte !== 0) into[end++] = byte;
        used += Math.max(1, size);
      }
      index = used - cut;
    }
    if (this.#afterBackslash && index < length) {
      if (isEscape(bytes[index] as number)) index++;
      this.#afterBackslash = false;
    }
    while (index < length) {
      const byte = bytes[index] as number;
      if (byte < 0x80) {
        // Written in any case and counted if it counts: a branch here would be guessed wrong at every delimiter.
        into[end] = byCodeUnit[byte] as number;
        end += counts[byte] as number;
        index++;
        if (byte !== backslash) continue;
        this.#afterBackslash = index === length;
        if (index < length && isEscape(bytes[index] as number)) index++;
        continue;
      }
      const size = sequenceLength(bytes, index, length);
      if (size < 0) {
        for (; index < length; index++) this.#pending.push(bytes[index] as number);
        break;
      }
      const folded = foldSequence(bytes, index, Math.max(1, size));
      if (folded !== 0) into[end++] = folded;
      index += Math.max(1, size);
    }
    return end - at;
  }

  /** Forgets what came before: the next block does not follow on the last. */
  reset(): void {
    this.#pending.length = 0;
    this.#afterBackslash = false;
  }
}

/** @returns the bytes of the UTF-8 sequence at an index, 0 where there is none, -1 where the end cuts it. */
function sequenceLength(bytes: Uint8Array, index: number, length: number): number {
  const lead = bytes[index] as number;
  const size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let next = 1; next < size; next++) {
    if (index + next >= length) return -1;
    if (((bytes[index + next] as number) & 0xc0) !== 0x80) return 0;
  }
  return size;
}

function foldSequence(bytes: Uint8Array, index: number, size: number): number {
  const at = (offset: number): number => bytes[index + offset] as number;
  if (size === 1) return bySingleByte[at(0)] as number;
  if (size === 2) return foldCodeUnit(((at(0) & 0x1f) << 6) | (at(1) & 0x3f));
  if (size === 3) return foldCodeUnit(((at(0) & 0x0f) << 12) | ((at(1) & 0x3f) << 6) | (at(2) & 0x3f));
  return 0;
}
