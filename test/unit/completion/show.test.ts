import assert from 'node:assert/strict';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { showingOf } from '../../../src/server/completion/show.ts';
import { viewOf, type Snapshot } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';

const at = (marked: string, more: Partial<Snapshot> = {}) => {
  const snapshot = snapshotOf(marked, more);
  return { snapshot, view: viewOf(snapshot, defaultBudget) };
};

describe('what is shown of what is known', () => {
  it('is a line where a line is asked for, however much is known', () => {
    const { suggestion, shown, whole } = showingOf('ean(n)\ny <- 2', false, at('x <- m║'));
    assert.deepEqual([suggestion?.text, shown, whole], ['ean(n)', 'ean(n)', true]);
  });

  it('is not whole as long as lines of it are on their way', () => {
    const pipe = at('cases |>║\n');
    assert.equal(showingOf('\n  filter(n > 0) |>', true, pipe).whole, false);
    assert.equal(showingOf('\n  filter(n > 0) |>', false, pipe).whole, true);
    assert.equal(showingOf('ean(n)', true, at('x <- m║')).whole, true);
  });

  it('stays as long as it was', () => {
    const known = 'ses |>\n  filter(n > 0) |>\n  count(region)';
    assert.equal(showingOf(known, false, at('x <- ca║\n')).shown, 'ses |>');
    assert.equal(showingOf(known, false, at('x <- ca║\n'), 'ses |>\n  filter(n > 0) |>').shown, 'ses |>\n  filter(n > 0) |>');
  });

  it('has the document’s line ends, and tells what it replaces', () => {
    assert.equal(showingOf('\n  filter(n > 0)', false, at('cases |>║\r\nx\r\n')).suggestion?.text, '\r\n  filter(n > 0)');
    const closed = at('x <- mean(║)\n');
    assert.deepEqual(showingOf('n)', false, closed).suggestion, { text: 'n)', replaceTo: closed.snapshot.offset + 1 });
  });

  it('is nothing in front of words', () => {
    assert.deepEqual(showingOf('mean', false, at('x <- ║y')), { suggestion: undefined, shown: '', whole: true });
  });
});
