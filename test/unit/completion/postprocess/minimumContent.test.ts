import assert from 'node:assert/strict';
import { minimumContent } from '../../../../src/server/completion/postprocess/minimumContent.ts';
import { viewOf } from '../../../../src/server/completion/view.ts';
import { defaultBudget } from '../../../../src/server/completion/budget.ts';
import { snapshotOf } from '../../../support/cursor.ts';

describe('minimum content', () => {
  const kept = (marked: string, text: string, replaces = 0): boolean =>
    minimumContent({ text, replaces, ending: 'stop' }, viewOf(snapshotOf(marked), defaultBudget)) !== undefined;

  it('is more than white space', () => {
    assert.equal(kept('x║', ''), false);
    assert.equal(kept('x║', ' \n\t'), false);
    assert.equal(kept('x║', 'y'), true);
  });

  it('is more than what is already there', () => {
    assert.equal(kept('f(x║)', ')', 1), false);
    assert.equal(kept('f(x║ ) |>', ') |>', 5), false);
    assert.equal(kept('f(x║)', ', y)', 1), true);
  });

  it('may be a bracket that is missing', () => {
    assert.equal(kept('f(x║', ')'), true);
  });
});
