import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run.mjs';
import { startService } from '../service.mjs';
import { t } from '../terminal.mjs';
import { hostNode, hostServer } from './folders.mjs';

/** How long the server may take to listen, in milliseconds. It needs 1 s on two idle cores. */
const startLimit = 60_000;

/** Settings that keep everything but the extension quiet; the caller's own come on top. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** No gallery: nothing is looked up outside this machine. */
const noGallery = JSON.stringify({ serviceUrl: '' });

/**
 * A running server. `urlFor` gives the address of a folder, `log` the last that the server printed.
 * @typedef {{
 *   port: number,
 *   origin: string,
 *   urlFor: (folder: string, payload?: [string, string][]) => string,
 *   log: () => string,
 *   stop: () => Promise<void>,
 * }} Workbench
 */

/**
 * Starts VS Code's server on 127.0.0.1.
 * @param {object} options
 * @param {string} options.userDataDir Settings and state; made where it is missing. Short, since sockets lie in it.
 * @param {string} options.extensionsDir Where `installVsix` has put extensions.
 * @param {Record<string, unknown>} [options.userSettings]
 * @param {Record<string, unknown>} [options.machineSettings] Settings of machine scope count only here.
 * @param {boolean} [options.driver] Accepts test payloads in the address, hides toasts and answers dialogs by itself.
 * @param {boolean} [options.trust] `false` leaves workspace trust on: folders are untrusted until the person says so.
 * @param {number} [options.port] By default any free port.
 * @param {string} [options.token] What the address must carry, so that other people of this machine do not get in; by
 *   default everybody does.
 * @param {Record<string, string | undefined>} [options.env] Added to the environment of the extension host.
 * @returns {Promise<Workbench>}
 * @throws where the server ends or does not listen in time; the message carries its output.
 */
export async function startWorkbench({
  userDataDir,
  extensionsDir,
  userSettings = {},
  machineSettings = {},
  driver = false,
  trust = true,
  port: wantedPort = 0,
  token,
  env = {},
}) {
  writeSettings(join(userDataDir, 'data', 'User'), { ...quietSettings, ...userSettings });
  writeSettings(join(userDataDir, 'data', 'Machine'), machineSettings);
  mkdirSync(extensionsDir, { recursive: true });
  const started = await startService(
    hostNode,
    [
      hostServer,
      ...['--host', '127.0.0.1', '--port', wantedPort, '--accept-server-license-terms'],
      ...(token === undefined ? ['--without-connection-token'] : ['--connection-token-file', keepToken(userDataDir, token)]),
      ...['--server-data-dir', userDataDir, '--extensions-dir', extensionsDir],
      ...['--telemetry-level', 'off', '--disable-update-check'],
      ...(trust ? ['--disable-workspace-trust'] : []),
      ...(driver ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      env: { ...hostEnvironment(), ...env },
      // The extension host and its language server end with it.
      group: true,
      ready: (output) => /Extension host agent listening on (\d+)/.exec(output)?.[1],
      limit: startLimit,
      failure: (output) => t('VS Code did not start:\n{0}', output.slice(-4000)),
    },
  );
  const port = Number(started.value);
  const origin = `http://127.0.0.1:${port}`;
  return {
    port,
    origin,
    urlFor: (folder, payload) => {
      const query = { ...(token && { tkn: token }), folder, ...(payload && { payload: JSON.stringify(payload) }) };
      return `${origin}/?${new URLSearchParams(query)}`;
    },
    log: started.log,
    stop: started.stop,
  };
}

/**
 * Installs an extension from a file, with no network.
 * @param {string} vsix
 * @param {string} extensionsDir As for `startWorkbench`.
 * @throws where the server refuses it.
 */
export async function installVsix(vsix, extensionsDir) {
  mkdirSync(extensionsDir, { recursive: true });
  const folders = ['--extensions-dir', extensionsDir, '--server-data-dir', join(extensionsDir, '.install')];
  await run(
    hostNode,
    [hostServer, '--accept-server-license-terms', '--install-extension', vsix, '--force', ...folders],
    {
      env: hostEnvironment(),
    },
  );
}

/** This process's environment without what belongs to an editor or a loader around it. */
function hostEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: noGallery };
}

function writeSettings(folder, settings) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}

/** A token on the command line would be shown to everybody by `ps`. */
function keepToken(folder, token) {
  const file = join(folder, 'token');
  writeFileSync(file, token, { mode: 0o600 });
  chmodSync(file, 0o600);
  return file;
}
