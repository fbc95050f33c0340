import assert from 'node:assert/strict';
import { countedLanguage } from '../../../src/server/features/countedLanguage.ts';
import { parse } from '../../support/cursor.ts';

const counted = (marked: string, languageId: string) => countedLanguage({ ...parse(marked), languageId });

describe('the language that a suggestion is counted under', () => {
  it('is the document’s, or that of a notebook cell’s magic', () => {
    assert.equal(counted('x <- ║', 'r'), 'r');
    assert.equal(counted('%%sql\nSELECT ║', 'python'), 'sql');
  });

  it('is that of the chunk, with the report’s beside it', () => {
    assert.equal(counted('```{r epicurve}\nx <- ║\n```', 'quarto'), 'r (quarto)');
    assert.equal(counted('```{python}\nx = ║\n```', 'rmd'), 'python (rmd)');
  });

  it('is the report’s in its prose and its front matter', () => {
    assert.equal(counted('Cases rose ║', 'quarto'), 'quarto');
    assert.equal(counted('---\ntitle: ║\n---\n', 'rmd'), 'rmd');
  });

  it('is never a word that somebody wrote behind a fence', () => {
    assert.equal(counted('```{exemplaire}\nx ║\n```', 'quarto'), 'quarto');
  });
});
