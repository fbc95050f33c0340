import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nir, nirKey } from '../../../../src/server/policy/detectors/nir.ts';
import { hits, itFinds, itLetsBe } from './golden.ts';

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

  /** A number with its key. */
  const keyed = (number: string) => number + String(nirKey(number)).padStart(2, '0');
  const grouped = body.replace(/^(.)(..)(..)(..)(...)(...)$/, '$1 $2 $3 $4 $5 $6');
  const full = (body + key).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

  itFinds(nir, {
    'one with figure spaces': `⟦${`${grouped} ${key}`.replaceAll(' ', '\u2007')}⟧`,
    'one with thin spaces': `⟦${`${grouped} ${key}`.replaceAll(' ', '\u2009')}⟧`,
    'one with tabs': `⟦${`${grouped} ${key}`.replaceAll(' ', '\t')}⟧`,
    'one with double spaces': `⟦${`${grouped} ${key}`.replaceAll(' ', '  ')}⟧`,
    'one with no-break hyphens': `⟦${`${grouped} ${key}`.replaceAll(' ', '\u2011')}⟧`,
    'one with en dashes': `⟦${`${grouped} ${key}`.replaceAll(' ', '\u2013')}⟧`,
    'one with slashes': `⟦${`${grouped} ${key}`.replaceAll(' ', '/')}⟧`,
    'one with underscores': `⟦${`${grouped} ${key}`.replaceAll(' ', '_')}⟧`,
    'one with unlike gaps': `⟦1 85.55-75 006 084/${key}⟧`,
    'one in thousands': `nir : ⟦1 855 575 006 084⟧`,
    'one in thousands with its key': `⟦1 855 575 006 084 ${key}⟧`,
    'one with its key in thousands': `⟦${(body + key).replace(/(...)(?=.)/g, '$1 ')}⟧`,
    'one in full-width digits': `⟦${full}⟧`,
    'one whose key is the next column': `⟦${body};${key}⟧;F`,
    'one whose key is the next quoted column': `"P1","⟦${body}","${key}⟧","F"`,
    'one whose key stands behind an underscore': `⟦${body}_${key}⟧`,
    'one whose key stands behind a bar': `|⟦${body} | ${key}⟧|`,
    'one from Corsica': `⟦${keyed('185552A006084')}⟧`,
    'one from Corsica in small letters': `⟦${keyed('185552b006084')}⟧`,
    'one from Corsica in groups': `⟦1 85 55 2a 006 084⟧`,
    'a provisional number': `⟦${keyed('7100400000127')}⟧`,
    'an NIA': `nia = ⟦8200400000127⟧`,
    'a number of a migrant': `⟦${keyed('5110400000127')}⟧`,
    'a number with an unknown month': `⟦${keyed('2854275123456')}⟧`,
    'one read as a floating number': `⟦${body}${key}⟧.0`,
    'one in scientific notation': `x = ⟦${body[0] ?? ''}.${body.slice(1)}${key}e+14⟧`,
    'one beside an age in months': `nir ⟦${body}⟧ 42.5`,
    'one put together from literals': `paste0("⟦${body.slice(0, 7)}", "${body.slice(7)}${key}⟧")`,
    'one put together in SQL': `where nir = '⟦${body.slice(0, 7)}' || '${body.slice(7)}⟧'`,
    'each of a column of 13 characters': `nir,age\n⟦${body}⟧,41\n⟦2855575006085⟧,37\n⟦2855575006086⟧,37`,
    'each of a vector of 13 characters': `nir <- c("⟦${body}⟧",\n  "⟦2855575006085⟧",\n  "⟦2855575006086⟧")`,
    'each of a table of numbers and keys': `x;k\n⟦${body};${key}⟧\n⟦2854275123456;${String(nirKey('2854275123456')).padStart(2, '0')}⟧`,
    'one with a wrong key where it is announced': `nir = "⟦${body}${wrongKey}⟧"`,
    'one in HL7, by its OID': `PID|1||⟦${body}⟧^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS||DOE^JANE`,
    'one in FHIR, by its OID': `{"system": "urn:oid:1.2.250.1.213.1.4.9", "value": "⟦${body}⟧"}`,
    'one announced as INS': `INS : ⟦${body}⟧`,
    'one in a SAS data line': `input num_nir $13. age;\ndatalines;\n⟦${body}⟧ 41\n;`,
    'one in a Stata condition': `list if nss == "⟦${body}⟧"`,
    'one behind a number that only looks like one': `1 85 19 75 006 084 ⟦${body}${key}⟧`,
    'one in a URL': `https://example.org/patient/⟦${body}${key}⟧/stays`,
  });

  itLetsBe(nir, {
    'a test INS': `${keyed(body)}^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS`,
    'a demonstration INS': `{"system": "urn:oid:1.2.250.1.213.1.4.11", "value": "${keyed(body)}"}`,
    'digits that count up': 'nir <- "1234567890123"',
    'digits all alike': 'nir <- "0000000000000"; nss <- "1111111111111"; matricule <- "222222222222222"',
    'an order that is never given': 'nir = "2850275123000"',
    'a FINESS, a SIRET, a SIREN and an RPPS': 'finess <- "750712184"; siret = "18009202500154"; siren = 180092025; rpps <- 10003456789',
    'a SIRET in groups': 'SIRET : 180 092 025 00154',
    'time stamps': 'as.POSIXct(1732276800000 / 1000); t0 = 1673856000123; t1 <- 20240115123045',
    'a column of time stamps beside ages': Array.from({ length: 120 }, (_, i) => `${String(1732276800001 + i * 977)},${String(20 + (i % 60))}`).join('\n'),
    'fractions': 'beta <- c(0.185557500608436, 1.85557500608459, 2.85027512345642, 12.2850275123456)',
    'a number with decimals': `x <- ${body}${key}.25`,
    'a hash': `md5 == "a3f${body}${key}b7c9d1e2f4"`,
    'a UUID': 'id = "2f8502c5-1234-4642-9abc-285027512345"',
    'phone numbers': 'tel <- c("01 85 55 75 00", "+33 1 85 55 75 00", "0185557500")',
    'dates': 'seq(as.Date("2024-01-15"), as.Date("2024-12-31"), by = "week")',
    'a bank account': 'FR76 3000 6000 0112 3456 7890 189',
    'a card number': '4111 1111 1111 1111',
    'large numbers in groups': 'population 67 407 241, budget 2 850 275 123 456 EUR',
    'a commune and its code': "code_insee <- '75056'; dep <- '2A'",
    'the pattern of a NIR': 'str_detect(x, "^[12][0-9]{2}(0[1-9]|1[0-2])(2[AB]|[0-9]{2})[0-9]{6}$")',
    'the names of pseudonyms': 'keep BEN_NIR_PSA BEN_RNG_GEM NUM_ENQ; by BEN_NIR_PSA;',
    'simulated numbers without a key': 'ids <- sprintf("%013d", sample.int(1e9, 100))',
    'a count of 13 digits': 'n_tests <- 2850275123456',
    'a matrix of small numbers': '1 2 3 4 5 6 7 8 9 10 11 12 13\n2 12 14 18 22 31 40 51 60',
    'an ORCID and a DOI': 'orcid = "0000-0002-1825-0097"; doi 10.2807/1560-7917.ES.2020.25.49.2000052',
    'a geographical coordinate': 'st_point(c(2.352221900000, 48.856614000000))',
    'digits in a word that only holds one': `a13f${keyed('2850275123456')}9e21d`,
  });

  it('finds any number in any spelling, and nothing around it', async () => {
    const group = (digits: number, min: number, max: number) => fc.integer({ min, max }).map((value) => String(value).padStart(digits, '0'));
    const groups = fc.tuple(
      fc.constantFrom('1', '2'),
      group(2, 0, 99),
      fc.oneof(group(2, 1, 12), group(2, 20, 99)),
      fc.oneof(group(2, 1, 95), fc.constantFrom('2A', '2B', '2a', '2b', '97', '98', '99')),
      group(3, 1, 999),
      group(3, 1, 999),
    );
    const gaps = fc.constantFrom('', ' ', '  ', '\t', '\u00a0', '\u202f', '\u2009', '\u2007', '-', '\u2011', '\u2013', '.', '/', '_');
    const around = fc.constantFrom(['"', '"'], ['P0001;', ';F'], [' ', '\n'], ['<nir>', '</nir>'], ['[', ', 3]'], ['id_', ')'], ["values ('", "');"]);
    await fc.assert(
      fc.asyncProperty(groups, gaps, around, async (parts, between, [before, after]) => {
        const digits = parts.join('');
        const spelling = [...parts, String(nirKey(digits)).padStart(2, '0')].join(between);
        await hits(`${before}⟦${spelling}⟧${after}`, nir);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes at most one in fifty of random numbers of 15 digits for one, and none of 13', async () => {
    let seed = 1;
    const random = (count: number) => Array.from({ length: count }, () => String((seed = (seed * 48271) % 2147483647) % 10)).join('');
    const numbers = (count: number) => Array.from({ length: 5000 }, () => random(count)).join('\n');
    assert.ok((await found(numbers(15))).length < 100);
    assert.deepEqual(await found(numbers(13)), []);
  });

  it('finds an announced number while the last digit of its key is missing, at the end of a text only', async () => {
    assert.deepEqual(await found(`filter(d, nir == "${body}2`), [`${body}2`]);
    assert.deepEqual(await found(`# NIR : 1 85 55 75 006 084 2`), ['1 85 55 75 006 084 2']);
    assert.deepEqual(await found(`filter(d, x == "${body}2`), []);
    assert.deepEqual(await found(`filter(d, nir == "${body}2")`), []);
  });

  it('knows the number that INSEE explains the NIR by', async () => {
    assert.deepEqual(await found('# exemple de NIR : 1 85 05 78 006 084 91 (INSEE), nir <- "185057800608491"'), []);
    assert.deepEqual(await found('# NIR : 1 85 05 78 006 085 90'), ['1 85 05 78 006 085 90']);
  });
});
