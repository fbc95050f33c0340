import assert from 'node:assert/strict';
import { spacing } from '../../../../src/server/completion/postprocess/spacing.ts';
import { filtered } from './golden.ts';

describe('spacing', () => {
  const spaced = (marked: string, text: string): string | undefined => filtered(spacing, marked, text)?.text;

  it('drops a second space behind the one that is typed', () => {
    assert.equal(spaced('x <- ║', ' mean(n)'), 'mean(n)');
    assert.equal(spaced('x <-║', ' mean(n)'), ' mean(n)');
  });

  it('drops the indentation that the line already has, once', () => {
    assert.equal(spaced('  ║', '  filter(n)\n  x'), 'filter(n)\n  x');
    assert.equal(spaced('  ║', '    deeper()'), '  deeper()');
    assert.equal(spaced('    ║', '  less()'), '  less()');
    assert.equal(spaced('║', '  filter(n)'), '  filter(n)');
  });

  it('drops the one space that a vocabulary puts before a word', () => {
    assert.equal(spaced('    ║', ' return n'), 'return n');
    assert.equal(spaced('║', ' n'), ' n', 'but not where nothing is typed');
  });

  it('drops a line end between an assignment and its value', () => {
    assert.equal(spaced('x <- ║', '\n  mean(n)'), 'mean(n)');
    assert.equal(spaced('x <-║', '\n  mean(n)'), '\n  mean(n)', 'unless the person may want it there');
  });

  it('keeps a line end and the next line’s indentation', () => {
    assert.equal(spaced('cases |> ║', '\n  filter(n)'), '\n  filter(n)');
  });
});
