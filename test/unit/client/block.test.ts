import assert from 'node:assert/strict';
import { blockAround } from '../../../src/client/block.ts';

/** @returns the block around the line that ends in `║`, as text. */
function around(marked: string): string | undefined {
  const at = marked.split('\n').findIndex((line) => line.endsWith('║'));
  const lines = marked.replace('║', '').split('\n');
  const block = blockAround(lines, at);
  return block && lines.slice(block.first, block.last + 1).join('\n');
}

describe('the block around the cursor', () => {
  it('reaches to the nearest blank lines', () => {
    assert.equal(around('library(dplyr)\n\nx <- 1\ny <- x + 1║\n\nz <- 3'), 'x <- 1\ny <- x + 1');
  });

  it('goes on over a blank line inside of brackets', () => {
    const code = 'rate <- function(cases) {\n  total <- sum(cases)\n\n  total / 7\n}';
    assert.equal(around(`a <- 1\n\n${code.replace('rate <- function(cases) {', '$&║')}\n\nb <- 2`), code);
  });

  it('does not carry a blank line at the end of a text that leaves a bracket open', () => {
    assert.equal(around('f(1,║\n  2\n\n'), 'f(1,\n  2');
  });

  it('is nothing on a blank line or behind the end', () => {
    assert.equal(around('a\n║\nb'), undefined);
    assert.equal(blockAround(['a'], 5), undefined);
  });
});
