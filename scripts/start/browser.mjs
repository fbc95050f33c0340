import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cache } from '../folders.mjs';
import { installHost } from '../host/install.mjs';
import { installVsix, startWorkbench } from '../host/server.mjs';
import { step, t } from '../terminal.mjs';
import { readSettings } from './settings.mjs';

/** The port and the token of the last start: a browser keeps keys and layout by the address. */
const addressFile = join(cache, 'editor', 'address.json');

/**
 * Starts VS Code for the browser with the extension installed.
 * @param {object} options
 * @param {string} options.vsix
 * @param {string} options.userDataDir
 * @param {(existing: Record<string, unknown>) => Record<string, unknown>} options.settings Makes the settings of
 *   machine scope from those that are there.
 * @param {Record<string, unknown>} [options.userSettings] On top of those that are there.
 * @param {{ port: number, token: string }} [options.address] By default any free port and no token.
 * @returns {ReturnType<typeof startWorkbench>}
 */
export async function startEditor({ vsix, userDataDir, settings, userSettings = {}, address }) {
  await installHost();
  const extensionsDir = join(userDataDir, 'extensions');
  return step(t('Starting the editor'), async () => {
    await installVsix(vsix, extensionsDir);
    return startWorkbench({
      userDataDir,
      extensionsDir,
      userSettings: { ...readSettings(join(userDataDir, 'data', 'User', 'settings.json')), ...userSettings },
      machineSettings: settings(readSettings(join(userDataDir, 'data', 'Machine', 'settings.json'))),
      ...address,
    });
  });
}

/**
 * The address under which the editor was last, or a new one where its port is taken.
 * @param {number} [wanted] The port that the person asked for.
 * @returns {Promise<{ port: number, token: string }>}
 * @throws where the wanted port is taken.
 */
export async function editorAddress(wanted) {
  const last = existsSync(addressFile) ? JSON.parse(readFileSync(addressFile, 'utf8')) : {};
  const token = last.token ?? randomBytes(16).toString('hex');
  const port = await freePort(wanted ?? last.port ?? 0);
  if (wanted !== undefined && port !== wanted)
    throw new Error(t('Port {0} is taken. Choose another, or leave --port out.', wanted));
  mkdirSync(join(addressFile, '..'), { recursive: true });
  writeFileSync(addressFile, JSON.stringify({ port, token }), { mode: 0o600 });
  return { port, token };
}

/** @returns {Promise<number>} the port, or any other that is free where this one is taken. */
function freePort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (port === 0 ? reject(error) : resolve(freePort(0))));
    server.listen(port, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
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
