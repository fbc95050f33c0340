import assert from 'node:assert/strict';
import { nir, nirKey } from '../../../../src/server/policy/detectors/nir.ts';

/** A NIR that belongs to nobody (a month that is not one, in Paris), with its right key. */
const body = '1855575006084';
const key = String(nirKey(body)).padStart(2, '0');
const wrongKey = String((nirKey(body) % 97) + 1).padStart(2, '0');

async function found(text: string): Promise<string[]> {
  return (await nir.detect(text)).map(({ start, end }) => text.slice(start, end));
}

describe('nir', () => {
  it('computes the key as 97 less the remainder', () => {
    assert.equal(nirKey('2730199802528'), 21);
  });

  it('reads the Corsican departments as 19 and 18', () => {
    assert.equal(nirKey('185552A006084'), nirKey('1855519006084'));
    assert.equal(nirKey('185552b006084'), nirKey('1855518006084'));
  });

  const spellings = {
    'without gaps': `${body}${key}`,
    'with spaces': `1 85 55 75 006 084 ${key}`,
    'with no-break spaces': `1\u00a085\u00a055\u00a075\u00a0006\u00a0084\u00a0${key}`,
    'with narrow no-break spaces': `1\u202f85\u202f55\u202f75\u202f006\u202f084\u202f${key}`,
    'with dots': `1.85.55.75.006.084.${key}`,
    'with hyphens': `1-85-55-75-006-084-${key}`,
    'with only the key apart': `${body} ${key}`,
  };
  for (const [how, written] of Object.entries(spellings)) {
    it(`finds one written ${how}`, async () => {
      assert.deepEqual(await found(`x <- "${written}"`), [written]);
    });
  }

  it('finds one in a CSV row, between letters and in an escaped text', async () => {
    for (const text of [`P0001,${body}${key},F`, `nir_${body}${key}`, `"a\\n${body}${key}"`]) {
      assert.deepEqual(await found(text), [`${body}${key}`], text);
    }
  });

  it('finds every one of several', async () => {
    assert.equal((await found(`${body}${key}\n${body}${key};${body}${key}`)).length, 3);
  });

  it('does not take a number with a wrong key for one', async () => {
    assert.deepEqual(await found(`${body}${wrongKey}`), []);
  });

  it('finds 13 characters where the text says what they are, or where they are grouped', async () => {
    assert.deepEqual(await found(`nir = "${body}"`), [body]);
    assert.deepEqual(await found(`N° de sécu : ${body}`), [body]);
    assert.deepEqual(await found('1 85 55 75 006 084'), ['1 85 55 75 006 084']);
  });

  it('lets other long numbers be', async () => {
    const others = [
      'timestamp 1732276800000',
      '1.850578006084',
      '0.185557500608436',
      `9${body}${key}`,
      `${body}${key}7`,
      '4111111111111111',
    ];
    for (const text of others) assert.deepEqual(await found(text), [], text);
  });

  it('lets code be that only names the variable', async () => {
    assert.deepEqual(await found('PROC SQL; SELECT BEN_NIR_PSA, BEN_NIR_ANO FROM ER_PRS_F; QUIT;'), []);
  });

  it('finds an announced number whose next column looks like a wrong key', async () => {
    assert.equal((await found(`nir age\n${body} ${wrongKey}`)).length, 1);
  });

  for (const name of ['num_nir', 'ben_nir', 'numeroSecu', 'n° SS', 'N° de sécurité sociale', 'NIR']) {
    it(`knows that ${name} announces one`, async () => {
      assert.deepEqual(await found(`${name} = "${body}"`), [body]);
    });
  }

  it('is not taken in by a word that only ends alike', async () => {
    assert.deepEqual(await found(`avenir = "${body}"`), []);
  });
});
