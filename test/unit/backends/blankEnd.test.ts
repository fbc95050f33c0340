import assert from 'node:assert/strict';
import { BlankEnd, withoutBlankEnd } from '../../../src/server/backends/blankEnd.ts';

describe('the blanks at the end of a prompt', () => {
  const after = (prompt: string, ...pieces: string[]) => {
    const end = new BlankEnd(prompt);
    return pieces.map((piece) => end.feed(piece)).join('');
  };

  it('are left out behind words, and are no indentation or line break', () => {
    assert.equal(withoutBlankEnd('x <- \t'), 'x <-');
    for (const kept of ['{\n  ', 'x\n', '  ', '', 'x']) assert.equal(withoutBlankEnd(kept), kept);
  });

  it('are taken off the answer, in whatever pieces it comes', () => {
    assert.equal(after('x <- ', ' 1 +', ' 2'), '1 + 2');
    assert.equal(after('x <- ', '1'), '1');
    assert.equal(after('x <- ', ' ', ' ', ' 1'), '1');
    assert.equal(after('x <- ', ' \n  1'), '\n  1');
  });

  it('change nothing where there are none', () => {
    assert.equal(after('mean', ' (y)'), ' (y)');
    assert.equal(after('x\n', '  y'), '  y');
    assert.equal(after('{\n  ', '  x'), '  x');
  });
});
