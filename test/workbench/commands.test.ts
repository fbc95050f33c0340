import assert from 'node:assert/strict';
import { patience } from '../../scripts/host/editorPage.mjs';
import { promptWords } from '../../src/server/chat/prompts.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { workbenchOf } from '../support/workbench.ts';

const quoted = 'max(ari_visits)';

describe('commands on the workbench', () => {
  let gateway: ScriptedModel;
  before(async () => {
    gateway = await ScriptedModel.saying();
  });
  after(() => gateway.close());

  const workbench = workbenchOf(() => ({
    files: {
      '.vigie/prompts/weights.md': '---\ntitle: Check the weights\n---\nCheck the weights in {{selection}} against {{argument}}.\n',
      'config/broken.json': '{ "weeks": 53,, }\n',
      'R/peak.R': `# Largest week\n\npeak <- function(counts) {\n  counts |>\n    summarise(peak = ${quoted})\n}\n`,
    },
    settings: { 'vigie.gateway.url': gateway.url, 'vigie.completion.enabled': false },
  }));
  before(async () => {
    await workbench.page.openFile('R/peak.R');
    await workbench.page.waitForVigie();
  });
  beforeEach(() => {
    gateway.received.length = 0;
  });

  const asked = () => {
    const { messages = [] } = JSON.parse(gateway.to('/v1/chat/completions').at(-1)?.body ?? '{}') as { messages?: { content: string }[] };
    return messages.at(-1)?.content ?? '';
  };

  it('reviews the function around the cursor from the context menu, and a finding leads to its line', async () => {
    const { page } = workbench;
    gateway.script = { chat: ['One problem.\n\n- L5 [high] `', quoted, '` Missing values ', 'make it NA.\n'] };
    await page.page.locator('.editor-instance .view-line').filter({ hasText: 'summarise' }).click({ timeout: patience });
    await page.takeFromContextMenu(/^Vigie$/, /^Review$/);
    await page.chat().locator('.review-finding').waitFor({ timeout: patience });
    const reply = await page.waitForReply();
    assert.match(await reply.innerText(), /One problem\.\s+serious R\/peak\.R:5\s+max\(ari_visits\) Missing values make it NA\.$/m);
    assert.ok(asked().includes('lines 3 to 6'), 'the function, which no extension for R has named');
    assert.ok(asked().includes(promptWords.en.commands.review));
    assert.equal(await page.chat().locator('.question-text').last().innerText(), '/review');

    await page.openFile('R/epicurve.R');
    await reply.getByRole('button', { name: /R\/peak\.R:5/ }).click({ timeout: patience });
    await page.page.locator('.tab.active[data-resource-name="peak.R"]').waitFor({ timeout: patience });
    await page.cursorInLine(5);
    const selected = page.page.locator('.statusbar-item[id="status.editor.selection"]');
    await selected.filter({ hasText: `(${quoted.length} selected)` }).waitFor({ timeout: patience });
    // Longer than the chip takes to follow the person.
    await new Promise((resolve) => setTimeout(resolve, 800));
    const chips = page.chat().locator('.composer .chip');
    assert.equal(await chips.count(), 1);
    assert.match(await chips.first().innerText(), /^R\/\s*epicurve\.R\s+internal/, 'where Vigie leads does not go along');
    await page.page.keyboard.press('ArrowRight');
    await chips.filter({ hasText: 'peak.R' }).waitFor({ timeout: patience });
  });

  it('fixes what another program calls wrong, with its words', async () => {
    const { page } = workbench;
    gateway.script = { chat: ['One comma too many.'] };
    await page.openFile('config/broken.json');
    await page.page.keyboard.press('Control+Home');
    await page.fixNextProblem(/Fix with Vigie/);
    await page.chat().locator('.reply').filter({ hasText: 'One comma too many.' }).waitFor({ timeout: patience });
    assert.match(asked(), /"weeks": 53,, \}/);
    assert.match(asked(), /config\/broken\.json[^]*[Ee]xpected/, 'what the checker of JSON says');
    assert.ok(asked().includes(promptWords.en.commands.fix));
  });

  it('are offered behind a slash with the prompts of the workspace, and translate', async () => {
    const { page } = workbench;
    gateway.script = { chat: ['Translated.'] };
    await page.openFile('R/peak.R');
    await page.openChat();
    await page.type('/');
    const options = page.chat().getByRole('option');
    await options.filter({ hasText: 'weights' }).first().waitFor({ timeout: patience });
    assert.match(await options.filter({ hasText: 'weights' }).first().innerText(), /Check the weights/);
    await page.type('tra');
    await options.filter({ hasText: 'weights' }).first().waitFor({ state: 'detached', timeout: patience });
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('Enter');
    await page.type('Keep the names.');
    await page.page.keyboard.press('Enter');
    await page.chat().locator('.reply').filter({ hasText: 'Translated.' }).waitFor({ timeout: patience });
    const { targets, translationCheck } = promptWords.en;
    for (const words of ['peak <- function(counts)', targets.python, translationCheck, 'Keep the names.']) assert.ok(asked().includes(words), asked());

    gateway.script = { chat: ['Weighed.'] };
    await page.question().fill('/weights Survey 2024');
    await page.question().press('Enter');
    await page.chat().locator('.reply').filter({ hasText: 'Weighed.' }).waitFor({ timeout: patience });
    assert.match(asked(), /^Check the weights in\s+Document R\/peak\.R[^]*against\s+Survey 2024/);
  });
});
