import assert from 'node:assert/strict';
import { ByteFolder, foldText } from '../../../../src/server/policy/kinship/fold.ts';

/** What is left of a text, ASCII readable. */
function folded(text: string): string {
  const into = new Uint8Array(text.length);
  return Buffer.from(into.subarray(0, foldText(text, 0, text.length, into, 0))).toString('latin1');
}

/** What is left of bytes that come in blocks of a size. */
function foldedBytes(bytes: Uint8Array, blockSize = bytes.length): string {
  const folder = new ByteFolder();
  let all = '';
  for (let at = 0; at < bytes.length; at += blockSize) {
    const block = bytes.subarray(at, at + blockSize);
    const into = new Uint8Array(block.length + 4);
    all += Buffer.from(into.subarray(0, folder.fold(block, into, 0))).toString('latin1');
  }
  return all;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what counts of a text', () => {
  it('is its letters and digits, without case, accents and width', () => {
    assert.equal(folded('Évry;"Saint-Élie",\t12.5 | 75 013'), 'evrysaintelie12575013');
    assert.equal(folded('ﬁn Ａ１ É'.normalize('NFD')), 'fna1e');
    assert.equal(folded('É'), folded('e\u0301'));
    assert.equal(folded('«\u00a0–\u2009»_-+*/'), '');
  });

  it('is not the escapes of white space in string literals', () => {
    assert.equal(folded('a\\nb\\tc\\rd'), 'abcd');
    assert.equal(folded('c:\\data'), 'cdata');
  });

  it('tells letters of other scripts apart, and drops what lies beyond the first plane', () => {
    assert.notEqual(folded('αβγ'), folded('αβδ'));
    assert.equal(folded('α').length, 1);
    assert.equal(folded('a\u{1F600}b\u{20000}c'), 'abc');
  });

  it('is the same by bytes of UTF-8 as by text, however the bytes are cut', () => {
    const text = 'Œuilly-la-Forêt\\n12,5;Ñandú\\\\tα漢字\u{1F600}z\r\nÉ\\';
    for (let size = 1; size <= 12; size++) assert.equal(foldedBytes(utf8(text), size), folded(text), `blocks of ${size}`);
  });

  it('is the same for Latin-1, however the bytes are cut', () => {
    const text = 'Bréville;Côtes-du-Lac;Nîmelle;décès é\nà;Orval';
    const bytes = Buffer.from(text, 'latin1');
    for (let size = 1; size <= 12; size++) assert.equal(foldedBytes(bytes, size), folded(text), `blocks of ${size}`);
    assert.equal(foldedBytes(Uint8Array.of(0x9c, 0x8a)), folded('œŠ'), 'Windows-1252 has letters where Latin-1 has none');
  });

  it('gives the place of each character', () => {
    const places = new Uint32Array(8);
    assert.equal(foldText('; a,É\\nb', 0, 8, new Uint8Array(8), 0, places), 3);
    assert.deepEqual([...places.subarray(0, 3)], [2, 4, 7]);
  });
});
