import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Asker } from '../../../../src/server/policy/kinship/ask.ts';
import { Untouched } from '../../../../src/server/policy/kinship/untouched.ts';
import { GramKeys } from '../../../../src/server/policy/kinship/winnow.ts';

const asker = new Asker(new GramKeys(Uint8Array.from({ length: 32 }, (_, at) => at * 7 + 1)));

/** An index that has one gram in so many of all. */
const oneIn = (share: number) => (_: number, lower: number) => lower % share === 0;

const touches = (text: string, share: number): boolean => asker.ask(text, oneIn(share), true).length > 0;

/** Letters, digits, accents, escapes of strings, what does not count. */
const piece = fc.string({ unit: fc.constantFrom(...'abcdefgh0123456789éœ \n;,"\\\\nrt-'.split('')), minLength: 30, maxLength: 300 });

describe('what no flagged file has', () => {
  it('is told of a text in pieces as it is of the whole, whatever was typed before', () => {
    let sparing = 0;
    let touched = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), piece, fc.constantFrom(3, 30, 200), (typed, behind, share) => {
        const untouched = new Untouched();
        let prefix = '';
        for (const more of typed) {
          prefix += more;
          for (const text of [prefix, behind, prefix + behind]) {
            const asked: string[] = [];
            const known = untouched.has(text, (part) => {
              asked.push(part);
              return touches(part, share);
            });
            if (known) {
              assert.equal(touches(text, share), false);
              if (asked.join('').length < text.length) sparing += 1;
            } else if (touches(text, share)) touched += 1;
            else untouched.add(text);
          }
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(sparing > 500 && touched > 200, `spared ${sparing}, touched ${touched}`);
  });

  it('is looked up anew once the index is another', () => {
    const untouched = new Untouched();
    untouched.add('a text of the index that was');
    assert.equal(untouched.has('a text of the index that was', () => true), true);
    untouched.clear();
    assert.equal(untouched.has('a text of the index that was', () => true), false);
  });
});
