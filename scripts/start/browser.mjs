import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installHost } from '../host/install.mjs';
import { installVsix, startWorkbench } from '../host/server.mjs';
import { step, t } from '../terminal.mjs';
import { readSettings } from './settings.mjs';

/**
 * Starts VS Code for the browser with the extension installed.
 * @param {object} options
 * @param {string} options.vsix
 * @param {string} options.userDataDir
 * @param {(existing: Record<string, unknown>) => Record<string, unknown>} options.settings Makes the settings of
 *   machine scope from those that are there.
 * @param {(existing: Record<string, unknown>) => Record<string, unknown>} options.userSettings The same of the person's
 *   own settings.
 * @param {{ port: number, token: string }} [options.address] By default any free port and no token.
 * @returns {ReturnType<typeof startWorkbench>}
 */
export async function startEditor({ vsix, userDataDir, settings, userSettings, address }) {
  await installHost();
  const extensionsDir = join(userDataDir, 'extensions');
  return step(t('Starting the editor'), async () => {
    await installVsix(vsix, extensionsDir);
    return startWorkbench({
      userDataDir,
      extensionsDir,
      userSettings: userSettings(readSettings(join(userDataDir, 'data', 'User', 'settings.json'))),
      machineSettings: settings(readSettings(join(userDataDir, 'data', 'Machine', 'settings.json'))),
      ...address,
    });
  });
}

/**
 * Opens an address in the person's browser, where there is a desktop.
 * @param {string} url
 * @param {{ platform: string, env: Record<string, string | undefined> }} [machine]
 */
export function openInBrowser(url, { platform, env } = process) {
  const opener = browserOpener(url, { platform, env });
  if (opener === undefined) return;
  const [command, ...args] = opener;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  // The address has been printed: a desktop without an opener loses nothing.
  child.once('error', () => {});
  child.unref();
}

/**
 * @returns {string[] | undefined} the command that opens an address in the person's browser; nothing where there is no
 *   desktop.
 */
export function browserOpener(url, { platform, env }) {
  if (platform === 'darwin') return ['open', url];
  // `start` is a word of cmd, which would end the address at its first `&`.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', url] : undefined;
}
