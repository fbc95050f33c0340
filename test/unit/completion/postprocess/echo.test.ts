import assert from 'node:assert/strict';
import { echo } from '../../../../src/server/completion/postprocess/echo.ts';
import { filtered } from './golden.ts';

describe('echo', () => {
  const rest = (marked: string, text: string): string | undefined => filtered(echo, marked, text)?.text;

  it('takes away the cursor’s line where a model writes it again', () => {
    assert.equal(rest('weekly <- ║', 'weekly <- count(cases, week)'), ' count(cases, week)');
    assert.equal(rest('  filter(reg║', 'filter(region == "IDF")'), 'ion == "IDF")');
  });

  it('takes away the word that it was to complete', () => {
    assert.equal(rest('x <- incid║', 'incidence(cases)'), 'ence(cases)');
    assert.equal(rest('x <- df$is.na║', 'is.nan(y)'), 'n(y)');
  });

  it('never suggests what only repeats the end of the line', () => {
    for (const [marked, text] of [
      ['incidence║', 'incidence'],
      ['library(in║', 'in'],
      ['library(dplyr)║', 'dplyr)'],
      ['weekly <- ║', 'weekly <-'],
    ] as const) {
      assert.equal(rest(marked, text) ?? '', '', text);
    }
  });

  it('leaves the end of a word alone that has such letters twice', () => {
    assert.equal(rest('set more of║', 'f'), 'f');
    assert.equal(rest('WHERE onset IS NUL║', 'L'), 'L');
  });

  it('leaves closing brackets and new code alone', () => {
    assert.equal(rest('f(g(x)║', ')'), ')');
    assert.equal(rest('x <- n║', 'n_cases'), 'n_cases', 'one letter proves nothing');
    assert.equal(rest('cases |> ║', 'filter(n > 0)'), 'filter(n > 0)');
    assert.equal(rest('║', 'cases'), 'cases');
  });
});
