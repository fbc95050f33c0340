import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, RunError } from '../run.mjs';
import { t } from '../terminal.mjs';
import { findPython } from './python.mjs';

/**
 * How to run Python with some packages.
 * @typedef {{ command: string, args: string[], env: Record<string, string> }} PackagedPython
 */

/**
 * Packages of Python in a folder of their own. `pip`: how pip is to install them, beside what is always said.
 * @typedef {{ folder: string, requirements: string, pip: string[] }} Packages
 */

/**
 * Installs packages. Returns at once where that has been done.
 * @param {Packages} packages
 * @param {(how: string) => void} [progress] Told what is being fetched.
 * @returns {Promise<{ ok: true, python: PackagedPython } | { ok: false, reason: string }>} `reason` is a sentence for
 *   the person: no Python, no pip, or what pip said.
 */
export async function installPackages(packages, progress = () => {}) {
  const done = installedPackages(packages);
  if (done !== undefined) return { ok: true, python: done };
  const found = await findPython();
  if (found === undefined) return { ok: false, reason: t('Python 3.10 or later is not on this machine.') };
  const { folder } = packages;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    const python = (await installIntoVenv(found, packages, progress)) ?? (await installBeside(found, packages, progress));
    if (python === undefined) return { ok: false, reason: t('This Python has neither venv nor pip.') };
    writeFileSync(stampOf(packages), JSON.stringify({ requirements: digest(packages), python }, null, 2));
    return { ok: true, python };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return { ok: false, reason: t('The model could not be installed: {0}', lastLines(error.output) || error.message) };
  }
}

/**
 * @param {Packages} packages
 * @returns {PackagedPython | undefined} what `installPackages` made, if it is whole and of the current requirements.
 */
export function installedPackages(packages) {
  const stamp = stampOf(packages);
  if (!existsSync(stamp)) return undefined;
  const { requirements: of, python } = JSON.parse(readFileSync(stamp, 'utf8'));
  return of === digest(packages) && existsSync(python.command) ? python : undefined;
}

/** @returns {Promise<PackagedPython | undefined>} nothing where this Python comes without venv, as Debian's does. */
async function installIntoVenv(found, packages, progress) {
  const venv = join(packages.folder, 'venv');
  progress(t('a Python environment'));
  try {
    await run(found.command, [...found.args, '-m', 'venv', venv]);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return undefined;
  }
  const command = process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
  await pipInstall({ command, args: [] }, [], packages, progress);
  return { command, args: [], env: {} };
}

/** @returns {Promise<PackagedPython | undefined>} nothing where this Python comes without pip. */
async function installBeside(found, packages, progress) {
  try {
    await run(found.command, [...found.args, '-m', 'pip', '--version']);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return undefined;
  }
  const target = join(packages.folder, 'packages');
  await pipInstall(found, ['--target', target], packages, progress);
  return { command: found.executable, args: [], env: { PYTHONPATH: target } };
}

async function pipInstall({ command, args }, target, { requirements, pip }, progress) {
  await run(
    command,
    [
      ...[...args, '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off'],
      ...['--only-binary', ':all:', ...pip, '--requirement', requirements, ...target],
    ],
    { onOutput: (text) => tellDownload(text, progress) },
  );
}

/** pip says `Downloading xllamacpp-2026….whl (33.8 MB)`, with or without the address before the name. */
function tellDownload(text, progress) {
  const [, name, size] = /Downloading (?:\S*\/)?([\w.]+)-\S+ \(([\d.]+ \w+)\)/.exec(text) ?? [];
  if (name !== undefined) progress(`${name}, ${size}`);
}

const stampOf = ({ folder }) => join(folder, 'installed.json');

const digest = ({ requirements }) => createHash('sha256').update(readFileSync(requirements)).digest('hex');

const lastLines = (output) => output.trim().split('\n').slice(-3).join('\n');
