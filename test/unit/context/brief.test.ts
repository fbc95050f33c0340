import assert from 'node:assert/strict';
import { definitionsIn } from '../../../src/server/context/definitionsIn.ts';

/** What the definitions say in brief. Those that are cut out of the program must stand where they say. */
function briefs(languageId: string, text: string): string[] {
  return definitionsIn({ languageId, text }).map(({ brief }) => {
    if (brief.start !== undefined) assert.equal(text.slice(brief.start, brief.start + brief.text.length), brief.text);
    return brief.text;
  });
}

describe('a definition in brief', () => {
  it('is the comment above and the signature of a function in R, on however many lines', () => {
    const text = 'library(dplyr)\n\n# Taux\nrate <- function(n, pop = c(1, 2)) {\n  n / pop\n}\nlong <- function(\n  a = "(",\n  b # (\n) {\n  a\n}\n';
    assert.deepEqual(briefs('r', text), ['# Taux\nrate <- function(n, pop = c(1, 2)) {', 'long <- function(\n  a = "(",\n  b # (\n) {']);
  });

  it('is the first line where a signature does not end', () => {
    assert.deepEqual(briefs('r', `f <- function(\n${'  a,\n'.repeat(30)}`), ['f <- function(']);
  });

  it('has the docstring’s first line in Python, and the arguments in Stata', () => {
    const python = 'def rate(n: int,\n         pop: int) -> float:\n    """Per 100,000.\n\n    More."""\n    return n / pop\n';
    assert.deepEqual(briefs('python', python), ['def rate(n: int,\n         pop: int) -> float:\n    """Per 100,000.']);
    assert.deepEqual(briefs('stata', 'program define taux\n  args n pop\n  gen x = 1\nend\n'), ['program define taux\n  args n pop']);
    assert.deepEqual(briefs('sas', '%macro taux(n=, pop=);\n  %put x;\n%mend;\n'), ['%macro taux(n=, pop=);']);
  });

  it('is the columns of a table in SQL', () => {
    const table =
      '-- Visites\nCREATE TABLE etude.visits (\n  visit_id BIGINT PRIMARY KEY, -- a, b\n  "region" CHAR(2) DEFAULT \'a,b\' REFERENCES r (x, y),\n  cost NUMERIC(10, 2),\n  PRIMARY KEY (visit_id, region)\n);\nSELECT 1;\n';
    assert.deepEqual(briefs('sql', table), ['-- visits(visit_id, region, cost)']);
  });

  it('is the columns of a view, whatever its query begins with', () => {
    const view =
      'create or replace view coverage as\nwith v as (\n  select region_code, count(*) as n from doses group by 1\n)\nselect\n  p.region_code,\n  p.n_inhabitants inhabitants,\n  100.0 * coalesce(v.n, 0) / p.n_inhabitants AS percent,\n  extract(year from p.day)\nfrom population as p join v on true;\n';
    assert.deepEqual(briefs('sql', view), ['-- coverage(region_code, inhabitants, percent)']);
    assert.deepEqual(briefs('sql', 'create table t as (select a, b.c from x);\n'), ['-- t(a, c)']);
    assert.deepEqual(briefs('sql', 'create view u as select a from x union select b from y;\n'), ['-- u(a)']);
  });

  it('is the first line of what SQL does not say the columns of', () => {
    assert.deepEqual(briefs('sql', 'create view w as\nselect * from x;\n'), ['create view w as']);
    assert.deepEqual(briefs('sql', 'create function f(a int) returns int\nas $$ select a $$;\n'), ['create function f(a int) returns int']);
  });
});
