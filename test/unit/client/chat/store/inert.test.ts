import assert from 'node:assert/strict';
import { inert, inertQuarto } from '../../../../../src/client/chat/store/inert.ts';

describe('an answer in a document', () => {
  it('shows no picture and holds no tag', () => {
    for (const [written, shown] of [
      ['![a](https://example.org/?q=1)', '\\![a](https://example.org/?q=1)'],
      ['![a][b]', '\\![a][b]'],
      ['<img src="x">', '\\<img src="x">'],
      ['</p><!-- x -->', '\\</p>\\<!-- x -->'],
      ['\\<img>', '\\<img>'],
      ['\\\\<img>', '\\\\\\<img>'],
      ['a `b` <img>', 'a `b` \\<img>'],
      // No span of code reaches over an item of a list, a cell of a table or a fence that is none.
      ['- `a\n- <img> ` b', '- `a\n- \\<img> ` b'],
      ['`\na ` <img> ` b', '`\na ` \\<img> ` b'],
      ['| `a | <img> ` |', '| `a | \\<img> ` |'],
      ['- a\n  ```\n<img>', '- a\n  ```\n\\<img>'],
      ['```a`b\n<img>', '```a`b\n\\<img>'],
      ['```\nx\n```\u00a0\n```\n<img>', '```\nx\n```\u00a0\n```\n\\<img>'],
      ['```\rx\r```\r<img>', '```\nx\n```\n\\<img>'],
    ] as const) {
      assert.equal(inert(written), shown);
    }
  });

  it('keeps code as it was written', () => {
    const code = 'If `x<y`, then ``a`` and x < y:\n\n```r\nif (x<y) !x[!is.na(x)]\n# <img> ![a](b)\n```\n\n~~~ html\n<p>`</p>\n~~~\n\n1. `List<int>`';
    assert.equal(inert(code), code);
    assert.equal(inertQuarto(code), code);
  });

  it('is made so in time that a person does not notice', () => {
    const began = performance.now();
    for (const unit of ['\\', '{', '`', '`a` ', '![', '<a', '```\n', '{{<', '>}']) inertQuarto(unit.repeat(100_000));
    assert.ok(performance.now() - began < 2000, `${performance.now() - began} ms`);
  });

  it('sets nothing, takes in no file and writes nothing raw in a Quarto document', () => {
    assert.equal(inertQuarto('Title\n---\nengine: knitr\n---\n'), 'Title\n----\nengine: knitr\n----\n');
    assert.equal(inertQuarto('```yaml\n---\nengine: knitr\n---\n```'), '```yaml\n ---\nengine: knitr\n ---\n```');
    assert.equal(inertQuarto('{{< include ../a.csv >}}'), '{{{< include ../a.csv >}}}');
    assert.equal(inertQuarto('```\n{{< env HOME >}}\n```'), '```\n{{{< env HOME >}}}\n```');
    assert.equal(inertQuarto('{{{< include a >}}}'), '{{{< include a >}}}');
    assert.equal(inertQuarto('`<b>`{=html}'), '`<b>`\\{=html}');
    assert.equal(inertQuarto('- ```{=html}\n  <b>\n  ```'), '- ```\\{=html}\n  \\<b>\n  ```');
  });
});
