import assert from 'node:assert/strict';
import { SipHash } from '../../../../src/server/policy/kinship/sipHash.ts';

describe('SipHash-1-3', () => {
  /** As CPython 3.11 computes them: `_imp.source_hash(key, data)`, whose second half of the key is zero. */
  const known: [bigint, string, bigint][] = [
    [0n, '', 0xd1fba762150c532cn],
    [0x0706050403020100n, 'a', 0x3fb4dc0da52d727dn],
    [0x0706050403020100n, '12345678', 0xb1102f350f6518c7n],
    [1n, 'p000127301998025282', 0xc688cbc94a77d6a7n],
    [1n, 'p0001273019980252821x', 0x0f81f119587b500cn],
  ];
  for (const [key, text, expected] of known) {
    it(`of ${JSON.stringify(text)}`, () => {
      const bytes = new Uint8Array(16);
      new DataView(bytes.buffer).setBigUint64(0, key, true);
      const sip = new SipHash(bytes);
      const data = Buffer.from(`before${text}after`);
      sip.hash(data, 6, text.length);
      assert.equal((BigInt(sip.high) << 32n) | BigInt(sip.low), expected);
    });
  }

  it('depends on both halves of its key', () => {
    const hashes = [0, 7, 8, 15].map((at) => {
      const key = new Uint8Array(16);
      key[at] = 1;
      const sip = new SipHash(key);
      sip.hash(new Uint8Array(24), 0, 24);
      return sip.low;
    });
    assert.equal(new Set(hashes).size, 4);
  });
});
