import assert from 'node:assert/strict';
import { clauseOrder } from '../../../../src/server/completion/postprocess/clauseOrder.ts';
import { filtered } from './golden.ts';

describe('clause order', () => {
  const kept = (marked: string, text: string, languageId = 'sql'): string | undefined =>
    filtered(clauseOrder, marked, text, { languageId })?.text;

  it('ends with the semicolon', () => {
    assert.equal(kept('SELECT region ║', 'FROM cases; SELECT 1'), 'FROM cases;');
    assert.equal(kept('SELECT ║', "'a;b' AS x -- ;\nFROM cases;\n\nDROP"), "'a;b' AS x -- ;\nFROM cases;");
  });

  it('does not write again what follows', () => {
    assert.equal(kept('SELECT region,║\nFROM cases\nWHERE n > 0;\n', ' count(*) AS n\nfrom cases\ngroup by 1'), ' count(*) AS n');
    assert.equal(kept('SELECT region\nFROM cases\n║\nGROUP BY region;\n', 'WHERE n > 0\nGROUP BY 1;'), 'WHERE n > 0');
    assert.equal(kept('SELECT region\nFROM cases\n║\nWHERE n > 0\n', 'GROUP BY region'), '', 'nor what must come after that');
  });

  it('does not go back', () => {
    assert.equal(kept('SELECT a\nFROM b\nGROUP BY a\n║', 'HAVING n > 1\nWHERE a > 1'), 'HAVING n > 1');
    assert.equal(kept('SELECT a FROM b ║', 'FROM c'), '');
    assert.equal(kept('SELECT a FROM b\n║', 'ORDER BY a\nSELECT c FROM d'), 'ORDER BY a');
  });

  it('knows subqueries, set operators, new queries and words that look like clauses', () => {
    for (const [marked, text] of [
      ['SELECT a FROM b\n║', 'UNION ALL\nSELECT c FROM d\nWHERE e'],
      ['SELECT a FROM b WHERE c IN (║', 'SELECT d FROM e WHERE f)\nGROUP BY a'],
      ['WITH w AS (\n  SELECT a FROM b WHERE c\n), v AS (\n  ║', 'SELECT d FROM e\n)'],
      ['WITH w AS (\n  SELECT a FROM b\n)\n║', 'SELECT * FROM w'],
      ['SELECT a FROM b\n\n║', 'SELECT c FROM d'],
      ['SELECT a FROM b;\n║', 'SELECT c FROM d;'],
      ['SELECT a FROM b WHERE ║', 'c IS DISTINCT FROM d AND extract(week FROM onset) = 1'],
      ['SELECT a FROM b LIMIT 10 ║', 'OFFSET 20'],
      ['SELECT a FROM b WHERE age_║', 'from > 15'],
      ['INSERT INTO weekly ║', 'SELECT a FROM b'],
      ['UPDATE b ║', 'SET a = 1 WHERE c'],
      ["SELECT ║\n-- from cases\n\nSELECT 2 FROM b", 'a FROM c'],
      ['SELECT (║)\nFROM b', 'SELECT max(a) FROM c'],
    ] as const) {
      assert.equal(kept(marked, text), text, marked);
    }
  });

  it('is not looked for in comments and strings', () => {
    assert.equal(kept('-- Counts only; ║', 'nothing; from there'), 'nothing; from there');
    assert.equal(kept("WHERE a = '║'", 'b; c'), 'b; c');
  });

  it('is of SQL alone', () => {
    assert.equal(kept('x <- ║', 'from; where', 'r'), 'from; where');
    assert.equal(kept('```{sql}\nSELECT a ║\n```', 'FROM b; c', 'quarto'), 'FROM b;');
  });
});
