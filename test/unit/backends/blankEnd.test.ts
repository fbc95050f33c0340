import assert from 'node:assert/strict';
import { BlankEnd, withoutBlankEnd } from '../../../src/server/backends/blankEnd.ts';

describe('the blanks at the end of a prompt', () => {
  const after = (prompt: string, ...pieces: string[]) => {
    const end = new BlankEnd(prompt);
    return pieces.map((piece) => end.feed(piece)).join('');
  };

  it('are left out, but for line breaks', () => {
    assert.equal(withoutBlankEnd('x <- \t'), 'x <-');
    assert.equal(withoutBlankEnd('{\n  '), '{\n');
    assert.equal(withoutBlankEnd('x\n'), 'x\n');
  });

  it('are taken off the answer, in whatever pieces it comes', () => {
    assert.equal(after('x <- ', ' 1 +', ' 2'), '1 + 2');
    assert.equal(after('x <- ', '1'), '1');
    assert.equal(after('x <- ', ' ', ' ', ' 1'), '1');
    assert.equal(after('{\n  ', '    x'), '  x');
    assert.equal(after('{\n  ', ' ', '  x  '), ' x  ');
    assert.equal(after('{\n  ', 'x'), 'x');
    assert.equal(after('{\n  ', ' \n  x'), '\n  x');
  });

  it('change nothing where there are none', () => {
    assert.equal(after('mean', ' (y)'), ' (y)');
    assert.equal(after('x\n', '  y'), '  y');
  });
});
