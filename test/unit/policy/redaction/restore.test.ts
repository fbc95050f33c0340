import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Placeholder } from '../../../../src/server/policy/redaction/placeholders.ts';
import { Restorer } from '../../../../src/server/policy/redaction/restore.ts';

const known: Placeholder[] = [
  { placeholder: '«NIR-1»', value: '2 73 01', label: 'sensitive', rule: 'nir', reason: '' },
  { placeholder: '«NIR-12»', value: '1 55 05', label: 'sensitive', rule: 'nir', reason: '' },
  { placeholder: '«SECRET-1»', value: 'Gr1ppe!', label: 'secret', rule: 'credentials', reason: '' },
];

function restored(pieces: readonly string[]): string {
  const restorer = new Restorer(known);
  return pieces.map((piece) => restorer.feed(piece)).join('') + restorer.end();
}

describe('Restorer', () => {
  const cases: [string, string][] = [
    ['x <- "«NIR-1»"', 'x <- "2 73 01"'],
    ['«NIR-1» and «NIR-12»', '2 73 01 and 1 55 05'],
    ['as the French write it: « NIR-1 », «\u202fSECRET-1\u202f»', 'as the French write it: 2 73 01, Gr1ppe!'],
    ['unknown: «NIR-2», «NIR», «salut»', 'unknown: «NIR-2», «NIR», «salut»'],
    ['cut «NIR-1', 'cut «NIR-1'],
    ['', ''],
  ];
  for (const [answer, expected] of cases) {
    it(`says ${JSON.stringify(expected)}`, () => {
      assert.equal(restored([answer]), expected);
      assert.equal(restored(answer.split(/(?:)/u)), expected, 'letter by letter');
    });
  }

  it('says the same however an answer is cut in pieces', () => {
    const text = 'a «NIR-1» [b](https://h/«NIR-12») « SECRET-1 »\n```\nhttps://h/«NIR-1»\n```\n«x «NIR-1»';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        assert.equal(restored(pieces), restored([text]));
      }),
    );
  });

  it('holds back no more than may become a placeholder', () => {
    const restorer = new Restorer(known);
    assert.equal(restorer.feed('code «NIR'), 'code ');
    assert.equal(restorer.feed('X'.repeat(50)), `«NIR${'X'.repeat(50)}`);
  });
});
