import assert from 'node:assert/strict';
import { closersAtCursor } from '../../../../src/server/completion/postprocess/closersAtCursor.ts';
import { parse } from '../../../support/cursor.ts';
import { filtered } from './golden.ts';

/** The cursor's document with the completion taken. */
function taken(marked: string, text: string, languageId = 'r'): string {
  const { text: document, offset } = parse(marked);
  const { replaces = 0 } = filtered(closersAtCursor, marked, text, { languageId }) ?? {};
  return document.slice(0, offset) + text + document.slice(offset + replaces);
}

describe('closers at the cursor', () => {
  it('are replaced by those that the completion brings', () => {
    assert.equal(taken('summarise(║)', 'n = sum(n))'), 'summarise(n = sum(n))');
    assert.equal(taken('x[f(║)]', 'y)]'), 'x[f(y)]');
    assert.equal(taken('f(║)', 'x) |>\n  g()'), 'f(x) |>\n  g()');
    assert.equal(taken('f <- function(x) {║}', '\n  mean(x)\n}'), 'f <- function(x) {\n  mean(x)\n}');
  });

  it('stay where the completion closes only what it opened', () => {
    assert.equal(taken('summarise(║)', 'n = sum(n)'), 'summarise(n = sum(n))');
    assert.equal(taken('x[f(║)]', 'y)'), 'x[f(y)]');
  });

  it('stay where the completion opens as much again', () => {
    assert.equal(taken('filter(║)', 'x > 1) |> mutate('), 'filter(x > 1) |> mutate()');
    assert.equal(taken('f(a[║])', 'i]) + g(b['), 'f(a[i]) + g(b[])');
  });

  it('stay with the words before them where the completion closes less', () => {
    const candidate = filtered(closersAtCursor, 'x <- f(║, b)', 'g(a, b)');
    assert.deepEqual([candidate?.text, candidate?.replaces], ['g(a', 0]);
  });

  it('hold quotes', () => {
    assert.equal(taken('read_csv("║")', 'data/cases.csv")'), 'read_csv("data/cases.csv")');
    assert.equal(taken('read_csv("║")', 'data/cases.csv"'), 'read_csv("data/cases.csv")');
    assert.equal(taken('read_csv("║")', 'data/cases.csv'), 'read_csv("data/cases.csv")');
    assert.equal(taken('pd.read_csv(║)', '"cases.csv")', 'python'), 'pd.read_csv("cases.csv")');
  });

  it('may be followed by an operator that both have', () => {
    assert.equal(taken('filter(region == ║) |>', '"IDF") |>'), 'filter(region == "IDF") |>');
    assert.equal(taken('filter(region == ║) |>', '"IDF"'), 'filter(region == "IDF") |>');
    assert.equal(taken('  n = n()║,', ' / pop,'), '  n = n() / pop,');
    assert.equal(taken('f( ║ )', 'x )'), 'f( x )');
  });

  it('leave an empty rest alone', () => {
    assert.equal(filtered(closersAtCursor, 'f(║  ', 'x)')?.replaces, 0);
  });
});
