import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { patience } from '../../scripts/host/editorPage.mjs';
import type { Stored } from '../../src/client/chat/store/stored.ts';
import { models } from '../support/modelServer.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { workbenchOf } from '../support/workbench.ts';

describe('conversations on the workbench', () => {
  let gateway: ScriptedModel;
  before(async () => {
    gateway = await ScriptedModel.saying();
    gateway.routes['/v1/models'] = models('scripted', 'gpt-oss-20b');
  });
  after(() => gateway.close());

  const workbench = workbenchOf(() => ({
    settings: { 'vigie.gateway.url': gateway.url, 'vigie.completion.enabled': false },
  }));
  before(async () => {
    await workbench.page.openFile('R/epicurve.R');
    await workbench.page.waitForVigie();
  });

  const question = () => workbench.page.chat().locator('.asked').last();
  const lastBody = () => gateway.to('/v1/chat/completions').at(-1)?.body ?? '';

  it('folds what the model thought, with its time, and unfolds what was sent from the keyboard', async () => {
    const { page } = workbench;
    gateway.script = { thinking: ['The peak ', 'comes late.'], chat: ['Because of ', 'reporting delays.'] };
    await page.ask('Why is the peak so late?');
    const reply = await page.waitForReply();
    const thinking = reply.locator('details.thinking');
    assert.match(await thinking.locator('summary').innerText(), /^Thought for \d/);
    assert.equal(await thinking.getAttribute('open'), null);
    assert.match(await reply.locator('.answer').innerText(), /^Because of reporting delays\.$/);

    const sent = reply.locator('details.sent');
    assert.match(await sent.locator('summary').innerText(), /^What was sent · .*\d s/);
    await sent.locator('summary').focus();
    await page.page.keyboard.press('Enter');
    const verdict = (await sent.innerText()).replace(/\s+/g, ' ');
    assert.match(verdict, /To Gateway 127\.0\.0\.1:\d+ May receive public, internal and sensitive text\./);
    assert.match(verdict, /Label internal Attached R\/epicurve\.R \(internal\) Redacted nothing Left out nothing/);
  });

  it('keeps what came of an answer that breaks off, and goes on with it', async () => {
    const { page } = workbench;
    gateway.script = { chat: ['The delay is the time bet'], ending: 'cut' };
    await page.ask('Which delay?');
    const reply = await page.waitForReply();
    assert.match(await reply.innerText(), /The delay is the time bet/);
    gateway.script = { chat: ['ween event and report.'] };
    await reply.getByRole('button', { name: 'Continue' }).click();
    await reply.getByText('The delay is the time between event and report.').waitFor();
    await page.waitForReply();
    assert.equal(await reply.getByRole('button', { name: 'Continue' }).count(), 0);
    assert.match(lastBody(), /Which delay\?.*The delay is the time bet.*Your last answer broke off/);
  });

  it('branches from a question that is edited, and leads back to the branch before', async () => {
    const { page } = workbench;
    gateway.script = { chat: ['In days.'] };
    await question().getByRole('button', { name: 'Edit Question' }).focus();
    await page.page.keyboard.press('Enter');
    const editor = page.chat().locator('.question-editor textarea');
    await editor.fill('In which unit?');
    await editor.press('Enter');
    await page.chat().locator('.answer').getByText('In days.').waitFor();
    await page.waitForReply();
    assert.match(lastBody(), /Why is the peak so late\?.*In which unit\?/);
    assert.doesNotMatch(lastBody(), /Which delay\?/);
    assert.equal(await question().locator('.branch-number').innerText(), '2/2');

    const previous = question().getByRole('button', { name: 'Previous Version' });
    await previous.focus();
    await page.page.keyboard.press('Enter');
    await page.chat().locator('.answer').getByText('The delay is the time between event and report.').waitFor();
    assert.equal(await question().locator('.branch-number').innerText(), '1/2');
    const focused = await page.chat().locator(':focus').getAttribute('aria-label');
    assert.equal(focused, 'Previous Version: Which delay?', 'the keyboard stays where it was');
  });

  it('is there again after the window was reloaded, with its labels and its other branch', async function () {
    // A window that comes back waits for its server and its extensions.
    this.timeout(60_000);
    const { page, storage } = workbench;
    const folder = `${storage()}/conversations`;
    const kept = () => readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => `${folder}/${name}`);
    await until('the branch that is shown is kept', () =>
      kept().some((path) => {
        const { exchanges, shown } = JSON.parse(readFileSync(path, 'utf8')) as Stored;
        return exchanges.length === 3 && exchanges.find(({ id }) => id === shown)?.message.shown === 'Which delay?';
      }),
    );
    await page.reopen();
    await page.openChat();
    const chat = page.chat();
    await chat.locator('.answer').getByText('The delay is the time between event and report.').waitFor();
    assert.equal(await chat.locator('.reply').count(), 2);
    assert.equal(await question().locator('.branch-number').innerText(), '1/2');
    for (const path of kept()) assert.equal(statSync(path).mode & 0o077, 0, 'nobody else may read it');

    gateway.script = { chat: ['It is counted in days.'] };
    await question().getByRole('button', { name: 'Ask Again' }).focus();
    await page.page.keyboard.press('Enter');
    await chat.locator('.answer').getByText('It is counted in days.').waitFor();
    assert.match(lastBody(), /Why is the peak so late\?.*reporting delays.*Which delay\?/, 'the history goes along');
    assert.equal(await question().locator('.branch-number').innerText(), '3/3');
  });

  it('is found by what was answered in it, and opened again', async () => {
    const { page } = workbench;
    await page.run('Vigie: New Conversation');
    await page.chat().locator('.reply').first().waitFor({ state: 'detached' });
    await page.run('Vigie: Show Conversations');
    await page.page.locator('.quick-input-widget input').first().fill('REPORTING delays');
    // The row to begin a new one is gone with the first letter of a search.
    await until('only what was found is listed', async () => (await page.rows().count()) === 1);
    await page.choose(/Why is the peak so late\?/);
    await page.chat().locator('.answer').getByText('It is counted in days.').waitFor();
  });

  it('is answered by the model and with the effort that the person chose, and shows both', async () => {
    const { page } = workbench;
    await page.chat().getByRole('button', { name: /^Model: / }).click();
    const rows = page.rows();
    await rows.filter({ hasText: 'Mistral API' }).first().waitFor();
    await rows.filter({ hasText: 'gpt-oss-20b' }).first().click();
    await rows.filter({ hasText: /^high/ }).first().waitFor();
    await page.choose(/^high/);
    await page.chat().getByRole('button', { name: 'Model: gpt-oss-20b · high. Choose another model or destination' }).waitFor();
    // VS Code would leave the keyboard in the editor.
    await page.chat().locator('.model-button:focus').waitFor();
    gateway.script = { chat: ['Yes.'] };
    await page.question().fill('Are you sure?');
    await page.question().press('Enter');
    await page.chat().locator('.answer').getByText('Yes.').waitFor();
    assert.match(lastBody(), /"model":"gpt-oss-20b"/);
    assert.match(lastBody(), /"reasoning_effort":"high"/);
  });

  it('is exported as a document that is not yet saved, with the branch that is shown', async () => {
    const { page } = workbench;
    await page.run('Vigie: Export Conversation');
    await page.choose(/^Quarto/);
    const lines = page.page.locator('.editor-instance .monaco-editor.focused[data-uri^="untitled:"] .view-lines');
    await lines.filter({ hasText: 'Are you sure?' }).waitFor({ timeout: patience });
    const text = (await lines.innerText()).replaceAll('\u00a0', ' ');
    assert.match(text, /^---\ntitle: "Why is the peak so late\?"\n[^]*\nengine: markdown\n---\n/);
    assert.match(text, /> Which delay\?\n>\n> - R\/epicurve\.R \(internal\)\s+It is counted in days\.\s+\*scripted, 127\.0\.0\.1:\d+\*/);
    assert.doesNotMatch(text, /The peak comes late|In days\.|between event and report/, 'neither thoughts nor other branches');
  });

  it('is not kept again where it was deleted in another window, and the person is told', async () => {
    const { page, storage } = workbench;
    const folder = `${storage()}/conversations`;
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    // What a window leaves that deletes them.
    for (const name of names) {
      writeFileSync(`${folder}/${name}.deleted`, '');
      rmSync(`${folder}/${name}`);
    }
    await page.ask('Is it still there?');
    await page.page.locator('.notification-toast').getByText('was deleted in another window').waitFor({ timeout: patience });
    assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.json')), []);
  });
});
