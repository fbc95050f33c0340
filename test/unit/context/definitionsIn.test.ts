import assert from 'node:assert/strict';
import { definitionsIn } from '../../../src/server/context/definitionsIn.ts';

/** The texts of the definitions, by their names. */
function found(languageId: string, text: string): Record<string, string> {
  return Object.fromEntries(definitionsIn({ languageId, text }).map(({ name, start, end }) => [name, text.slice(start, end)]));
}

describe('definitions in a program', () => {
  it('are functions in R, with the comment above and no more than their body', () => {
    const text =
      'library(dplyr)\n\n# Taux pour 100 000\nper_100k <- function(n, pop) {\n  1e5 * n / pop\n}\n\nread.counts = \\(path) readr::read_csv(path)\n' +
      'x <- 1\nlong <- function(\n    a = c(1, 2),\n    b\n)\n{\n  a + b\n}\ny <- 2\n';
    assert.deepEqual(found('r', text), {
      per_100k: '# Taux pour 100 000\nper_100k <- function(n, pop) {\n  1e5 * n / pop\n}',
      'read.counts': 'read.counts = \\(path) readr::read_csv(path)',
      long: 'long <- function(\n    a = c(1, 2),\n    b\n)\n{\n  a + b\n}',
    });
  });

  it('are cut where they are long', () => {
    const { f } = found('r', `f <- function(x) {\n${'  x <- x + 1\n'.repeat(40)}}\n`);
    assert.equal(f?.split('\n').length, 12);
    const { g } = found('r', `g <- function(x) {\n  y <- "${'x'.repeat(5000)}"\n}\n`);
    assert.equal(g, 'g <- function(x) {');
  });

  it('are functions and classes in Python', () => {
    const text = '@cache\ndef rate(n: int,\n         pop: int) -> float:\n    """Per 100,000."""\n    return 1e5 * n / pop\n\nclass Cohort:\n    size = 0\n\nx = 1\n';
    assert.deepEqual(found('python', text), {
      rate: '@cache\ndef rate(n: int,\n         pop: int) -> float:\n    """Per 100,000."""\n    return 1e5 * n / pop',
      Cohort: 'class Cohort:\n    size = 0',
    });
  });

  it('are macros in SAS, programs in Stata, tables and views in SQL', () => {
    assert.deepEqual(found('sas', '%macro taux(n=, pop=);\n  %sysevalf(1e5*&n/&pop)\n%mend taux;\nproc print; run;\n'), {
      taux: '%macro taux(n=, pop=);\n  %sysevalf(1e5*&n/&pop)\n%mend taux;',
    });
    assert.deepEqual(found('stata', 'capture program drop taux\nprogram define taux\n  args n pop\n  gen rate = 1e5 * `n\' / `pop\'\nend\ntaux n pop\n'), {
      taux: "program define taux\n  args n pop\n  gen rate = 1e5 * `n' / `pop'\nend",
    });
    assert.deepEqual(found('sql', 'CREATE TABLE IF NOT EXISTS etude.visits (\n  region text,\n  n integer\n);\nSELECT 1;\ncreate or replace view weekly as\nselect 1;\n'), {
      visits: 'CREATE TABLE IF NOT EXISTS etude.visits (\n  region text,\n  n integer\n);',
      weekly: 'create or replace view weekly as\nselect 1;',
    });
  });

  it('are looked for in the chunks of a report, and nowhere in its prose', () => {
    const text = 'f <- function(x) 1\n\n```{r}\ng <- function(x) 2\n```\n\n```{python}\ndef h(x):\n    return 3\n```\n';
    assert.deepEqual(found('quarto', text), { g: 'g <- function(x) 2', h: 'def h(x):\n    return 3' });
  });

  it('are not guessed in other languages', () => {
    assert.deepEqual(found('julia', 'f <- function(x) 1\n'), {});
  });
});
