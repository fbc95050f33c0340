import assert from 'node:assert/strict';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { workbenchOf } from '../support/workbench.ts';

const code = 'peak <- max(counts$ari_visits)';
const answer = ['This script draws ', 'an **epidemic curve**', '.\n\n```r\n', code, '\n```\n'];

describe('the chat on the workbench', () => {
  let gateway: ScriptedModel;
  before(async () => {
    gateway = await ScriptedModel.saying();
  });
  after(() => gateway.close());

  const workbench = workbenchOf(() => ({
    settings: { 'vigie.gateway.url': gateway.url, 'vigie.completion.enabled': false },
  }));
  before(async () => {
    await workbench.page.openFile('R/epicurve.R');
    await workbench.page.waitForVigie();
  });
  beforeEach(() => {
    gateway.received.length = 0;
    gateway.script = { chat: answer };
  });

  /** Waits until a line of the document on the screen holds the code. */
  const shownInDocument = () =>
    workbench.page.page.locator('.editor-instance .view-line').filter({ hasText: code }).waitFor();

  it('explains a selection, and shows the answer while it comes', async () => {
    const { page } = workbench;
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    gateway.script = { chat: Array.from({ length: 10 }, (_, index) => `word${index} `), held };
    await page.page.keyboard.press('Control+A');
    await page.explain();
    const reply = page.reply();
    await reply.getByText(/word5/).waitFor();
    assert.equal(await reply.getAttribute('aria-busy'), 'true', 'the first words are shown before the last have come');
    assert.doesNotMatch(await reply.innerText(), /word9/);
    goOn();
    await page.waitForReply();
    assert.match(await reply.innerText(), /word9/);

    const [request] = gateway.to('/v1/chat/completions');
    assert.ok(request?.body.includes('Semaine du pic dans chaque région'), 'the selection went along');
  });

  it('stops in mid-sentence and closes the connection', async () => {
    const { page } = workbench;
    gateway.script = { chat: Array.from({ length: 1000 }, (_, index) => `piece${index} `), gap: 50 };
    await page.ask('What does this script do?');
    await page
      .reply()
      .getByText(/piece3/)
      .waitFor();
    await page.chat().getByRole('button', { name: /^Stop/ }).click();
    await page.waitForReply();
    const [request] = gateway.to('/v1/chat/completions');
    assert.equal(await request?.cancelled, true, 'the socket was closed');
    assert.ok(request!.parts < 500, `the model stopped after ${request!.parts} pieces`);
    assert.match(await page.reply().innerText(), /You stopped this answer\./);
  });

  it('renders Markdown and copies a code block', async () => {
    const { page } = workbench;
    await page.ask('How do I find the peak?');
    const reply = await page.waitForReply();
    assert.equal(await reply.locator('strong').innerText(), 'epidemic curve');
    await reply.getByRole('button', { name: 'Copy' }).click();
    // The button says it for a second and a half only.
    await page.chat().locator('[role="status"]').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
    await page.openFile('R/explore.R');
    await until('the code is in the clipboard', async () => (await page.page.evaluate('navigator.clipboard.readText()')) === code);
    await page.page.keyboard.press('Control+V');
    await shownInDocument();
    assert.ok((await workbench.saved('R/explore.R')).endsWith(code));
  });

  it('inserts a code block at the cursor', async () => {
    const { page, saved } = workbench;
    await page.openFile('R/delays.R');
    await page.type('\n');
    await page.ask('How do I find the peak?');
    const reply = await page.waitForReply();
    await reply.getByRole('button', { name: 'Insert at Cursor' }).click();
    await page.page.locator('.tab.active[data-resource-name="delays.R"]').waitFor();
    await shownInDocument();
    assert.ok((await saved('R/delays.R')).trimEnd().endsWith(`\n${code}`));
  });
});
