import assert from 'node:assert/strict';
import { blocksOf, renderBlock } from '../../../src/webview/markdown.ts';
import { emptyRendering, render } from '../../../src/webview/rendering.ts';

function html(source: string): string[] {
  return blocksOf(source, {}).map((block) => renderBlock(block, {}));
}

const inside = '---\ntitle: "Weekly"\n---\n\n# Cases\n\n```{r}\nx <- "a"\n```\n\nText.\n\n```{python}\ndef f(): pass\n```\n';
const codeOf = (out: string) =>
  /<code>([^]*)<\/code>/
    .exec(out)?.[1]
    ?.replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<');

describe('a Quarto document in an answer', () => {
  for (const language of ['qmd', 'quarto', 'rmd', 'markdown', '{.qmd}']) {
    it(`keeps its chunks, though the fences are of one length: ${language}`, () => {
      const blocks = html(`Here:\n\n\`\`\`${language}\n${inside}\`\`\`\n\nThat is all.`);
      assert.equal(blocks.length, 3);
      assert.equal(codeOf(blocks[1] ?? ''), inside.trimEnd());
      assert.equal(blocks[2], '<p>That is all.</p>\n');
    });
  }

  it('keeps them where the outer fence is longer', () => {
    const blocks = html(`\`\`\`\`qmd\n${inside}\`\`\`\`\n`);
    assert.equal(blocks.length, 1);
    assert.equal(codeOf(blocks[0] ?? ''), inside.trimEnd());
  });

  it('is a block like others where it has no chunk, or the fences do not come out even', () => {
    assert.equal(html('```md\n# A\n```\n\ntext\n\n```r\nx\n```\n').length, 3);
    assert.equal(html('```qmd\n```{r}\nx\n```\n\ntext').length, 2);
  });

  it('is in a list as well', () => {
    const [list] = html(`- a\n\n${`\`\`\`qmd\n${inside}\`\`\``.replace(/^(?=.)/gm, '  ')}\n`);
    assert.equal(codeOf(list ?? ''), inside.trimEnd());
  });

  it('is one block while it grows', () => {
    let rendering = emptyRendering;
    const source = `\`\`\`qmd\n${inside}`;
    for (let end = 1; end <= source.length; end += 1) rendering = render(rendering, source.slice(0, end), false);
    assert.equal(rendering.blocks.length, 1);
    assert.equal(rendering.settledCount, 0);
  });

  it('has its head, its prose and each chunk coloured in their own languages', () => {
    const [out = ''] = html(`\`\`\`qmd\n${inside}\`\`\``);
    assert.match(out, /hljs-attr">title:/);
    assert.match(out, /hljs-section"># Cases/);
    assert.match(out, /hljs-operator">&lt;-<\/span> <span class="hljs-string">/);
    assert.match(out, /<span class="hljs-keyword">def<\/span>/);
    assert.match(out, /<span class="hljs-meta">```\{r\}<\/span>/);
  });

  it('is coloured without losing a character', () => {
    for (const text of [inside, '```{r}\nx', '---\na: 1', '```\n```', '', '\n\n', '````\n```\n````\nx', '```{unknown}\n<b>\n```']) {
      const [out = ''] = html(`~~~qmd\n${text}\n~~~`);
      assert.equal(codeOf(out)?.replaceAll('&gt;', '>'), text);
    }
  });
});
