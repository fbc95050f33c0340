import assert from 'node:assert/strict';
import { blocksOf, renderBlock } from '../../../src/webview/markdown.ts';
import { withUnseenShown } from '../../../src/webview/unseen.ts';

function html(source: string): string {
  return blocksOf(source, {})
    .map((block) => renderBlock(block, {}))
    .join('');
}

const named = (character: string, name: string) => `<span class="unseen" title="${name}">${character}</span>`;

describe('what cannot be seen', () => {
  it('is shown in code, where it stands, and stays what it is', () => {
    const code = 'if (level != "user\u202e \u2066// admin\u2069 \u2067") {}';
    const out = html(`\`\`\`\n${code}\n\`\`\``);
    for (const [character, name] of [
      ['\u202e', 'U+202E'],
      ['\u2066', 'U+2066'],
      ['\u2069', 'U+2069'],
    ] as const) {
      assert.ok(out.includes(named(character, name)), name);
    }
    const text = /<code>([^]*)<\/code>/.exec(out)?.[1]?.replace(/<[^>]*>/g, '').replaceAll('&quot;', '"');
    assert.equal(text, code);
  });

  it('is shown in coloured code, in code in a line, and in prose', () => {
    assert.ok(html('```r\nx <- "a\u200bb"\n```').includes(named('\u200b', 'U+200B')));
    assert.ok(html('`a\u200cb`').includes(named('\u200c', 'U+200C')));
    assert.ok(html('good\u202efdp.exe').includes(named('\u202e', 'U+202E')));
    assert.ok(html('**\u{e0041}**').includes(named('\u{e0041}', 'U+E0041')));
    assert.ok(html('[a\u202eb](https://evil.example/)').includes(named('\u202e', 'U+202E')));
  });

  it('is named once where there is much of it', () => {
    assert.equal(withUnseenShown('\u2066\u202ea', 'code'), `${named('\u2066\u202e', 'U+2066 U+202E')}a`);
    assert.match(withUnseenShown('\u202e'.repeat(1000), 'prose'), /^<span class="unseen" title="(U\+202E ){4}\+996">/);
  });

  it('is not what scripts and emoji need', () => {
    for (const text of ['می\u200cخواهم', '👩\u200d⚕\ufe0f', 'é', 'c\u0327', '❤\ufe0f']) {
      assert.equal(withUnseenShown(text, 'prose'), text);
    }
    for (const text of ['👩🏽\u200d⚕\ufe0f', '✔\ufe0f', 'naïve']) assert.equal(withUnseenShown(text, 'code'), text);
  });

  it('is also a letter that joins or chooses a form in code, where there is no emoji', () => {
    for (const text of ['a\u200db', 'a\ufe0fb', 'x\u{e0100}', 'a\u00adb', 'if (x\u3164)']) {
      assert.match(withUnseenShown(text, 'code'), /class="unseen"/);
    }
  });
});
