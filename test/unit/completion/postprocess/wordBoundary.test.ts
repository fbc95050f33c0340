import assert from 'node:assert/strict';
import { wordBoundary } from '../../../../src/server/completion/postprocess/wordBoundary.ts';
import { filtered } from './golden.ts';

describe('word boundary', () => {
  const kept = (marked: string, text: string): boolean => filtered(wordBoundary, marked, text) !== undefined;

  it('is kept between the completion and the word behind the cursor', () => {
    assert.equal(kept('x <- ║cases', 'count'), false);
    assert.equal(kept('x <- ║été', 'n'), false);
    assert.equal(kept('x <- ║cases', 'count('), true);
    assert.equal(kept('x <- f(║)', 'count'), true);
    assert.equal(kept('x <- ║', 'count'), true);
  });
});
