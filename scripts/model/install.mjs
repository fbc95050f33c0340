import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../folders.mjs';
import { run, RunError } from '../run.mjs';
import { t } from '../terminal.mjs';
import { findPython } from './python.mjs';

const requirements = join(root, 'tools', 'model', 'requirements.txt');
const folder = join(cache, 'model');
const stamp = join(folder, 'installed.json');

/**
 * How to run Python with the model's packages.
 * @typedef {{ command: string, args: string[], env: Record<string, string> }} ModelPython
 */

/**
 * Installs llama.cpp's server and the small model into `.cache/model` (220 MB on disk). Returns at once where that has
 * been done.
 * @param {(how: string) => void} [progress] Told what is being fetched.
 * @returns {Promise<{ ok: true, python: ModelPython } | { ok: false, reason: string }>} `reason` is a sentence for the
 *   person: no Python, no pip, or what pip said.
 */
export async function installModel(progress = () => {}) {
  const done = installedModel();
  if (done !== undefined) return { ok: true, python: done };
  const found = await findPython();
  if (found === undefined) return { ok: false, reason: t('Python 3.10 or later is not on this machine.') };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    const python = (await installIntoVenv(found, progress)) ?? (await installBeside(found, progress));
    if (python === undefined) return { ok: false, reason: t('This Python has neither venv nor pip.') };
    writeFileSync(stamp, JSON.stringify({ requirements: digest(), python }, null, 2));
    return { ok: true, python };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return { ok: false, reason: t('The model could not be installed: {0}', lastLines(error.output) || error.message) };
  }
}

/** @returns {ModelPython | undefined} what `installModel` made, if it is whole and of the current requirements. */
export function installedModel() {
  if (!existsSync(stamp)) return undefined;
  const { requirements: of, python } = JSON.parse(readFileSync(stamp, 'utf8'));
  return of === digest() && existsSync(python.command) ? python : undefined;
}

/** @returns {Promise<ModelPython | undefined>} nothing where this Python comes without venv, as Debian's does. */
async function installIntoVenv(found, progress) {
  const venv = join(folder, 'venv');
  progress(t('a Python environment'));
  try {
    await run(found.command, [...found.args, '-m', 'venv', venv]);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return undefined;
  }
  const command = process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
  await pipInstall({ command, args: [] }, [], progress);
  return { command, args: [], env: {} };
}

/** @returns {Promise<ModelPython | undefined>} nothing where this Python comes without pip. */
async function installBeside(found, progress) {
  try {
    await run(found.command, [...found.args, '-m', 'pip', '--version']);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return undefined;
  }
  const packages = join(folder, 'packages');
  await pipInstall(found, ['--target', packages], progress);
  return { command: found.executable, args: [], env: { PYTHONPATH: packages } };
}

async function pipInstall({ command, args }, target, progress) {
  await run(
    command,
    [
      ...[...args, '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off'],
      ...['--no-deps', '--only-binary', ':all:', '--require-hashes', '--requirement', requirements, ...target],
    ],
    { onOutput: (text) => tellDownload(text, progress) },
  );
}

/** pip says `Downloading xllamacpp-2026….whl (33.8 MB)`, with or without the address before the name. */
function tellDownload(text, progress) {
  const [, name, size] = /Downloading (?:\S*\/)?([\w.]+)-\S+ \(([\d.]+ \w+)\)/.exec(text) ?? [];
  if (name !== undefined) progress(`${name}, ${size}`);
}

const digest = () => createHash('sha256').update(readFileSync(requirements)).digest('hex');

const lastLines = (output) => output.trim().split('\n').slice(-3).join('\n');
