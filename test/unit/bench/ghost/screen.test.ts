import assert from 'node:assert/strict';
import { behindCursor } from '../../../../bench/ghost/clients/contender.ts';
import { Screen } from '../../../../bench/ghost/driver/screen.ts';

describe('the screen', () => {
  const showing = (text: string): Screen => {
    const screen = new Screen();
    screen.answered(text, '', 0, 0);
    return screen;
  };

  it('keeps a ghost text that is typed through, with Enter and its indentation too', () => {
    const screen = showing(' |>\n  filter(x)');
    for (const insert of [' ', '|', '>', '\n  ']) screen.typed(insert, 1, 1);
    assert.equal(screen.text, 'filter(x)');
  });

  it('loses it to another key, and to Backspace', () => {
    const contradicted = showing('filter');
    contradicted.typed('g', 1, 1);
    assert.equal(contradicted.text, '');
    const back = showing('filter');
    back.typed(undefined, 1, 1);
    assert.equal(back.text, '');
  });

  it('shows a late answer as far as it is not typed yet, unless it is contradicted', () => {
    const screen = showing('');
    screen.answered('filter(', 'fil', 3, 9);
    assert.equal(screen.text, 'ter(');
    screen.answered('fold(', 'fil', 3, 10);
    assert.equal(screen.text, 'ter(');
    screen.answered('gone', undefined, 3, 11);
    assert.equal(screen.text, 'ter(');
  });

  it('tells whether an answer is shown', () => {
    const screen = new Screen();
    assert.equal(screen.answered('filter(', 'fil', 3, 9), true);
    assert.equal(screen.answered('fold(', 'fil', 3, 10), false);
    assert.equal(screen.answered('fil', 'fil', 3, 11), false);
    assert.equal(screen.answered('gone', undefined, 3, 12), false);
  });

  it('keeps what it shows when an answer is empty, and shows another in its place', () => {
    const screen = showing('filter(');
    screen.answered('', '', 0, 1);
    assert.equal(screen.text, 'filter(');
    screen.answered('fold(', '', 0, 2);
    assert.equal(screen.text, 'fold(');
  });

  it('notes what was shown when, and in which state', () => {
    const screen = showing('ab');
    screen.typed('a', 1, 5);
    screen.left(2, 6);
    assert.deepEqual(screen.events, [{ at: 0, state: 0, text: 'ab' }, { at: 5, state: 1, text: 'b' }, { at: 6, state: 2, text: '' }]);
  });
});

describe('what stands behind the cursor', () => {
  const cursor = { line: 3, character: 6 };
  const before = 'a\nb\nc\n  filt';

  it('of an answer that begins at the cursor, with a range and without', () => {
    assert.equal(behindCursor('er(', undefined, cursor, before), 'er(');
    assert.equal(behindCursor('er(', { start: cursor, end: cursor }, cursor, before), 'er(');
  });

  it('of an answer that begins before the cursor', () => {
    assert.equal(behindCursor('filter(', { start: { line: 3, character: 2 }, end: cursor }, cursor, before), 'er(');
  });

  it('is nothing where the answer would change what is written', () => {
    assert.equal(behindCursor('mutate(', { start: { line: 3, character: 2 }, end: cursor }, cursor, before), '');
    assert.equal(behindCursor('x', { start: { line: 2, character: 0 }, end: cursor }, cursor, before), '');
  });
});
