import assert from 'node:assert/strict';
import { NamingProxy } from '../support/namingProxy.ts';
import { workbenchOf } from '../support/workbench.ts';

describe('a refusal on the workbench', () => {
  let proxy: NamingProxy;
  before(async () => {
    proxy = await NamingProxy.start({});
  });
  after(() => proxy.stop());

  const workbench = workbenchOf(() => ({
    settings: { 'vigie.backend': 'mistral', 'vigie.completion.enabled': false },
    env: proxy.environment,
  }));
  before(async () => {
    const { page } = workbench;
    await page.openFile('data/individual/linelist.csv');
    await page.run('Vigie: Set Mistral API Key');
    await page.typeSecret('not-a-real-key');
    await page.waitForVigie();
  });

  it('comes before any connection, and names the rule and the place where it is written', async () => {
    const { page } = workbench;
    await page.openFile('data/individual/linelist.csv');
    await page.page.keyboard.press('Control+A');
    await page.explain();
    const card = (await page.waitForReply()).locator('.card-refusal');
    const words = await card.innerText();
    assert.match(words, /linelist\.csv/);
    assert.match(words, /api\.mistral\.ai|Mistral/);
    assert.match(words, /Individual patient records/, 'the reason that the rule gives');
    assert.match(words, /\.vigie\.json:\d+/, 'where the rule is written');
    assert.match(words, /sensitive/);
    assert.deepEqual(proxy.asked, [], 'nothing tried to leave');
  });

  it('leads to the line of the rule', async () => {
    const { page } = workbench;
    const place = page
      .reply()
      .locator('.card-refusal')
      .getByRole('button', { name: /\.vigie\.json:\d+/ })
      .first();
    const line = /:(\d+)$/.exec(await place.innerText())?.[1];
    await place.click();
    await page.page.locator('.tab.active[data-resource-name=".vigie.json"]').waitFor();
    await page.cursorInLine(Number(line));
  });

  it('does not stop what is not flagged: that goes to the Mistral API', async () => {
    const { page } = workbench;
    await page.openFile('R/functions.R');
    await page.ask('What does this script do?');
    const reply = await page.waitForReply();
    assert.equal(await reply.locator('.card-refusal').count(), 0);
    assert.ok(proxy.asked.includes('api.mistral.ai:443'), `asked for: ${proxy.asked.join(', ')}`);
  });
});
