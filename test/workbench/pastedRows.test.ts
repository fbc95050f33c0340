import assert from 'node:assert/strict';
import { NamingProxy } from '../support/namingProxy.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { workbenchOf } from '../support/workbench.ts';

/** Invented measurements without a header's names or an identifier: nothing but their file tells that they are sensitive. */
const rows = Array.from({ length: 60 }, (_, index) => {
  const [plate, cycle, ratio] = [700 + ((index * 37) % 211), 18 + ((index * 7) % 19), ((index * 271) % 997) / 1000];
  return `W${plate},${cycle}.${(index * 3) % 10},${ratio.toFixed(3)},${(index * 91) % 503}`;
});

describe('rows of a flagged file, pasted into a document without a file', () => {
  let proxy: NamingProxy;
  let gateway: ScriptedModel;
  before(async () => {
    gateway = await ScriptedModel.saying({ chat: ['These are measurements.'], completion: ['W701,20.1'] });
    proxy = await NamingProxy.start({});
  });
  after(async () => {
    await proxy.stop();
    await gateway.close();
  });

  const workbench = workbenchOf(() => ({
    files: { 'data/individual/plates.csv': [...rows, ''].join('\n') },
    settings: { 'vigie.backend': 'mistral', 'vigie.gateway.url': gateway.url },
    env: proxy.environment,
  }));
  before(async () => {
    const { page } = workbench;
    await page.openFile('data/individual/plates.csv');
    await page.run('Vigie: Set Mistral API Key');
    await page.typeSecret('not-a-real-key');
    await page.waitForVigie();
  });

  const refusal = async () => (await workbench.page.waitForReply()).locator('.card-refusal');
  const whyBlocked = async () => {
    await workbench.page.page.keyboard.press('Control+Alt+Y');
    await workbench.page.rows().first().waitFor();
  };
  const shieldSays = (words: string) => workbench.page.shield().filter({ hasText: words }).waitFor();

  it('are refused for the cloud before any connection, by the file that they come from', async () => {
    const { page } = workbench;
    await page.openFile('data/individual/plates.csv');
    await page.goToLine(21);
    await page.page.keyboard.press('Home');
    for (let line = 0; line < 12; line++) await page.page.keyboard.press('Shift+ArrowDown');
    await page.page.keyboard.press('Control+C');
    await page.newDocument();
    await page.page.keyboard.press('Control+V');
    await page.page.locator('.editor-instance .view-line').filter({ hasText: rows[20]! }).first().waitFor();
    await shieldSays('sensitive');
    await page.page.keyboard.press('Control+A');
    await page.explain();
    const words = await (await refusal()).innerText();
    assert.match(words, /Untitled-1:1\b/, 'from which line on');
    assert.match(words, /It repeats a passage of data\/individual\/plates\.csv, which is flagged\./);
    assert.match(words, /\.vigie\.json:\d+/, 'where it is written that the file is sensitive');
    assert.deepEqual(proxy.asked, [], 'nothing tried to leave');
  });

  it('get no ghost text from the cloud, and nobody is disturbed', async () => {
    const { page, traces } = workbench;
    await page.page.locator('.tab.active').click();
    await page.editorFocused();
    await page.page.keyboard.press('Control+End');
    await page.run('Notifications: Clear All Notifications');
    const refused = () => traces().filter(({ request, verdict }) => request === 'completion' && verdict === 'refuse').length;
    const before = refused();
    await page.type('W7');
    await page.run('Trigger Inline Suggestion');
    await until('a request for ghost text was refused', () => refused() > before);
    assert.equal((await page.ghostText()).trim(), '');
    assert.equal(await page.page.locator('.notification-toast').count(), 0);
    assert.deepEqual(proxy.asked, [], 'nothing tried to leave');
  });

  it('are explained by Why Blocked?, which leads to the passage and to the rule', async () => {
    const { page } = workbench;
    await whyBlocked();
    const words = (await page.rows().allTextContents()).join('\n');
    assert.match(words, /Untitled-1 is sensitive and may not be sent to Mistral/);
    assert.match(words, /It repeats a passage of data\/individual\/plates\.csv/);
    assert.match(words, /Switch to the gateway/);
    await page.choose(/Open the rule/);
    await page.page.locator('.tab.active[data-resource-name=".vigie.json"]').waitFor();
    await page.cursorInLine(4);
  });

  it('go to a gateway on this machine, to which Why Blocked? switches', async () => {
    const { page } = workbench;
    await page.run('Vigie: Open Chat');
    // The person was led to the rule: the rows are still what they ask about.
    await page.chat().locator('.composer .chip').filter({ hasText: 'Untitled-1' }).waitFor();
    await whyBlocked();
    await page.choose(/Switch to the gateway/);
    await shieldSays('gateway');
    const reply = page.reply();
    await reply.getByRole('button', { name: 'Ask Again' }).click();
    await reply.getByText('These are measurements.').waitFor();
    assert.equal(await reply.locator('.card-refusal').count(), 0);
    assert.ok(gateway.to('/v1/chat/completions')[0]?.body.includes(rows[25]!), 'the rows went along');
    assert.deepEqual(proxy.asked.filter((address) => !address.includes('127.0.0.1')), [], 'nothing tried to leave the machine');
  });
});
