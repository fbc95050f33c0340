/**
 * For a real browser: sanitises hostile HTML and rendered hostile Markdown, puts it into the page and looks at the
 * DOM that comes of it. Bundle it as a classic script with esbuild; it leaves what is wrong, one line each, in
 * `globalThis.hostileReport`. An empty list is a pass; a page without the list has not run it.
 */
import { blocksOf, renderBlock } from '../../../src/webview/markdown.ts';
import { sanitise } from '../../../src/webview/sanitise.ts';
import { hostileMarkdown } from './hostile.ts';

/** What gets past Markdown only by a defect there; the sanitiser alone has to hold. */
const hostileHtml: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '<p onclick="alert(1)" style="position:fixed;inset:0">x</p>',
  '<a href="https://evil.example">x</a><a href="command:x">y</a>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<form id=x><input form=x formaction=javascript:alert(1)></form>',
  '<div id="root" name="body">x</div>',
  '<button type="submit" formaction="https://evil.example">x</button>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<link rel=stylesheet href=https://evil.example/x.css><base href=https://evil.example/>',
  '<iframe src=https://evil.example></iframe><object data=x></object><embed src=x>',
];

const allowedTags = new Set(
  'P BR HR STRONG EM S CODE PRE BLOCKQUOTE UL OL LI H3 H4 H5 H6 TABLE THEAD TBODY TR TH TD DIV SPAN BUTTON'.split(' '),
);
const allowedAttributes = new Set('class start role tabindex title type aria-label data-url data-action data-language'.split(' '));

function defectsOf(source: string, html: string): string[] {
  const host = document.createElement('div');
  host.innerHTML = html;
  document.body.append(host);
  const defects: string[] = [];
  for (const element of host.querySelectorAll('*')) {
    if (!allowedTags.has(element.tagName)) defects.push(`${source}: <${element.tagName}>`);
    for (const { name, value } of element.attributes) {
      if (!allowedAttributes.has(name)) defects.push(`${source}: ${name}="${value}"`);
      if (name === 'data-url' && !value.startsWith('https://')) defects.push(`${source}: leads to ${value}`);
    }
  }
  host.remove();
  return defects;
}

const rendered = hostileMarkdown.map((source) => {
  const environment = {};
  const html = blocksOf(source, environment).map((block) => renderBlock(block, environment));
  return { source, html: sanitise(html.join('')) };
});
const raw = hostileHtml.map((source) => ({ source, html: sanitise(source) }));

Object.assign(globalThis, {
  hostileReport: [...rendered, ...raw].flatMap(({ source, html }) => defectsOf(source, html)),
});
