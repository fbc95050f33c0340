import assert from 'node:assert/strict';
import { ScriptedGateway } from '../support/hostGateway.ts';
import { openWorkbench, pictureFailure, type OpenWorkbench } from '../support/workbench.ts';

const code = 'peak <- max(counts$ari_visits)';
const answer = ['This script draws ', 'an **epidemic curve**', '.\n\n```r\n', code, '\n```\n'];

describe('the chat on the workbench', () => {
  let gateway: ScriptedGateway;
  let opened: OpenWorkbench | undefined;

  before(async () => {
    gateway = await ScriptedGateway.start({ chat: answer });
    opened = await openWorkbench({
      settings: { 'vigie.gateway.url': gateway.url, 'vigie.completion.enabled': false },
    });
    await opened.page.openFile('R/epicurve.R');
    await opened.page.waitForVigie();
  });
  beforeEach(() => {
    gateway.received.length = 0;
    gateway.script = { chat: answer };
  });
  afterEach(async function () {
    await pictureFailure(this.currentTest, opened);
  });
  after(async () => {
    await opened?.close();
    await gateway.stop();
  });

  it('explains a selection, and shows the answer while it comes', async () => {
    const { page } = opened!;
    gateway.script = { chat: Array.from({ length: 40 }, (_, index) => `word${String(index)} `), gap: 100 };
    await page.page.keyboard.press('Control+A');
    await page.explain();
    const reply = page.reply();
    await reply.getByText(/word5/).waitFor();
    assert.equal(await reply.getAttribute('aria-busy'), 'true', 'the first words are shown before the last have come');
    assert.doesNotMatch(await reply.innerText(), /word39/);
    await page.waitForReply();
    assert.match(await reply.innerText(), /word39/);

    const [request] = gateway.to('/v1/chat/completions');
    assert.ok(request?.body.includes('Semaine du pic dans chaque région'), 'the selection went along');
  });

  it('stops in mid-sentence and closes the connection', async () => {
    const { page } = opened!;
    gateway.script = { chat: Array.from({ length: 1000 }, (_, index) => `piece${String(index)} `), gap: 50 };
    await page.ask('What does this script do?');
    await page.reply().getByText(/piece3/).waitFor();
    await page.chat().getByRole('button', { name: /^Stop/ }).click();
    await page.waitForReply();
    const [request] = gateway.to('/v1/chat/completions');
    for (let round = 0; request?.closedEarly === false && round < 20; round += 1) await page.page.waitForTimeout(50);
    assert.equal(request?.closedEarly, true, 'the socket was closed');
    assert.ok(request.pieces < 500, `the model stopped after ${String(request.pieces)} pieces`);
    assert.match(await page.reply().innerText(), /You stopped this answer\./);
  });

  it('renders Markdown and copies a code block', async () => {
    const { page } = opened!;
    await page.ask('How do I find the peak?');
    const reply = await page.waitForReply();
    assert.equal(await reply.locator('strong').innerText(), 'epidemic curve');
    await reply.getByRole('button', { name: 'Copy' }).click();
    await reply.getByRole('button', { name: 'Copied' }).waitFor();
    await page.openFile('R/explore.R');
    await page.page.keyboard.press('Control+V');
    assert.ok((await opened!.saved('R/explore.R')).endsWith(code));
  });

  it('inserts a code block at the cursor', async () => {
    const { page, saved } = opened!;
    await page.openFile('R/delays.R');
    await page.type('\n');
    await page.ask('How do I find the peak?');
    const reply = await page.waitForReply();
    await reply.getByRole('button', { name: 'Insert at Cursor' }).click();
    await page.page.locator('.tab.active[data-resource-name="delays.R"]').waitFor();
    await page.page.waitForTimeout(300);
    assert.ok((await saved('R/delays.R')).trimEnd().endsWith(`\n${code}`));
  });
});
