import assert from 'node:assert/strict';
import { indentation } from '../../../../src/server/completion/postprocess/indentation.ts';
import { filtered } from './golden.ts';

describe('indentation', () => {
  const kept = (marked: string, text: string, languageId = 'r'): string | undefined =>
    filtered(indentation, marked, text, { languageId })?.text;

  const two = 'f <- function(x) {\n  x |>\n    g()\n}\n';
  const four = 'def f(x):\n    if x:\n        return x\n';
  const tabs = 'program define f\n\tforeach v {\n\t\tlist\n\t}\nend\n';

  it('is the document’s width', () => {
    assert.equal(
      kept(`${two}h <- function(y) {║`, '\n    if (y) {\n        z\n    }\n}'),
      '\n  if (y) {\n    z\n  }\n}',
    );
    assert.equal(kept(`${four}def h(y):║`, '\n  if y:\n    return y', 'python'), '\n    if y:\n        return y');
    assert.equal(kept(`${two}h <- function(y) {\n  ║`, 'if (y) {\n      z\n  }'), 'if (y) {\n    z\n  }');
  });

  it('is the document’s tabs or spaces', () => {
    assert.equal(kept(`${tabs}foreach w {║`, '\n    list\n}', 'stata'), '\n\tlist\n}');
    assert.equal(kept(`${tabs}foreach w {\n\tif x {║`, '\n\t    list', 'stata'), '\n\t\tlist');
    assert.equal(kept(`${two}h <- function(y) {║`, '\n\tif (y) {\n\t\tz\n\t}\n}'), '\n  if (y) {\n    z\n  }\n}');
    assert.equal(kept('h <- function(y) {║', '\n\tz\n}'), '\n    z\n}');
  });

  it('is counted from the completion’s first line, also where the line is not indented yet', () => {
    const body = '    if y:\n        y = 2\n    return y';
    assert.equal(kept(`${four}def h(y):\n║`, body, 'python'), body);
    assert.equal(kept(`${four}def h(y):\n  ║`, body.slice(2), 'python'), body.slice(2));
    const deep = '    if (y) {\n        z\n    }';
    assert.equal(kept(`${two}h <- function(y) {\n║`, deep), '    if (y) {\n      z\n    }');
    assert.equal(kept(`${two}h <- function(y) {\n║`, `\n${deep}`), '\n  if (y) {\n    z\n  }');
  });

  it('of a line that leaves the cursor’s block stays', () => {
    const text = 'if (y) {\n        z\n  }\n}';
    assert.equal(kept(`${two}h <- function(y) {\n    ║`, text), 'if (y) {\n      z\n  }\n}');
    assert.equal(kept(`${two}h <- function(y) {\n    ║`, 'if (y) {\n        z\n  \n}'), 'if (y) {\n      z\n  \n}');
  });

  it('stays where it is the same, aligned, or where the document shows none', () => {
    for (const [marked, text, language] of [
      [`${two}h <- function(y) {║`, '\n  if (y) {\n    z\n  }\n}', 'r'],
      [`${two}x <- mean(║`, 'a,\n          b)', 'r'],
      ['h <- function(y) {║', '\n    z\n}', 'r'],
      ['SELECT a,║', '\n       b\nFROM c', 'sql'],
      [`${four}x = f(║`, 'a,\n      b)', 'python'],
      ['Text\n║', 'a\n\tb', 'quarto'],
    ] as const) {
      assert.equal(kept(marked, text, language), text, marked);
    }
  });

  it('of what came so far does not depend on what comes', () => {
    const text = '\n    if (y) {\n        z\n    }\n    w(a,\n      b)\n}';
    const whole = kept(`${two}h <- function(y) {║`, text) ?? '';
    for (let length = 0; length <= text.length; length++) {
      const lines = (kept(`${two}h <- function(y) {║`, text.slice(0, length)) ?? '').split('\n').slice(0, -1);
      assert.equal(whole.startsWith(lines.join('\n')), true, text.slice(0, length));
    }
  });
});
