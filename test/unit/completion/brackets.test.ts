import assert from 'node:assert/strict';
import { balance } from '../../../src/server/completion/brackets.ts';

describe('brackets', () => {
  it('finds what is open and what closes something before', () => {
    assert.deepEqual(balance('summarise(n = sum(n', 'r').open, ['(', '(']);
    assert.deepEqual(balance('n)) |>\n  filter(x)', 'r').unmatched, [')', ')']);
    assert.deepEqual(balance('f(a)[1]{b}', 'r'), { open: [], unmatched: [], quote: undefined });
  });

  it('leaves out strings and comments', () => {
    assert.deepEqual(balance('paste("(", \')\') # (', 'r'), { open: [], unmatched: [], quote: undefined });
    assert.deepEqual(balance('count(*) -- (\n)', 'sql').unmatched, [')']);
    assert.deepEqual(balance('"a \\" ("', 'python').open, []);
  });

  it('knows a string that is still open, or was when it began', () => {
    assert.equal(balance('read_csv("data/', 'r').quote, '"');
    assert.deepEqual(balance('cases.csv")', 'r', '"').unmatched, ['"', ')']);
    assert.deepEqual(balance('a", "b")', 'r', '"').unmatched, ['"', ')']);
  });

  it('ends a string with its line', () => {
    assert.deepEqual(balance("the region's\nf(", 'python').open, ['(']);
    assert.deepEqual(balance('x\n"a"', 'r', '"').unmatched, []);
  });

  it('sees no strings in prose', () => {
    assert.deepEqual(balance("l'incidence (par semaine", 'markdown'), { open: ['('], unmatched: [], quote: undefined });
  });
});
