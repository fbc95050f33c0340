import assert from 'node:assert/strict';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { workbenchOf } from '../support/workbench.ts';

const program = ['rate <- function(cases, persons) {', '  cases / persons', '}', '', 'peak <- max(rate(12, 1000))', 'print(peak)', ''];

/** Two changes, of which a person may want one. */
const changed = program.map((line) => line.replace('cases / persons', 'cases / persons * 1e5').replace('max(', 'min('));

const block = (language: string, code: string) => [`Try this:\n\n\`\`\`${language}\n${code}\n\`\`\`\n`];

describe('code blocks on the workbench', () => {
  let gateway: ScriptedModel;
  before(async () => {
    gateway = await ScriptedModel.saying();
  });
  after(() => gateway.close());

  const workbench = workbenchOf(() => ({
    files: { 'R/rate.R': program.join('\n') },
    settings: {
      'vigie.gateway.url': gateway.url,
      'vigie.completion.enabled': false,
      // A shell that is called what consoles are called.
      'terminal.integrated.profiles.linux': { Python: { path: '/bin/sh', overrideName: true } },
      'terminal.integrated.defaultProfile.linux': 'Python',
    },
  }));
  before(async () => {
    await workbench.page.openFile('R/rate.R');
    await workbench.page.waitForVigie();
  });

  const answerWith = async (language: string, code: string) => {
    gateway.script = { chat: block(language, code) };
    await workbench.page.ask('How?');
    return workbench.page.waitForReply();
  };

  it('apply those changes to the file that the person has chosen, and no other', async () => {
    const { page, read, saved } = workbench;
    const reply = await answerWith('r', changed.join('\n'));
    await reply.getByRole('button', { name: 'Apply…' }).click();
    const preview = page.page.locator('.bulk-edit-panel');
    const rows = preview.locator('.monaco-list-row');
    await rows.filter({ hasText: '1e5' }).waitFor();
    assert.equal(read('R/rate.R'), program.join('\n'), 'nothing has changed yet');
    assert.equal(await preview.locator('.monaco-list-row input[type="checkbox"]:checked').count(), 0, 'nothing is chosen beforehand');
    // From the keyboard alone: the list has it, the space bar chooses.
    await rows.filter({ hasText: '1e5' }).click();
    await page.page.keyboard.press('Space');
    await preview.getByRole('button', { name: 'Apply' }).click();
    await page.page.locator('.editor-instance .view-line').filter({ hasText: '1e5' }).waitFor();
    assert.equal(await saved('R/rate.R'), program.join('\n').replace('cases / persons', 'cases / persons * 1e5'));
  });

  it('become a new file in their language', async () => {
    const { page } = workbench;
    const reply = await answerWith('python', 'import pandas as pd\nprint(pd.__version__)');
    await reply.getByRole('button', { name: 'New File' }).click();
    await page.page.locator('.tab.active[data-resource-name^="Untitled"]').waitFor();
    await page.page.locator('.editor-instance .view-line').filter({ hasText: 'pandas' }).waitFor();
    await page.page.locator('.statusbar-item').filter({ hasText: 'Python' }).first().waitFor();
  });

  it('run in a console, once the person has seen the code and said so', async () => {
    const { page } = workbench;
    const reply = await answerWith('python', 'a = 6\nfor b in [7]:\n    c = a * b\n\nf"product {c}"');
    const ask = async () => {
      await reply.getByRole('button', { name: 'Run…' }).click();
      const dialog = page.page.locator('.monaco-dialog-box');
      await dialog.getByText(/c = a \* b/).waitFor();
      return dialog;
    };
    const terminal = page.page.locator('.terminal-wrapper.active');
    await (await ask()).getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await terminal.count(), 0, 'nothing runs unasked');
    await page.run('Terminal: Create New Terminal');
    await terminal.waitFor();
    await page.page.locator('.single-terminal-tab').filter({ hasText: 'Python' }).waitFor();
    await (await ask()).getByRole('button', { name: 'Run' }).click();
    await until('the product is shown, in a console and not in a shell of that name', async () =>
      /product 42/.test(await terminal.locator('.xterm-rows').innerText()),
    );
  });
});
