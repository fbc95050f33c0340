import assert from 'node:assert/strict';
import { spacing } from '../../../../src/server/completion/postprocess/spacing.ts';
import { filtered } from './golden.ts';

describe('spacing', () => {
  const spaced = (marked: string, text: string, languageId = 'r'): string | undefined =>
    filtered(spacing, marked, text, { languageId })?.text;

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

  it('keeps the blanks that complete an indentation which is typed in part', () => {
    const loop = 'def f(x):\n    y = 1\n    for i in x:\n        y += i\n';
    for (const typed of [1, 2, 3]) {
      const text = `${' '.repeat(4 - typed)}y = 2`;
      assert.equal(spaced(`${loop}${' '.repeat(typed)}║\n    return y\n`, text, 'python'), text, 'as lines around');
      assert.equal(spaced(`${loop}        ${' '.repeat(typed)}║`, text, 'python'), text, 'as whole steps');
    }
    assert.equal(spaced('y <- f(1,\n       ║', ' 2)'), '2)');
    assert.equal(spaced('y <- f(a,\n       1,\n     ║', '  2)'), '  2)', 'as the line that is aligned');
    assert.equal(spaced('f <- function(x) {\n  y\n ║', ' z'), ' z');
  });

  it('drops blanks where the indentation is one already, or would not be one with them', () => {
    const loop = 'def f(x):\n    y = 1\n    for i in x:\n        y += i\n';
    assert.equal(spaced(`${loop}    ║`, '    z = i', 'python'), 'z = i');
    assert.equal(spaced(`${loop}  ║`, '    z = i', 'python'), '  z = i', 'the whole indentation again');
    assert.equal(spaced(`${loop}  ║`, ' z = i', 'python'), 'z = i');
    assert.equal(spaced(`${loop}  y = ║`, '  z', 'python'), 'z');
  });

  it('drops a line end between an assignment and its value', () => {
    assert.equal(spaced('x <- ║', '\n  mean(n)'), 'mean(n)');
    assert.equal(spaced('x <-║', '\n  mean(n)'), '\n  mean(n)', 'unless the person may want it there');
  });

  it('keeps a line end and the next line’s indentation', () => {
    assert.equal(spaced('cases |> ║', '\n  filter(n)'), '\n  filter(n)');
  });
});
