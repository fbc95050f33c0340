import assert from 'node:assert/strict';
import { trailingSpace } from '../../../../src/server/completion/postprocess/trailingSpace.ts';
import { filtered } from './golden.ts';

describe('trailing space', () => {
  const trimmed = (marked: string, text: string): string | undefined => filtered(trailingSpace, marked, text)?.text;

  it('is dropped, with empty lines', () => {
    assert.equal(trimmed('x <- ║', 'mean(n)  \n\n'), 'mean(n)');
    assert.equal(trimmed('x <- ║ \n', '\n  mean(n) '), '\n  mean(n)');
    assert.equal(trimmed('f(║)', 'x, '), 'x,');
  });

  it('stays where it puts the rest of the line on a line of its own', () => {
    assert.equal(trimmed('f <- function(x) {║}', '\n  mean(x)\n'), '\n  mean(x)\n');
  });
});
