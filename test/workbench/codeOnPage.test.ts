import assert from 'node:assert/strict';
import { fromPanelSchema } from '../../src/protocol/panel.ts';
import { panelOf } from '../support/panelPage.ts';

const code = 'x <- "a\u202e<b>"\n\nif (x) {\n  y\n}';

describe('code on the chat page', () => {
  const panel = panelOf();
  before(async () => {
    await panel().answer('turn-7', `\`\`\`{r, echo=FALSE}\n${code}\n\`\`\`\n\n\`\`\`bash\nls\n\`\`\``);
  });

  const buttons = () => panel().page.locator('.code').first().locator('.code-action');
  const last = async () => (await panel().posted()).filter(({ type }) => type !== 'focus').at(-1);

  it('can be run only where the folder is trusted', async () => {
    const run = panel().page.locator('[data-action="run"]');
    assert.equal(await run.count(), 1, 'R can be run, a shell’s commands cannot');
    assert.equal(await run.isVisible(), false);
    await panel().tell({ type: 'mayRun', mayRun: true });
    await run.waitFor({ state: 'visible' });
  });

  for (const [action, index] of [
    ['newFile', 2],
    ['apply', 3],
    ['run', 4],
  ] as const) {
    it(`goes to the extension as it was written, from the keyboard: ${action}`, async () => {
      await buttons().nth(index).focus();
      await panel().page.keyboard.press('Enter');
      const message = await last();
      assert.deepEqual(message, { type: 'block', action, language: 'r', text: code, turn: 'turn-7' });
      assert.ok(fromPanelSchema.safeParse(message).success);
    });
  }

  it('is copied and inserted as it was written', async () => {
    await buttons().nth(0).click();
    assert.deepEqual(await last(), { type: 'copy', text: code });
    await buttons().nth(1).click();
    assert.deepEqual(await last(), { type: 'insert', text: code });
  });

  it('has nothing to press while it comes', async () => {
    await panel().tell(
      { type: 'turn', id: 'turn-8', text: '', attachments: [] },
      { type: 'progress', id: 'turn-8', progress: { kind: 'text', text: '```r\nx' } },
    );
    await panel().page.locator('.reply').last().locator('code').filter({ hasText: /^x$/ }).waitFor();
    assert.equal(await panel().page.locator('.reply').last().locator('.code-action').count(), 0);
  });
});
