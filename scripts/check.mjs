/**
 * `npm start -- --check`: does once what a person does first (takes a ghost text, has a selection explained, asks in
 * the chat) in the real workbench on a real model, with no window, and says what came and how long it took.
 */
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from './folders.mjs';
import { launchBrowser } from './host/browser.mjs';
import { typingSettings } from './host/editorPage.mjs';
import { WorkbenchPage } from './host/workbenchPage.mjs';
import { startEditor } from './start/browser.mjs';
import { readyModel } from './start/model.mjs';
import { settingsFor } from './start/settings.mjs';
import { currentVsix } from './start/vsix.mjs';
import { copySample } from './start/workspace.mjs';
import { duration, fail, say, step, t } from './terminal.mjs';

const out = join(cache, 'check');
const pictureFolder = join(root, 'docs', 'images');

/** How long a small model on two busy cores may take for an answer, in milliseconds. */
const answerLimit = 120_000;

/** How many lines of what the model wrote are printed. */
const shownLines = 8;

const question = 'What is an epidemic curve? Answer in two sentences.';

/**
 * Runs the three trials and prints what came; the process's code is then 0, or 1 where one failed.
 * @param {{ modelPath?: string, pictures?: boolean }} [options] `pictures` puts the screenshots into docs/images too.
 * @throws where the editor or the browser cannot be started.
 */
export async function check({ modelPath, pictures = false } = {}) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(t('The check needs the editor for the browser, which exists only for Linux on x64.'));
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const vsix = await currentVsix();
  const model = await readyModel({ modelPath });
  if (model === undefined) throw new Error(t('The check needs a model.'));
  const closing = [() => model.stop()];
  try {
    const folder = copySample(join(out, 'workspace'));
    const settings = () => settingsFor(model);
    const userSettings = () => ({ ...typingSettings, 'workbench.colorTheme': 'Light Modern' });
    const workbench = await startEditor({ vsix, userDataDir: join(out, 'editor'), settings, userSettings });
    closing.unshift(() => workbench.stop());
    const browser = await launchBrowser();
    closing.unshift(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = new WorkbenchPage(await context.newPage());

    const opened = Date.now();
    await step(t('Opening the sample project'), () => page.open(workbench.urlFor(folder)));
    await trial('ghost-text', t('Ghost text'), page, () => ghostText(page, folder, opened));
    await trial('explain', t('Explanation'), page, () => explanation(page, folder));
    await trial('chat', t('Chat'), page, () => chat(page));
  } finally {
    for (const close of closing) await close();
  }
  if (process.exitCode !== undefined) return;
  if (pictures)
    cpSync(out, pictureFolder, { recursive: true, filter: (path) => path === out || path.endsWith('.png') });
  say(`\n${t('All three came. Screenshots: {0}', pictures ? pictureFolder : out)}`);
}

/** Runs one trial, prints what it got, and keeps a screenshot however it ended. */
async function trial(name, title, page, run) {
  try {
    const { text, note } = await step(title, run);
    const lines = text.trim().split('\n');
    const shown = lines.length > shownLines ? [...lines.slice(0, shownLines), '…'] : lines;
    say([...shown.map((line) => `  │ ${line}`), ...(note === undefined ? [] : [`  ${note}`])].join('\n'));
  } catch (error) {
    fail(`${title}: ${error.message}`);
  } finally {
    await page.screenshot(join(out, `check-${name}.png`));
  }
}

/** Types the beginning of a line and takes what is proposed. */
async function ghostText(page, folder, opened) {
  const path = 'R/explore.R';
  await page.openFile(path);
  await page.waitForVigie();
  await page.type('\nadmissions_by_region <- counts |>\n  group_by(');
  const shown = await page.waitForGhostText(answerLimit, answerLimit / 3);
  const first = Date.now() - opened;
  await page.screenshot(join(out, 'check-ghost-text-shown.png'));
  await page.page.keyboard.press('Tab');
  await page.page.locator('.ghost-text-decoration').first().waitFor({ state: 'detached' });
  await page.save();
  const before = 'group_by(';
  const saved = readFileSync(join(folder, path), 'utf8');
  const taken = saved.slice(saved.lastIndexOf(before) + before.length);
  const pieces = shown.split('\n').map(squeezed);
  if (squeezed(taken) === '' || !pieces.every((piece) => squeezed(taken).includes(piece)))
    throw new Error(t('Tab did not take the ghost text {0}; the file ends with: {1}', shown, taken));
  return { text: taken, note: t('{0} from opening the folder to the first ghost text', duration(first)) };
}

/** Ghost text on the screen is cut into pieces in no fixed order, so spaces and line ends are not compared. */
const squeezed = (text) => text.replace(/\s+/g, '');

/** Selects a function and runs the command. */
async function explanation(page, folder) {
  const path = 'R/functions.R';
  const lines = readFileSync(join(folder, path), 'utf8').split('\n');
  const first = lines.findIndex((line) => line.startsWith('cori_rt <- function'));
  const last = lines.findIndex((line, index) => index > first && line.startsWith('}'));
  await page.openFile(path);
  await page.pick('Control+G', `:${first + 1}`, new RegExp(`${first + 1}`));
  for (let line = first; line <= last; line += 1) await page.page.keyboard.press('Shift+ArrowDown');
  await page.explain();
  return answer(page);
}

async function chat(page) {
  await page.newConversation();
  await page.ask(question);
  return answer(page);
}

/** @throws where the answer is empty, or a card with a failure or a refusal came instead. */
async function answer(page) {
  const asked = Date.now();
  const reply = page.reply();
  const text = reply.locator('.answer');
  await reply.locator('.answer, .card').first().waitFor({ timeout: answerLimit });
  const first = Date.now() - asked;
  await page.waitForReply(answerLimit);
  if ((await text.count()) === 0) throw new Error(await reply.innerText());
  return {
    text: await text.innerText(),
    note: t('{0} to the first words, {1} to the last', duration(first), duration(Date.now() - asked)),
  };
}
