import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from '../../scripts/start/workspace.mjs';
import { NamingProxy } from '../support/namingProxy.ts';
import { until } from '../support/until.ts';
import { workbenchOf } from '../support/workbench.ts';

const sampleRules = readFileSync(join(sample, '.vigie.json'), 'utf8');

describe('marks, badges and rule files on the workbench', () => {
  let proxy: NamingProxy;
  before(async () => {
    proxy = await NamingProxy.start({});
  });
  after(() => proxy.stop());
  beforeEach(() => {
    proxy.asked.length = 0;
  });

  const workbench = workbenchOf(() => ({
    files: { 'R/.Renviron': 'GATEWAY_KEY=invented\n' },
    settings: { 'vigie.backend': 'mistral', 'vigie.completion.enabled': false },
    env: proxy.environment,
  }));
  before(async () => {
    const { page } = workbench;
    await page.openFile('R/epicurve.R');
    await page.run('Vigie: Set Mistral API Key');
    await page.typeSecret('not-a-real-key');
    await page.waitForVigie();
  });

  const rules = () => workbench.read('.vigie.json');
  const inExplorer = async (name: string, which: string) => {
    const { page } = workbench;
    await page.run('View: Show Explorer');
    await page.page.locator(page.explorerLine(name) + which).waitFor();
  };
  const badgeSays = (name: string, words: string) => inExplorer(name, `[aria-label*="${words}"]`);
  const noBadge = (name: string) => inExplorer(name, ':not([aria-label*="Vigie"])');
  const refusal = async () => (await workbench.page.waitForReply()).locator('.card-refusal');

  it('shows in the explorer what is sensitive and what is secret', async () => {
    const { page } = workbench;
    await page.openFile('data/individual/linelist.csv');
    await page.openFile('R/epicurve.R');
    await badgeSays('linelist.csv', 'Sensitive for Vigie');
    await badgeSays('.Renviron', 'Secret for Vigie');
    await noBadge('epicurve.R');
    const badges = ['linelist.csv', '.Renviron', 'epicurve.R'].map((name) => page.badge(name));
    assert.deepEqual(await Promise.all(badges), ['S', '!!', '']);
  });

  it('marks a file: a rule, a badge, the shield, and a refusal', async () => {
    const { page } = workbench;
    await page.openFile('R/epicurve.R');
    await page.run('Vigie: Mark File as Sensitive');
    await badgeSays('epicurve.R', 'Sensitive for Vigie');
    await page.shield().filter({ hasText: 'Mistral · sensitive' }).waitFor();
    await until('the rule is on the disk', () => rules().includes('R/epicurve.R'));
    assert.match(rules(), /\/\/ Data files are presumed sensitive\./, 'comments stay');
    await page.ask('What is drawn here?');
    assert.match(await (await refusal()).innerText(), /R\/epicurve\.R[^]*Marked as sensitive in the editor\.[^]*\.vigie\.json:\d+/);
    assert.deepEqual(proxy.asked, [], 'nothing tried to leave');
  });

  it('takes the mark off, and leaves the rule file as it was', async () => {
    const { page } = workbench;
    await page.openFile('R/epicurve.R');
    await page.run('Vigie: Unmark File');
    await noBadge('epicurve.R');
    await until('the rule file is on the disk as it was', () => rules() === sampleRules);
    await page.ask('What is drawn here?');
    assert.equal(await (await refusal()).count(), 0);
    await until('the question tried to leave', () => proxy.asked.includes('api.mistral.ai:443'));
  });

  it('refuses the cells of a notebook that is marked', async () => {
    const { page } = workbench;
    await page.openFile('notebooks/age_rates.ipynb');
    await page.run('Vigie: Mark File as Sensitive');
    await badgeSays('age_rates.ipynb', 'Sensitive for Vigie');
    await page.openFile('notebooks/age_rates.ipynb');
    for (const key of ['Control+Home', 'ArrowDown', 'Enter']) await page.page.keyboard.press(key);
    await page.page.locator('.notebookOverlay .code-cell-row .monaco-editor.focused').waitFor();
    await page.page.keyboard.press('Control+A');
    await page.explain();
    const card = await (await refusal()).innerText();
    assert.match(card, /age_rates\.ipynb[^]*Marked as sensitive/);
    assert.doesNotMatch(card, /Remove /, 'without the cell there would be nothing to explain');
    assert.deepEqual(proxy.asked, [], 'nothing tried to leave');
  });

  it('sends nothing while the rule file is broken, says where, and goes on once it is mended', async () => {
    const { page } = workbench;
    await page.openFile('.vigie.json');
    await page.goToLine(3);
    await page.type('[');
    await page.page.locator('.editor-instance .squiggly-error').first().waitFor();
    await page.openFile('R/functions.R');
    await page.ask('What does this do?');
    const card = await refusal();
    assert.match(await card.innerText(), /a rule file is broken/);
    assert.deepEqual(proxy.asked, [], 'nothing tried to leave');

    await card.getByRole('button', { name: /\.vigie\.json:\d+/ }).first().click();
    await page.page.locator('.tab.active[data-resource-name=".vigie.json"]').waitFor();
    await page.goToLine(3);
    await page.page.keyboard.press('Backspace');
    await page.page.locator('.editor-instance .squiggly-error').first().waitFor({ state: 'detached' });
    await page.openFile('R/functions.R');
    await page.ask('What does this do?');
    assert.equal(await (await refusal()).count(), 0);
    await until('the question tried to leave', () => proxy.asked.includes('api.mistral.ai:443'));
  });

  it('verifies the traces of all that', async () => {
    const { page } = workbench;
    await page.run('Vigie: Verify Audit Log');
    const message = page.message(/The audit log is/);
    await message.waitFor();
    const words = await message.innerText();
    const [, logs, lines] = /The audit log is whole, as far as this can be told\. Logs: (\d+); lines: (\d+)\./.exec(words) ?? [];
    assert.equal(logs, '1', words);
    assert.ok(Number(lines) > workbench.traces().length, words);
  });
});
