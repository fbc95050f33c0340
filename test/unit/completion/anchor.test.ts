import assert from 'node:assert/strict';
import { anchorOf, typedSince, type Anchor } from '../../../src/server/completion/anchor.ts';
import { draftOf } from '../../../src/server/completion/draft.ts';
import { viewOf, type View } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';

const budget = { prefix: 200, suffix: 60 };
const see = (marked: string): View => viewOf(snapshotOf(marked), budget);

function anchorAt(marked: string): Anchor {
  const { prefix, suffix } = draftOf(snapshotOf(marked), budget, 'line');
  return anchorOf(see(marked), prefix[0]?.text ?? '', suffix[0]?.text ?? '');
}

/** How far a completion that was asked for at the first place is typed at the second. */
const typed = (asked: string, completion: string, now: string): number | undefined =>
  typedSince(anchorAt(asked), completion, see(now));

describe('anchor', () => {
  it('holds while the completion is typed, and where it is deleted again', () => {
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'x <- ║\ny'), 0);
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'x <- mea║\ny'), 3);
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'x <- mean(n)║\ny'), 7);
    assert.equal(typed('x <- ║\ny', 'a\nb', 'x <- a\n║\ny'), 2, 'over a line’s end');
  });

  it('does not hold where something else was typed, or it was not reached', () => {
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'x <- med║\ny'), undefined);
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'x <-║\ny'), undefined);
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'x <- mean(n) ║\ny'), undefined);
  });

  it('does not hold where the prompt would be another', () => {
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'z <- ║\ny'), undefined);
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'x <- ║\nz'), undefined);
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'x <- ║\nyy'), undefined, 'added at the document’s end');
    assert.equal(typed('x <- ║\ny', 'mean(n)', 'w\nx <- ║\ny'), undefined, 'added at the document’s start');
  });

  it('holds where an edit was outside the prompt', () => {
    const padding = 'filler <- 1\n'.repeat(40);
    const asked = `a\n${padding}x <- ║\n${padding}`;
    assert.equal(typed(asked, 'mean(n)', `another start\n${padding}x <- me║\n${padding}other\n`), 2);
    assert.equal(typed(asked, 'mean(n)', `a\n${padding}y\nx <- me║\n${padding}`), undefined);
  });

  it('holds where the editor closed what was typed', () => {
    assert.equal(typed('x <- ║\n', 'read("a")', 'x <- read(║)\n'), 5);
    assert.equal(typed('x <- ║\n', 'read("a")', 'x <- read("║")\n'), 6);
    assert.equal(typed('f(║)\n', 'g(x)', 'f(g(║))\n'), 2);
    assert.equal(typed('x <- ║\n', 'read("a")', 'x <- read(║ + 1\n'), undefined);
    assert.equal(typed('f(║)\n', 'g(x)', 'f(g(║\n'), undefined);
  });

  it('holds where the person typed over what the editor had closed', () => {
    assert.equal(typed('f(║)\n', 'x)', 'f(x)║\n'), 2);
    assert.equal(typed('f(g(║))\n', 'x))', 'f(g(x)║)\n'), 2);
    assert.equal(typed('f(║, 2)\n', 'x', 'f(x║2)\n'), undefined);
  });

  it('holds for a completion that the person has overtaken while it is written, as far as that is known', () => {
    const growing = (completion: string, now: string): number | undefined => typedSince(anchorAt('x <- ║\ny'), completion, see(now), true);
    assert.equal(growing('', 'x <- ║\ny'), 0);
    assert.equal(growing('', 'x <- mea║\ny'), 3);
    assert.equal(growing('me', 'x <- mea║\ny'), 3);
    assert.equal(growing('me', 'x <- mo║\ny'), undefined);
    assert.equal(growing('', 'z <- mea║\ny'), undefined);
  });

  it('is not confused by text that repeats itself', () => {
    const lines = '\n'.repeat(300);
    assert.equal(typed(`${lines}║`, '\n\n\nx', `${lines}║`), 0);
    assert.equal(typed('aaaa║', 'aaaa', 'aaaaaa║'), 2);
  });
});
