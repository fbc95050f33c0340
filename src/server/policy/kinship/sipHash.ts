/**
 * SipHash-1-3 (Aumasson and Bernstein 2012; the reduced-round form that Rust, Ruby and Python use for their tables) in
 * limbs of 32 bits, since JavaScript's BigInt is twenty times slower.
 */

/** A hash function of 128 secret bits. */
export class SipHash {
  readonly #key: Uint32Array;
  /** The upper and lower half of the last hash. */
  high = 0;
  low = 0;

  /** @param key 16 bytes. */
  constructor(key: Uint8Array) {
    if (key.length !== 16) throw new RangeError('SipHash takes a key of 16 bytes.');
    const view = new DataView(key.buffer, key.byteOffset, 16);
    this.#key = Uint32Array.from([0, 4, 8, 12], (at) => view.getUint32(at, true));
  }

  /** Hashes `length` bytes from index `start`; the hash stands in `high` and `low`. */
  hash(bytes: Uint8Array, start: number, length: number): void {
    const [k0l = 0, k0h = 0, k1l = 0, k1h = 0] = this.#key;
    let v0h = k0h ^ 0x736f6d65, v0l = k0l ^ 0x70736575;
    let v1h = k1h ^ 0x646f7261, v1l = k1l ^ 0x6e646f6d;
    let v2h = k0h ^ 0x6c796765, v2l = k0l ^ 0x6e657261;
    let v3h = k1h ^ 0x74656462, v3l = k1l ^ 0x79746573;
    const whole = length & ~7;
    // One round for each word and for the last bytes with the length, then three that finish.
    for (let at = 0, rounds = 0; rounds < 3; at += 8) {
      let mh = 0, ml = 0;
      if (at < whole) {
        const i = start + at;
        ml = (bytes[i] as number) | ((bytes[i + 1] as number) << 8) | ((bytes[i + 2] as number) << 16) | ((bytes[i + 3] as number) << 24);
        mh = (bytes[i + 4] as number) | ((bytes[i + 5] as number) << 8) | ((bytes[i + 6] as number) << 16) | ((bytes[i + 7] as number) << 24);
      } else if (at === whole) {
        for (let rest = 0; rest < length - whole; rest++) {
          const byte = bytes[start + whole + rest] as number;
          if (rest < 4) ml |= byte << (8 * rest);
          else mh |= byte << (8 * (rest - 4));
        }
        mh |= length << 24;
      } else {
        if (rounds === 0) v2l ^= 0xff;
        rounds++;
      }
      v3h ^= mh;
      v3l ^= ml;
      let sum = (v0l >>> 0) + (v1l >>> 0);
      v0h = (v0h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0;
      v0l = sum | 0;
      let high = v1h;
      v1h = ((v1h << 13) | (v1l >>> 19)) ^ v0h;
      v1l = ((v1l << 13) | (high >>> 19)) ^ v0l;
      high = v0h;
      v0h = v0l;
      v0l = high;
      sum = (v2l >>> 0) + (v3l >>> 0);
      v2h = (v2h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0;
      v2l = sum | 0;
      high = v3h;
      v3h = ((v3h << 16) | (v3l >>> 16)) ^ v2h;
      v3l = ((v3l << 16) | (high >>> 16)) ^ v2l;
      sum = (v0l >>> 0) + (v3l >>> 0);
      v0h = (v0h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0;
      v0l = sum | 0;
      high = v3h;
      v3h = ((v3h << 21) | (v3l >>> 11)) ^ v0h;
      v3l = ((v3l << 21) | (high >>> 11)) ^ v0l;
      sum = (v2l >>> 0) + (v1l >>> 0);
      v2h = (v2h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0;
      v2l = sum | 0;
      high = v1h;
      v1h = ((v1h << 17) | (v1l >>> 15)) ^ v2h;
      v1l = ((v1l << 17) | (high >>> 15)) ^ v2l;
      high = v2h;
      v2h = v2l;
      v2l = high;
      v0h ^= mh;
      v0l ^= ml;
    }
    this.high = (v0h ^ v1h ^ v2h ^ v3h) >>> 0;
    this.low = (v0l ^ v1l ^ v2l ^ v3l) >>> 0;
  }
}
