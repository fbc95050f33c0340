import assert from 'node:assert/strict';
import { blocksOf, renderBlock } from '../../../src/webview/markdown.ts';

function html(source: string): string {
  const environment = {};
  return blocksOf(source, environment)
    .map((block) => renderBlock(block, environment))
    .join('');
}

const inLine = (tex: string) => `<span class="formula">${tex}</span>`;
const shown = (tex: string) => `<div class="formula formula-display" tabindex="0" role="group" aria-label="Formula">${tex}</div>\n`;

describe('formulas', () => {
  for (const [source, tex] of [
    ['$x^2$', 'x^2'],
    ['(rate $\\lambda$)', '\\lambda'],
    ['$n = 5$, so', 'n = 5'],
    ['\\(a < b\\)', 'a &lt; b'],
    ['**$p$**', 'p'],
    ['$5 \\times 10^{-3}$', '5 \\times 10^{-3}'],
    ['$\\text{price: \\$5}$', '\\text{price: \\$5}'],
    ['$_a_ * b * c$', '_a_ * b * c'],
  ] as const) {
    it(`are found in ${source}`, () => {
      assert.ok(html(source).includes(inLine(tex)), html(source));
    });
  }

  for (const source of [
    '$5 and $6',
    'between $5 and $6.50',
    'US$5, then CA$6',
    '$10 a day, or 12$',
    '$20k per year and 30k$',
    'cases$age and cases$sex',
    'x[1]$a + f()$b$c',
    '$HOME and $PATH',
    '\\$x$',
    '$ x $',
    '$$',
    '$$$$',
    '`$x$`',
    '$`a`$',
    '    $x$',
    '```\n$x$\n```',
    '\\\\(x\\\\)',
    '$a\n\nb$',
    '$$\na\n\nb\n$$',
  ]) {
    it(`are not found in ${JSON.stringify(source)}`, () => {
      assert.doesNotMatch(html(source), /formula/);
    });
  }

  it('stand by themselves between two dollars and in brackets', () => {
    assert.equal(html('$$\nx\n- y\n= z\n$$'), shown('x\n- y\n= z'));
    assert.equal(html('\\[ x \\]'), shown('x'));
    assert.equal(html('$$x$$'), shown('x'));
    assert.equal(html('so\n$$\nx\n$$\nand'), `<p>so</p>\n${shown('x')}<p>and</p>\n`);
    assert.match(html('so $$x$$ and'), /<span class="formula formula-display">x<\/span>/);
  });

  it('stand in lists and quotations', () => {
    assert.ok(html('- a\n\n  $$\n  x\n  $$\n').includes(shown('x')));
    assert.ok(html('> \\[\n> x\n> \\]').includes(shown('x')));
  });

  it('stay as they were written where they are very long', () => {
    assert.doesNotMatch(html(`$${'x'.repeat(3000)}$`), /formula/);
    assert.doesNotMatch(html(`$$\n${'x\n'.repeat(3000)}$$`), /formula/);
  });

  for (const unit of ['\\(', '\\[', '$$x ', '$x', '$$\nx\n', '\\[\nx\n', '$x$']) {
    it(`are looked for in time that grows with the length only: ${JSON.stringify(unit)}`, () => {
      const time = (length: number) => {
        const source = unit.repeat(length / unit.length);
        const started = performance.now();
        blocksOf(source, {});
        return performance.now() - started;
      };
      time(20_000);
      assert.ok(time(200_000) < 100 + 40 * time(20_000));
    });
  }

  it('have no TeX read as Markdown', () => {
    assert.equal(html('$a_1 b_2 <b>$'), `<p>${inLine('a_1 b_2 &lt;b&gt;')}</p>\n`);
  });
});
