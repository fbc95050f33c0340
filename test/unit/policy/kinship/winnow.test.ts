import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { GramKeys, gramLength, narrowWindow, Winnower } from '../../../../src/server/policy/kinship/winnow.ts';

const keys = new GramKeys(Uint8Array.from({ length: 32 }, (_, at) => at * 7 + 1));

/** Selected grams with their positions. `cuts` are the lengths of pieces, used in turn. */
function select(text: string, window: number, cuts: readonly number[] = [1000]): { gram: string; position: number }[] {
  const selected: { gram: string; position: number }[] = [];
  const winnower = new Winnower(keys, window, Math.max(...cuts), (bytes, start, position) => {
    selected.push({ gram: Buffer.from(bytes.subarray(start, start + gramLength)).toString('latin1'), position });
  });
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const piece = text.slice(at, at + (cuts[turn % cuts.length] ?? 1));
    winnower.bytes.set(Buffer.from(piece, 'latin1'), winnower.filled);
    winnower.take(piece.length);
    at += piece.length;
  }
  winnower.end();
  return selected;
}

const grams = (text: string, window: number): Set<string> => new Set(select(text, window).map(({ gram }) => gram));
const letters = (least: number, most: number, alphabet = 'abcdefghij0123456789') =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: least, maxLength: most });
const windows = fc.constantFrom(narrowWindow, 16, 64, 256);

describe('winnowing', () => {
  it('meets in every passage of window + gram - 1 characters, the query in the narrowest window', () => {
    fc.assert(
      fc.property(windows, fc.nat(40), letters(0, 300), letters(0, 300), letters(0, 60), letters(0, 60), fc.nat(), (window, more, before, after, left, right, seed) => {
        const length = window + gramLength - 1 + more;
        const passage = fc.sample(letters(length, length), { seed, numRuns: 1 })[0] ?? '';
        const inFile = grams(before + passage + after, window);
        const inQuery = grams(left + passage + right, narrowWindow);
        const inPassage = [...inFile].filter((gram) => passage.includes(gram) && inQuery.has(gram));
        assert.ok(inPassage.length > 0);
      }),
    );
  });

  it('selects the same however a text is cut, and after another text', () => {
    fc.assert(
      fc.property(letters(0, 900), windows, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }), (text, window, cuts) => {
        assert.deepEqual(select(text, window, cuts), select(text, window));
      }),
    );
  });

  it('says truly where each gram stands, in order', () => {
    fc.assert(
      fc.property(letters(gramLength, 900), windows, (text, window) => {
        const selected = select(text, window, [100]);
        assert.ok(selected.length > 0);
        for (const [at, { gram, position }] of selected.entries()) {
          assert.equal(text.slice(position, position + gramLength), gram);
          assert.ok(position > (selected[at - 1]?.position ?? -1));
          assert.ok(position - (selected[at - 1]?.position ?? position) <= window);
        }
      }),
    );
  });

  it('selects about 2 in window + 1 grams', () => {
    const [text = ''] = fc.sample(letters(40_000, 40_000), { seed: 5, numRuns: 1 });
    for (const window of [8, 32, 128]) {
      const density = select(text, window).length / text.length;
      assert.ok(Math.abs(density * (window + 1) - 2) < 0.3, `${density}`);
    }
  });

  it('selects other grams under another key', () => {
    const [text = ''] = fc.sample(letters(2000, 2000), { seed: 6, numRuns: 1 });
    const other = new GramKeys(new Uint8Array(32).fill(9));
    const positions: number[] = [];
    const winnower = new Winnower(other, 16, 2000, (_bytes, _start, position) => positions.push(position));
    winnower.bytes.set(Buffer.from(text), winnower.filled);
    winnower.take(text.length);
    const mine = select(text, 16).map(({ position }) => position);
    assert.ok(mine.filter((position) => positions.includes(position)).length < mine.length / 2);
  });

  it('has nothing to select in what is shorter than a gram', () => {
    assert.deepEqual(select('a'.repeat(gramLength - 1), 16), []);
    assert.equal(select('abcdefghijklmnopqrstuvwx', 16).length, 1);
  });
});
