import assert from 'node:assert/strict';
import { patience } from '../../scripts/host/editorPage.mjs';
import type { Locator } from '../../scripts/host/playwright.d.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { workbenchOf } from '../support/workbench.ts';

describe('attachments on the workbench', () => {
  let gateway: ScriptedModel;
  before(async () => {
    gateway = await ScriptedModel.saying();
  });
  after(() => gateway.close());

  const workbench = workbenchOf(() => ({
    files: { 'config/alerts.json': '{\n  "alertThreshold": 12,\n  "baselineWeeks": 5\n}\n' },
    inGit: true,
    settings: { 'vigie.gateway.url': gateway.url, 'vigie.completion.enabled': false, 'terminal.integrated.stickyScroll.enabled': false },
  }));
  before(async () => {
    await workbench.page.openFile('R/epicurve.R');
    await workbench.page.waitForVigie();
  });
  beforeEach(() => {
    gateway.received.length = 0;
    gateway.script = { chat: ['Seen.'] };
  });

  const options = () => workbench.page.chat().getByRole('option');
  const chips = () => workbench.page.chat().locator('.composer .chip');
  const chip = (name: RegExp) => chips().filter({ hasText: name });
  const sentBodies = () => gateway.to('/v1/chat/completions').map(({ body }) => body);

  it('are found behind # from the keyboard, and tell what becomes of them before they are sent, as the destination changes', async () => {
    const { page } = workbench;
    await page.openChat();
    await page.type('Which columns has #linelist');
    const option = options().filter({ hasText: 'linelist.csv' });
    await option.first().waitFor({ timeout: patience });
    const field = page.question();
    const active = async () => page.chat().locator(`#${await field.getAttribute('aria-activedescendant')}`).innerText();
    assert.match(await active(), /linelist\.csv[^]*File/);
    await page.page.keyboard.press('ArrowDown');
    assert.match(await active(), /linelist\.csv[^]*Columns/);
    await page.page.keyboard.press('ArrowUp');
    await page.page.keyboard.press('Enter');
    await chip(/linelist\.csv/).waitFor({ timeout: patience });
    assert.equal(await field.inputValue(), 'Which columns has', 'the chip says it');
    assert.match(await chip(/linelist\.csv/).innerText(), /sensitive/);
    assert.equal(await page.chat().locator('.composer .chip-blocked').count(), 0, 'the gateway on this machine may receive it');

    await page.type('and #linelist');
    assert.equal(await field.inputValue(), 'Which columns has and #linelist');
    await option.first().waitFor({ timeout: patience });
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('Tab');
    await chip(/columns of/).waitFor({ timeout: patience });

    await page.run('Vigie: Switch Back End');
    await page.choose(/Mistral API/);
    await chip(/^data\/individual\/linelist\.csv[^]*will be refused/).waitFor({ timeout: patience });
    assert.doesNotMatch(await chip(/columns of/).innerText(), /refused/, 'names and types may go');
    await page.ask('What is in it?');
    const refusal = (await page.waitForReply()).locator('.card-refusal');
    assert.match(await refusal.innerText(), /linelist\.csv/);
    assert.deepEqual(sentBodies(), []);
    await chip(/^data\/individual\/linelist\.csv[^]*will be refused/).waitFor({ timeout: patience });
    await page.openChat();
    await page.type('#linelist');
    await option.first().waitFor({ timeout: patience });
    assert.match(await active(), /linelist\.csv[^]*Columns/, 'what may go stands first');
    assert.doesNotMatch(await active(), /refused/);
    assert.match(await option.nth(1).innerText(), /linelist\.csv[^]*will be refused/);
    await page.page.keyboard.press('Escape');
    await field.fill('');
    await page.run('Vigie: Switch Back End');
    await page.choose(/Gateway/);
    await chip(/^(?![^]*refused)data\/individual\/linelist\.csv/).waitFor({ timeout: patience });

    await chip(/columns of/).getByRole('button', { name: /^Remove/ }).click();
    await refusal.getByRole('button', { name: 'Attach Columns Instead: linelist.csv' }).click();
    await chip(/^data\/individual/).waitFor({ state: 'detached', timeout: patience });
    await chip(/columns of/).waitFor({ timeout: patience });
    assert.equal(await field.inputValue(), 'What is in it?');
    await page.ask('Which columns are there?');
    await page.waitForReply();
    const [body = ''] = sentBodies();
    assert.match(body, /Columns of the data file data\/individual\/linelist\.csv/);
    await chip(/columns of/).waitFor({ state: 'detached', timeout: patience });
  });

  it('are dropped onto the page while Shift is held', async () => {
    const { page } = workbench;
    await page.openFile('R/delays.R');
    await page.openFile('R/epicurve.R');
    await page.openChat();
    const { mouse, keyboard } = page.page;
    const middle = async (what: Locator) => {
      const box = await what.boundingBox();
      assert.ok(box !== null);
      return [box.x + box.width / 2, box.y + box.height / 2] as const;
    };
    const [fromX, fromY] = await middle(page.page.locator('.tab[data-resource-name="delays.R"]'));
    const [toX, toY] = await middle(page.question());
    await mouse.move(fromX, fromY);
    await mouse.down();
    try {
      await mouse.move(fromX, fromY + 200, { steps: 10 });
      await keyboard.down('Shift');
      // The page takes part in the drag a moment after Shift is down, and learns of it by the next move.
      await until('the drag is over the page', async () => {
        await mouse.move(toX, toY - 40, { steps: 3 });
        await mouse.move(toX, toY, { steps: 3 });
        return (await page.chat().locator('.is-dropping').count()) > 0;
      });
    } finally {
      await mouse.up();
      await keyboard.up('Shift');
    }
    await chip(/^R\/delays\.R/).waitFor({ timeout: patience });
    await chip(/^R\/delays\.R/).getByRole('button', { name: /^Remove/ }).click();
  });

  it('come from the explorer: the names in a folder', async () => {
    const { page } = workbench;
    await page.run('View: Show Explorer');
    await page.page.locator(page.explorerLine('R')).click({ button: 'right', timeout: patience });
    // A menu takes no click in its first moment, lest the one that opens it choose.
    await page.page.locator('.monaco-menu .action-label').filter({ hasText: 'Add to Vigie Chat' }).hover({ timeout: patience });
    await page.page.keyboard.press('Enter');
    await chip(/^R\/\s*internal/).waitFor({ timeout: patience });
    await page.ask('What is here?');
    await page.waitForReply();
    assert.match(sentBodies()[0] ?? '', /Files in the folder R[^]*rt_estimate\.R/);
  });

  it('come from the terminal, whose text counts as sensitive, and leave the clipboard as it was', async () => {
    const { page } = workbench;
    await page.page.evaluate(`navigator.clipboard.writeText('kept')`);
    await page.run('Terminal: Focus Terminal');
    const terminal = page.page.locator('.terminal-wrapper.active .xterm-rows');
    await terminal.waitFor({ timeout: patience });
    await page.type('echo printed-$((40+2))\n');
    await until('it is printed', async () => /printed-42/.test(await terminal.innerText()));
    await page.run('Terminal: Select All');
    await page.run('Vigie: Add Selection to Vigie Chat');
    await chip(/^terminal, \d+ line/).waitFor({ timeout: patience });
    assert.match(await chip(/^terminal/).innerText(), /sensitive/);
    await page.ask('What was printed?');
    await page.waitForReply();
    assert.match(sentBodies()[0] ?? '', /Text from the terminal[^]*printed-42/);
    assert.equal(await page.page.evaluate('navigator.clipboard.readText()'), 'kept');
  });

  it('are what an editor knows: what changed since the last commit, a symbol, and the problems that another program found', async () => {
    const { page } = workbench;
    await page.openFile('config/alerts.json');
    await page.goToLine(2);
    await page.page.keyboard.press('Backspace');
    await page.type('0');
    await page.save();
    // VS Code's own JSON service says it.
    await page.page.locator('.editor-instance .squiggly-error').first().waitFor({ timeout: patience });
    await page.openChat();
    for (const [typed, row, name] of [
      ['#changes', /^Changes/, /^changes/i],
      ['#alertThr', /alertThreshold/, /^alertThreshold/],
      ['#problems', /^Problems/, /^problems/i],
    ] as const) {
      await page.type(typed);
      await options().filter({ hasText: row }).first().click({ timeout: patience });
      await chip(name).waitFor({ timeout: patience });
    }
    await page.ask('Is this right?');
    await page.waitForReply();
    const [body = ''] = sentBodies();
    assert.match(body, /Changes of config\/alerts\.json since[^]*- {2}\\"alertThreshold\\": 12,\\n\+ {2}\\"alertThreshold\\": 120\\n/);
    assert.match(body, /config\/alerts\.json, lines 2 to 2:\\n```json\\n\\"alertThreshold\\": 120\\n```/);
    assert.match(body, /Problems [^]*config\/alerts\.json:\\n```\\nline 3: error \(json\): Expected comma\\n/);
  });
});
