import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { reachOf } from '../../../../src/server/policy/detectors/reach.ts';

describe('reachOf', () => {
  it('tells how many code units a match can depend on', () => {
    const reaches: readonly (readonly [RegExp, number])[] = [
      [/abc/, 3],
      [/a|bcd|ef/, 3],
      [/a{2,5}b?/, 6],
      [/(?:ab){3}c/, 7],
      [/[^\]a-z\\]{0,9}\d/, 10],
      [/(?<!ab)c(?=def)/, 6],
      [/\bab\b/, 4],
      [/^a$/, 3],
      [/\u00e9\x41\{2\}/, 5],
      [/(?<name>ab)?c/, 3],
      [/\p{L}{2}/u, 4],
      [/a*?b{0}/, Infinity],
      [/a{3,}/, Infinity],
      [/(?:a+)?b/, Infinity],
    ];
    for (const [pattern, reach] of reaches) {
      if (reach === Infinity) assert.throws(() => reachOf(pattern), RangeError, String(pattern));
      else assert.equal(reachOf(pattern), reach, String(pattern));
    }
    assert.throws(() => reachOf(/(a)\1/), RangeError);
    assert.throws(() => reachOf({ source: '(a', flags: '' }), RangeError);
  });

  it('never tells less than a match has', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '\\w', '(?:ab|c)', '(?=a)', '(?<!b)', '\\b');
    const times = fc.constantFrom('', '?', '{2}', '{0,3}', '{1,2}?');
    const pattern = fc.array(fc.tuple(atom, times).map(([one, many]) => (/^\(\?[=<]|^\\b/.test(one) ? one : one + many)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc ]{0,30}$/), (atoms, text) => {
        const expression = new RegExp(atoms.join(''), 'g');
        for (const [found] of text.matchAll(expression)) assert.ok(found.length <= reachOf(expression));
      }),
    );
  });
});
