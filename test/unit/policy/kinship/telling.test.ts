import assert from 'node:assert/strict';
import { isTelling } from '../../../../src/server/policy/kinship/telling.ts';
import { gramLength } from '../../../../src/server/policy/kinship/winnow.ts';

/** The share of grams of a folded text that are telling. */
function tellingShare(text: string): number {
  const bytes = Buffer.from(text);
  const count = bytes.length - gramLength + 1;
  return Array.from({ length: count }, (_, at) => isTelling(bytes, at)).filter(Boolean).length / count;
}

const numbers = (from: number, to: number, write: (number: number) => string = String): string =>
  Array.from({ length: to - from }, (_, at) => write(from + at)).join('');

describe('a gram', () => {
  it('is not telling in runs of one value, of few values, of dates and of numbers in order', () => {
    const untelling = {
      zeros: '0'.repeat(60),
      missing: 'na'.repeat(40),
      answers: '010010201100210010200110201001'.repeat(2),
      'days in a row': numbers(1, 28, (day) => `202503${String(day).padStart(2, '0')}`),
      'identifiers in a row': numbers(100, 300, (id) => `p${String(id).padStart(5, '0')}`),
      'numbers of three digits': numbers(100, 400),
    };
    for (const [name, text] of Object.entries(untelling)) assert.ok(tellingShare(text) < 0.02, `${name}: ${tellingShare(text)}`);
    const days = '20250314199807022024112920230105201912242025061820250901';
    assert.equal(tellingShare(days), 0);
    assert.equal(tellingShare(days.replace(/(\d{4})(\d\d)(\d\d)/g, '$3$2$1')), 0);
  });

  it('is telling in records and in prose', () => {
    assert.equal(tellingShare('p0001273019980252821f1973010696170orval20251105discharged'), 1);
    assert.equal(tellingShare('thequickbrownfoxjumpsoverthelazydogandrunsaway'), 1);
    assert.ok(tellingShare('31415926535897932384626433832795028841971693993751') > 0.9);
  });
});
