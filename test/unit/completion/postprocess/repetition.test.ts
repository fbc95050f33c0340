import assert from 'node:assert/strict';
import { repetition } from '../../../../src/server/completion/postprocess/repetition.ts';
import { filtered } from './golden.ts';

describe('repetition', () => {
  const kept = (marked: string, text: string): boolean => filtered(repetition, marked, text) !== undefined;

  it('of the line above is dropped', () => {
    assert.equal(kept('library(dplyr)\n║', 'library(dplyr)'), false);
    assert.equal(kept('library(dplyr)\n\nlib║', 'rary(dplyr)\nlibrary(ggplot2)'), false);
    assert.equal(kept('geom_col() +║', '\n  geom_col() +\n  theme_bw()'), false, 'of the cursor’s own line');
  });

  it('of several lines above is dropped', () => {
    assert.equal(kept('a <- 1\nb <- 2\n║', 'a <- 1\nb <- 2\nc <- 3'), false);
  });

  it('within a completion is cut before its second round', () => {
    const cut = (text: string, marked = '║'): string | undefined => filtered(repetition, marked, text)?.text;
    assert.equal(cut('a()\n\na()'), 'a()\n');
    assert.equal(cut('x\na()\nb()\na()\nb()\ny'), 'x\na()\nb()');
    assert.equal(cut('a(\n)\nb\na(\n)\nb'), 'a(\n)\nb');
    assert.equal(cut('#\n#\n#'), '#');
    assert.equal(cut('(dplyr)\nlibrary(dplyr)\nlibrary(ggplot2)', 'library║'), '(dplyr)');
    assert.equal(cut('f({\n  g({\n  })\n})'), 'f({\n  g({\n  })\n})');
  });

  it('is not seen in brackets or in lines that only resemble', () => {
    assert.equal(kept('f({\n  x\n})\n}║', '\n}'), true);
    assert.equal(kept('library(dplyr)\n║', 'library(ggplot2)'), true);
    assert.equal(kept('a <- 1\nb <- 2\n║', 'a <- 1\nc <- 3'), true);
  });
});
