import assert from 'node:assert/strict';
import { installModel } from '../../scripts/model/install.mjs';
import { startModel } from '../../scripts/model/serve.mjs';
import { until } from '../support/until.ts';
import { workbenchOf } from '../support/workbench.ts';

/** How long the model may take to answer, in milliseconds: it shares two cores with the editor and the browser. */
const answerLimit = 60_000;

describe('the chat panel and a real model', () => {
  let model: Awaited<ReturnType<typeof startModel>> | undefined;
  before(async () => {
    const installed = await installModel();
    assert.ok(installed.ok, installed.ok ? '' : installed.reason);
    model = await startModel();
  });
  after(() => model?.stop());

  const workbench = workbenchOf(() => ({
    settings: { 'vigie.gateway.url': model?.url, 'vigie.completion.enabled': false },
  }));
  before(async () => {
    await workbench.page.openFile('R/functions.R');
    await workbench.page.waitForVigie();
  });

  /** Whether the model's server is at work, by its own account. */
  async function busy(): Promise<boolean> {
    const response = await fetch(`${model?.url ?? ''}/slots`);
    const slots = (await response.json()) as { is_processing: boolean }[];
    return slots.some((slot) => slot.is_processing);
  }

  it('answer a question about the file in the editor, and tell what was sent to which model', async () => {
    const { page } = workbench;
    await page.ask('What is this script for? One short sentence.');
    const reply = await page.waitForReply(answerLimit);
    assert.match(await reply.locator('.answer').innerText(), /\p{L}{2,}/u);
    assert.equal(await reply.locator('.card').count(), 0, 'neither refused nor failed');
    const sent = reply.locator('details.sent');
    await sent.locator('summary').click();
    assert.match((await sent.innerText()).replace(/\s+/g, ' '), /To Gateway 127\.0\.0\.1:\d+ .*R\/functions\.R \(internal\)/);
    await page.chat().getByRole('button', { name: `Model: ${model?.model ?? ''}` }).waitFor();
  });

  it('stop in mid-sentence, and what came stays', async () => {
    const { page } = workbench;
    await page.ask('Explain every line of this script at length, with examples.');
    await page.reply().locator('.answer').filter({ hasText: /\p{L}{2,}/u }).waitFor({ timeout: answerLimit });
    assert.ok(await busy(), 'the first words are shown while the model writes');
    await page.page.keyboard.press('Escape');
    const reply = await page.waitForReply();
    assert.match(await reply.innerText(), /\p{L}{2,}[^]*You stopped this answer\./u);
    await until('the model is idle', async () => !(await busy()));
  });
});
