import assert from 'node:assert/strict';
import { editSimilarity } from '../../../../bench/eval/similarity.ts';

describe('the edit similarity', () => {
  it('is the share of a text that need not be changed', () => {
    assert.equal(editSimilarity('kitten', 'sitting'), 1 - 3 / 7);
    assert.equal(editSimilarity('flaw', 'lawn'), 0.5);
    assert.equal(editSimilarity('rate', 'rates'), 0.8);
  });

  it('is the same both ways, and goes from nothing alike to the same', () => {
    assert.equal(editSimilarity('sitting', 'kitten'), editSimilarity('kitten', 'sitting'));
    assert.equal(editSimilarity('abc', ''), 0);
    assert.equal(editSimilarity('abc', 'xyz'), 0);
    assert.equal(editSimilarity('n_cases', 'n_cases'), 1);
    assert.equal(editSimilarity('', ''), 1);
  });

  it('counts characters, not their halves', () => {
    assert.equal(editSimilarity('🙂é', '🙂e'), 0.5);
  });
});
