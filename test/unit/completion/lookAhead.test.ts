import assert from 'node:assert/strict';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { defaults } from '../../../src/server/completion/defaults.ts';
import { fetchAhead, readOn, stockOf, type Stock } from '../../../src/server/completion/lookAhead.ts';
import { viewOf } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';

const sure = { foresight: 1, allowed: true };
const unsure = { foresight: 0.4, allowed: true };
const end: Stock = { characters: 0, inLine: 0, lines: 0, agreed: 20 };

describe('looking ahead', () => {
  it('reads on as long as the lines behind are likely to be right', () => {
    assert.equal(readOn(sure, 5), true);
    assert.equal(readOn(unsure, 0), false);
    assert.equal(readOn({ foresight: 0.8, allowed: true }, 0), true);
    assert.equal(readOn({ foresight: 0.8, allowed: true }, 4), false);
  });

  it('does nothing where it is not allowed', () => {
    assert.equal(readOn({ foresight: 1, allowed: false }, 0), false);
    assert.equal(fetchAhead({ foresight: 1, allowed: false }, end, 100, 200), false);
  });

  it('fetches while little is in stock, where lines are mostly foreseen', () => {
    const long = { ...end, characters: 60, inLine: 60, agreed: 0 };
    assert.equal(fetchAhead(sure, long, 100, 200), true);
    assert.equal(fetchAhead(sure, { ...long, lines: defaults.linesInStock + 1 }, 100, 200), false);
    assert.equal(fetchAhead(sure, { ...long, characters: defaults.charactersInStock + 1 }, 100, 200), false);
  });

  it('fetches elsewhere once the line has proved right and its end is near', () => {
    const near = { ...end, characters: 2, inLine: 2 };
    assert.equal(fetchAhead(unsure, near, 100, 200), true);
    assert.equal(fetchAhead(unsure, { ...near, agreed: 1 }, 100, 200), false, 'not proved');
    assert.equal(fetchAhead(unsure, { ...near, inLine: 40 }, 100, 200), false, 'far from its end');
    assert.equal(fetchAhead(unsure, { ...near, inLine: 40 }, 10, 600), true, 'a quick typist and a slow model');
  });

  it('knows what is in stock', () => {
    const view = viewOf(snapshotOf('x\n  abc║'), defaultBudget);
    assert.deepEqual(stockOf('def\nghi', 7, view), { characters: 7, inLine: 3, lines: 1, agreed: 3 });
    assert.deepEqual(stockOf('def', 2, view), { characters: 3, inLine: 3, lines: 0, agreed: 2 });
  });
});
