import assert from 'node:assert/strict';
import { blocksOf, renderBlock } from '../../../src/webview/markdown.ts';
import { hostileMarkdown } from './hostile.ts';

function html(source: string): string {
  const environment = {};
  return blocksOf(source, environment)
    .map((block) => renderBlock(block, environment))
    .join('');
}

/** The tags of an HTML text. Escaped text has none, since `<` does not stand bare in it. */
function tagsOf(text: string): string[] {
  return text.match(/<[^>]*>/g) ?? [];
}

describe('markdown', () => {
  for (const source of hostileMarkdown) {
    it(`makes nothing that loads, runs or navigates of ${JSON.stringify(source)}`, () => {
      for (const tag of tagsOf(html(source))) {
        const name = /^<\/?([a-z0-9]+)/.exec(tag)?.[1] ?? tag;
        const allowed = /^(p|br|hr|strong|em|code|pre|ol|ul|li|blockquote|table|thead|tbody|tr|th|td|div|span|button|h3)$/;
        assert.match(name, allowed);
        // What stands between quotes is a value, which cannot end by what a model writes: its own quotes are escaped.
        assert.doesNotMatch(tag.replace(/="[^"]*"/g, '=""'), /\s(on\w+|style|src|href|srcdoc|action)=/i);
        const url = /data-url="([^"]*)"/.exec(tag)?.[1];
        if (url !== undefined) assert.match(url, /^https:\/\/(?!good)/);
      }
    });
  }

  it('shows raw HTML as the text that it is', () => {
    assert.equal(html('a <b>c</b>'), '<p>a &lt;b&gt;c&lt;/b&gt;</p>\n');
  });

  it('shows an image as its description', () => {
    assert.equal(html('![the **curve**](https://evil.example/c.png)'), '<p>the curve</p>\n');
  });

  it('shows the host beside a link, and what it says does not change that', () => {
    const out = html('[https://good.example](https://evil.example/x)');
    assert.match(out, /data-url="https:\/\/evil\.example\/x"/);
    assert.match(out, /<span class="link-host">\(evil\.example\)<\/span>/);
  });

  it('does not say the host twice', () => {
    assert.doesNotMatch(html('<https://example.org/a>'), /link-host/);
    assert.doesNotMatch(html('[example.org](https://example.org/a)'), /link-host/);
  });

  it('shows a look-alike host in its ASCII form', () => {
    assert.match(html('<https://ехample.org/>'), /\(xn--[^)]*\)/);
  });

  it('leaves the text and address of a link that is not https, without a link', () => {
    const out = html('[x](http://plain.example/a)');
    assert.equal(out, '<p>x <span class="link-host">(http://plain.example/a)</span></p>\n');
  });

  it('gives code its language, its buttons and its exact text', () => {
    const out = html('```{r, echo=FALSE}\na <- "<b>"\n\n```\n');
    assert.match(out, /<span class="code-language">R<\/span>/);
    assert.match(out, /data-action="copy"/);
    assert.match(out, /data-action="insert"/);
    const code = /<code>([^]*)<\/code>/
      .exec(out)?.[1]
      ?.replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
    assert.equal(code?.replaceAll('&quot;', '"'), 'a <- "<b>"\n');
  });

  for (const language of ['r', 'python', 'sql', 'sas', 'stata', 'bash', 'yaml', 'json', 'qmd']) {
    it(`colours ${language}`, () => {
      const code =
        { json: '{"a": 1}', yaml: 'a: 1', qmd: '# Title', bash: 'echo "a"' }[language] ?? 'x = "a" * 12 + 3.5';
      assert.match(html(`\`\`\`${language}\n${code}\n\`\`\``), /class="hljs-/);
    });
  }

  it('leaves code of another language plain', () => {
    const out = html('```cobol\nMOVE "A" TO B\n```');
    assert.match(out, /code-language">cobol</);
    assert.doesNotMatch(out, /hljs-/);
  });

  it('leaves very long code plain, sooner while it grows', () => {
    const rendered = (length: number, growing: boolean) => {
      const environment = { growing };
      return blocksOf(`\`\`\`r\n${'x <- 1\n'.repeat(length / 7)}\`\`\``, environment)
        .map((block) => renderBlock(block, environment))
        .join('');
    };
    assert.match(rendered(10_000, false), /hljs-/);
    assert.doesNotMatch(rendered(10_000, true), /hljs-/);
    assert.doesNotMatch(rendered(30_000, false), /hljs-/);
  });

  it('gives code that still grows no buttons', () => {
    const environment = { growing: true };
    const out = blocksOf('```r\nx <-', environment)
      .map((block) => renderBlock(block, environment))
      .join('');
    assert.match(out, /<code>/);
    assert.doesNotMatch(out, /<button/);
  });

  it('aligns table cells without style attributes', () => {
    const out = html('| a | b |\n|:--|--:|\n| 1 | 2 |');
    assert.match(out, /<td class="align-right">2<\/td>/);
    assert.doesNotMatch(out, /style=/);
  });

  it('puts headings below those of the page, by the first, without a step left out at the top', () => {
    assert.equal(html('# A\n\n## B\n\n##### C'), '<h3>A</h3>\n<h4>B</h4>\n<h6>C</h6>\n');
    assert.equal(html('### A\n\n#### B\n\n# C'), '<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>\n');
  });

  it('names code and its buttons by language and first words, tables by their head', () => {
    const out = html('```r\n\n  library("dp\u202elyr")\nx\n```\n\n```\n\n```\n\n| week | *cases* |\n|---|---|\n| 1 | 2 |');
    const names = [...out.matchAll(/aria-label="([^"]*)"/g)].map(([, name]) => name);
    const code = 'R, library(&quot;dplyr&quot;)';
    assert.deepEqual(names, [
      ...[`Copy: ${code}`, `Insert at Cursor: ${code}`, `New File: ${code}`, `Apply…: ${code}`, `Run…: ${code}`, `Code: ${code}`],
      ...['Copy', 'Insert at Cursor', 'New File', 'Apply…', 'Code'],
      'Table: week, cases',
    ]);
    assert.match(html(`\`\`\`\n${'long '.repeat(20)}\n\`\`\``), /aria-label="Copy: (long ){9}lo…"/);
  });
});
