import assert from 'node:assert/strict';
import { join } from 'node:path';
import { build } from 'esbuild';
import { answered, panelOf } from '../support/panelPage.ts';
import { heavyMarkdown, hostileMarkdown } from '../unit/webview/hostile.ts';

/** What may stand in an answer outside formulas, and in them: elements and attributes. */
const allowed = {
  tags: 'p br hr strong em s code pre blockquote ul ol li h3 h4 h5 h6 table thead tbody tr th td div span button',
  attributes: 'class start role tabindex title type aria-label data-url data-action data-language',
  formulaTags:
    'span svg path line math semantics annotation menclose mi mn mo mover mpadded mphantom mrow mspace mstyle msqrt ' +
    'mroot mfrac msub msup msubsup mtable mtd mtext mtr munder munderover',
  formulaAttributes:
    'class style title aria-hidden xmlns d width height viewBox preserveAspectRatio x1 x2 y1 y2 stroke-width accent accentunder ' +
    'columnalign columnlines columnspacing depth display displaystyle encoding fence largeop linebreak linethickness ' +
    'lspace mathbackground mathcolor mathsize mathvariant maxsize minsize notation rowlines rowspacing rspace ' +
    'scriptlevel separator stretchy symmetric valign voffset',
};

/** Looks at all answers of the page; an expression whose value is a list of what is wrong. */
const defects = `(() => {
  const allowed = ${JSON.stringify(allowed)};
  const found = [];
  for (const element of document.querySelectorAll('.answer *')) {
    const inFormula = element.closest('.formula') !== null && !element.classList.contains('formula');
    const tags = (inFormula ? allowed.formulaTags : allowed.tags).split(' ');
    const attributes = (inFormula ? allowed.formulaAttributes : allowed.attributes).split(' ');
    if (!tags.includes(element.localName)) found.push('<' + element.localName + '>');
    for (const { name, value } of element.attributes) {
      if (!attributes.includes(name)) found.push(name + '="' + value + '"');
      if (name === 'style' && /url\\(|fixed|sticky|expression/i.test(value)) found.push('style="' + value + '"');
      if (name === 'data-url' && !/^https:[/][/][^/@]*[/]/.test(value)) found.push('leads to ' + value);
      if (name === 'data-action' && !['copy', 'insert', 'newFile', 'apply', 'run'].includes(value)) found.push(name + '=' + value);
    }
    const { position, width, height } = getComputedStyle(element);
    if (position === 'fixed' || position === 'sticky') found.push('position: ' + position);
    if (inFormula && parseFloat(height) > 2000) found.push('a formula of ' + height);
  }
  if (document.querySelectorAll('#root, textarea, .send-button').length !== 3) found.push('a second one of the page’s own parts');
  return found;
})()`;

/** How long the page may take for the heaviest answer, in milliseconds, on two busy cores; it needs a tenth of that. */
const bearable = 6_000;

describe('hostile answers in a real browser', () => {
  const panel = panelOf();

  it('leave nothing in the page that loads, runs or navigates', async () => {
    const entry = join(__dirname, '../unit/webview/hostileInBrowser.ts');
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'iife', write: false });
    const page = await panel().context.newPage();
    const report = await page.evaluate<unknown>(`${outputFiles[0]?.text ?? ''}\n;globalThis.hostileReport`);
    assert.deepEqual(report, []);
    await page.close();
  });

  it('would be seen by what follows', async () => {
    await panel().answer('seen', 'A *word*, and $x$.');
    assert.deepEqual(await panel().page.evaluate(defects), []);
    const spoil = `document.querySelector('.answer em').innerHTML = '<img><b style="position: fixed"></b><i data-url="javascript:x"></i>'`;
    await panel().page.evaluate(spoil);
    const found = await panel().page.evaluate<string[]>(defects);
    for (const each of ['<img>', '<b>', 'leads to javascript:x']) assert.ok(found.includes(each), each);
    await panel().tell({ type: 'cleared' });
  });

  it('reach nothing, run nothing and say nothing to the extension, whole or while they come', async () => {
    let dialogs = 0;
    panel().page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    const before = (await panel().posted()).filter(({ type }) => type !== 'focus').length;
    for (const [index, text] of hostileMarkdown.entries()) {
      const id = `hostile-${index}`;
      await panel().tell({ type: 'turn', id, text: '', attachments: [] });
      for (const piece of text.match(/[^]{1,9}/g) ?? []) await panel().tell({ type: 'progress', id, progress: { kind: 'text', text: piece } });
      await panel().nextFrame();
      assert.deepEqual(await panel().page.evaluate(defects), [], `while it comes: ${text}`);
      await panel().tell(answered(id));
      await panel().nextFrame();
      assert.deepEqual(await panel().page.evaluate(defects), [], text);
    }
    const elsewhere = panel().requests.filter((url) => !url.startsWith(`${panel().origin}/`));
    assert.deepEqual(elsewhere, []);
    assert.ok(panel().requests.some((url) => url.endsWith('.woff2')), 'requests are seen, those for fonts of formulas for one');
    assert.equal(dialogs, 0);
    assert.equal((await panel().posted()).filter(({ type }) => type !== 'focus').length, before, 'nothing was posted');
    assert.equal(await panel().page.evaluate('location.href'), `${panel().origin}/?language=en`);
    await panel().tell({ type: 'cleared' });
  });

  for (const [name, text] of Object.entries(heavyMarkdown)) {
    it(`leave the page at work: ${name}`, async () => {
      const started = Date.now();
      await panel().tell({ type: 'turn', id: name, text: '', attachments: [] });
      const half = Math.floor(text.length / 2);
      for (const piece of [text.slice(0, half), text.slice(half)]) {
        await panel().tell({ type: 'progress', id: name, progress: { kind: 'text', text: piece } });
        await panel().nextFrame();
      }
      await panel().tell(answered(name));
      await panel().nextFrame();
      const took = Date.now() - started;
      assert.ok(took < bearable, `${took} ms`);
      assert.ok((await panel().page.evaluate<string>(`document.querySelector('.answer')?.textContent ?? ''`)).length > 0 || name === 'link references');
      await panel().tell({ type: 'cleared' });
      await panel().nextFrame();
      assert.ok(Date.now() - started < 2 * bearable);
    });
  }
});
