import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders.mjs';
import { run } from './run.mjs';
import { step, t } from './terminal.mjs';

/** The oldest Node.js that Vigie's tools run on: `import.meta.dirname` and `require` of ES modules without a flag. */
const oldestNode = [20, 19];

/**
 * @param {string} version `20.19.0`
 * @throws where the version is older than what the tools need.
 */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Error(
    t(
      'Vigie needs Node.js {0} or later; this is {1}. Install a current version from your usual source and try again.',
      oldestNode.join('.'),
      version,
    ),
  );
}

/**
 * Installs Vigie's own dependencies as the lock file says. Returns at once where that has been done.
 * @throws where Node.js is too old or npm fails; the message says why.
 */
export async function installDependencies() {
  checkNode();
  if (!isInstalled(root)) await step(t('Installing dependencies'), () => npmCi(root));
}

/**
 * @param {string} folder A folder with a `package-lock.json`.
 * @returns {boolean} whether its `node_modules` hold what the lock says, by the list that npm leaves there once it is
 *   done. Packages that the lock calls optional may be absent: they belong to other kinds of machine.
 */
export function isInstalled(folder) {
  const installed = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const there = packagesOf(installed);
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      there[path]?.version === version ||
      (there[path] === undefined && Boolean(optional ?? devOptional)),
  );
}

/**
 * Runs `npm ci` in a folder, without install scripts.
 * @param {string} folder A folder with a `package-lock.json`.
 * @throws where npm fails.
 */
export async function npmCi(folder) {
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
}

/** @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
const packagesOf = (lock) => JSON.parse(readFileSync(lock, 'utf8')).packages;
