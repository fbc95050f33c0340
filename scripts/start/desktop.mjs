import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from '../folders.mjs';
import { run } from '../run.mjs';
import { step, t } from '../terminal.mjs';
import { readSettings } from './settings.mjs';

const windows = process.platform === 'win32';

/** @returns {boolean} whether VS Code's `code` can be started. */
export function codeOnPath() {
  return spawnSync('code', ['--version'], { shell: windows, stdio: 'ignore' }).status === 0;
}

/**
 * Opens a folder in a desktop VS Code with the extension installed. Settings and extensions lie in `.cache`, so the
 * person's own stay as they are.
 * @param {object} options
 * @param {boolean} options.download Fetches a VS Code with `@vscode/test-electron` instead of using `code`.
 * @param {string} options.vsix
 * @param {string} options.folder
 * @param {(existing: Record<string, unknown>) => Record<string, unknown>} options.settings Makes the settings from
 *   those that are there.
 * @returns {Promise<{ closed: Promise<unknown> }>} `closed` is settled once the person has closed the window.
 */
export async function openDesktop({ download, vsix, folder, settings }) {
  const command = download ? await downloadedCode() : 'code';
  const data = join(cache, 'desktop');
  writeUserSettings(join(data, 'User'), settings);
  const own = ['--user-data-dir', data, '--extensions-dir', join(cache, 'desktop-extensions')];
  await step(t('Installing Vigie in the editor'), () =>
    code(command, [...own, '--install-extension', vsix, '--force']),
  );
  return { closed: code(command, [...own, '--new-window', '--wait', '--disable-workspace-trust', folder]) };
}

async function downloadedCode() {
  const { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
  const executable = await step(t('Downloading VS Code'), () =>
    downloadAndUnzipVSCode({ cachePath: join(cache, 'vscode') }),
  );
  return resolveCliPathFromVSCodeExecutablePath(executable);
}

/** On Windows `code` is a batch file, which only a shell starts, and a shell takes quotes around paths with spaces. */
const code = (command, args) =>
  windows
    ? run(
        `"${command}"`,
        args.map((arg) => `"${arg}"`),
        { shell: true },
      )
    : run(command, args);

function writeUserSettings(folder, settings) {
  const path = join(folder, 'settings.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify(settings(readSettings(path)), null, 2)}\n`);
}
