import assert from 'node:assert/strict';
import { until } from '../support/until.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { workbenchOf } from '../support/workbench.ts';

describe('suggestions on the workbench', () => {
  let gateway: ScriptedModel;
  before(async () => {
    gateway = await ScriptedModel.saying();
  });
  after(() => gateway.close());

  // What is asked for ahead would be counted among what these tests count.
  const workbench = workbenchOf(() => ({
    settings: { 'vigie.gateway.url': gateway.url, 'vigie.completion.ahead': 'off' },
    files: { 'R/rates.R': 'cases <- 12\nmiddle <- ', 'report/rates.Rmd': '```{r}\nrate <- function(x) {' },
  }));
  const shows = (text: string): Promise<unknown> =>
    until(`“${text}” is shown`, async () => (await workbench.page.ghostText()) === text);
  const asked = (): number => gateway.to('/v1/completions').length;

  it('are taken word by word without asking again, and the rest stays', async () => {
    gateway.script = { completion: ['(cases', ', na.rm', ' = TRUE)'] };
    const { page, saved } = workbench;
    await page.openFile('R/epicurve.R');
    await page.waitForVigie();
    await page.type('\ntotal <- sum');
    assert.equal(await page.waitForGhostText(), '(cases, na.rm = TRUE)');
    const before = asked();
    await page.page.keyboard.press('Control+ArrowRight');
    await shows('cases, na.rm = TRUE)');
    await page.page.keyboard.press('Control+ArrowRight');
    await shows(', na.rm = TRUE)');
    assert.match(await saved('R/epicurve.R'), /\ntotal <- sum\(cases$/);
    assert.equal(asked(), before);
    await page.page.keyboard.press('Tab');
    await page.waitForNoGhostText();
    assert.match(await saved('R/epicurve.R'), /\ntotal <- sum\(cases, na\.rm = TRUE\)$/);
  });

  it('have others beside them for who asks for the next', async () => {
    gateway.script = { completion: ['mean(cases)'], variants: [['median(cases)'], ['mean(cases) ']] };
    const { page, saved } = workbench;
    await page.type('\nmiddle <- ');
    assert.equal(await page.waitForGhostText(), 'mean(cases)');
    const before = asked();
    await page.page.keyboard.press('Alt+BracketRight');
    await shows('median(cases)');
    assert.equal(asked(), before + 2);
    await page.page.keyboard.press('Alt+BracketRight');
    await shows('mean(cases)');
    await page.page.keyboard.press('Alt+BracketLeft');
    await shows('median(cases)');
    assert.equal(asked(), before + 2);
    await page.page.keyboard.press('Tab');
    await page.waitForNoGhostText();
    assert.match(await saved('R/epicurve.R'), /\nmiddle <- median\(cases\)$/);
  });

  it('come to who asks for them, the first as soon as it is there and others when they are asked for', async () => {
    gateway.script = { completion: ['mean(cases)'], variants: [['median(cases)'], ['max(cases)']] };
    const { page } = workbench;
    await page.openFile('R/rates.R');
    await page.page.keyboard.press('Control+End');
    await page.run('Trigger Inline Suggestion');
    await shows('mean(cases)');
    await page.page.keyboard.press('Alt+BracketRight');
    await shows('median(cases)');
    await page.page.keyboard.press('Alt+BracketRight');
    await shows('max(cases)');
    await page.page.keyboard.press('Escape');
    await page.waitForNoGhostText();
  });

  it('are taken line by line', async () => {
    gateway.script = { completion: ['y <- x * 1e5\n', '  y / 2\n', '}\n'] };
    const { page, saved } = workbench;
    await page.openFile('report/rates.Rmd');
    await page.page.keyboard.press('Control+End');
    await page.type('\n');
    await until('ghost text is shown', async () => (await page.ghostText()).startsWith('y <- x * 1e5'));
    await page.page.keyboard.press('Alt+End');
    assert.match(await saved('report/rates.Rmd'), /\{\n\s*y <- x \* 1e5\n$/);
  });

  it('are counted by the language that is written, and a command shows the counts', async () => {
    const { page } = workbench;
    await page.run('Vigie: Show Ghost Text Statistics');
    const preview = page.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    const rows = preview.locator('table').first().locator('tbody tr');
    const row = rows.first();
    await row.waitFor();
    const [language, offered, ...others] = await row.locator('td').allTextContents();
    assert.equal(language, 'r');
    // Some were offered between the keys, too.
    assert.ok(Number(offered) >= 3);
    // The first word that was taken is a bracket, which cannot be told from a key.
    const taken = 'cases, na.rm = TRUE)'.length + 'median(cases)'.length;
    assert.equal(await rows.nth(1).locator('td').first().textContent(), 'r (rmd)');
    assert.deepEqual(others, ['2', '0', `${Math.round((2 / Number(offered)) * 100)}%`, String(taken)]);
  });
});
