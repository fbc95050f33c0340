import assert from 'node:assert/strict';
import { surplusClosers } from '../../../../src/server/completion/postprocess/surplusClosers.ts';
import { filtered } from './golden.ts';

describe('surplus closers', () => {
  const cut = (marked: string, text: string, languageId = 'r'): string | undefined =>
    filtered(surplusClosers, marked, text, { languageId })?.text;

  it('are cut where nothing is open', () => {
    assert.equal(cut('mean(x)║', ')'), '');
    assert.equal(cut('weekly <- count(cases, week)║', ') |>\n  plot()'), '');
    assert.equal(cut('x <- f(║', 'a))\ny'), 'a)');
    assert.equal(cut('x = d[║', '"a"]]', 'python'), '"a"]');
    assert.equal(cut('gen x = max(║', 'a, b))', 'stata'), 'a, b)');
    assert.equal(cut('rate = round(║', 'n / pop, 2));', 'sas'), 'n / pop, 2)');
  });

  it('are cut where the document closes already', () => {
    assert.equal(cut('f <- function(x) {\n  ║\n}\n', 'mean(x)\n}\n\ng <- 1'), 'mean(x)');
    assert.equal(cut('f(\n  ║\n)\n', 'x) |> g()'), 'x');
    assert.equal(cut('WHERE age IN (\n  ║\n)\n', '65, 70)', 'sql'), '65, 70');
    assert.equal(cut('read_csv("║.csv")', 'cases")'), 'cases');
  });

  it('stay where they close what is open', () => {
    for (const [marked, text, language] of [
      ['f <- function(x) {\n  if (x) {\n    ║\n}\n', 'y\n  }', 'r'],
      ['cases |> filter(age > ║', '65) |>', 'r'],
      ['x <- list(a = c(║', '1, 2))', 'r'],
      ['read_csv("║', 'cases.csv")', 'r'],
      ['if (x) {\n  ║\n}\n', 'y\n} else {\n  z', 'r'],
      ["local x = `║", "n'", 'stata'],
      ["WITH a AS (SELECT 'it''s (' FROM b║", ')', 'sql'],
      ["title 'Cas (2023║", "';", 'sas'],
      ["A = X'║", '* invsym(X)', 'stata'],
    ] as const) {
      assert.equal(cut(marked, text, language), text, marked);
    }
  });

  it('stay where what is open is not known, and in prose', () => {
    assert.equal(cut(`${'x <- f(1)\n'.repeat(2000)}║`, 'y\n}'), 'y\n}');
    assert.equal(cut('Two reasons: ║', 'a) it rains', 'quarto'), 'a) it rains');
  });

  it('are not seen in strings and comments', () => {
    assert.equal(cut('x <- ║', '":)" # (sic))'), '":)" # (sic))');
    assert.equal(cut('# as usual ║', ':)'), ':)');
  });
});
