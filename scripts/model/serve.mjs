import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cache, root } from '../host/folders.mjs';
import { t } from '../terminal.mjs';
import { installedModel } from './install.mjs';

const program = join(root, 'tools', 'model', 'serve.py');

/** What llama.cpp's server says of its last run: times and slots, no text of a prompt. */
const logFile = join(cache, 'model', 'server.log');

/** How long a model may take to load, in milliseconds: the small one takes 1 s, a large one minutes from a slow disk. */
const startLimit = 5 * 60_000;

/** How long the server may take to end before it is killed, in milliseconds. */
const stopLimit = 3000;

/**
 * Starts llama.cpp's server on 127.0.0.1 and a free port. It ends with this process, however that ends.
 * @param {{ modelPath?: string }} [options] A GGUF file; by default the small model that `installModel` fetched.
 * @returns {Promise<{ url: string, model: string, stop: () => Promise<void> }>} once it answers.
 * @throws where the model is not installed, or the file cannot be loaded; the message carries what the server said.
 */
export async function startModel({ modelPath } = {}) {
  const python = installedModel();
  if (python === undefined) throw new Error(t('The local model is not installed.'));
  const child = spawn(python.command, [...python.args, program, ...(modelPath === undefined ? [] : ['--model', modelPath])], {
    env: { ...process.env, ...python.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    log = (log + text).slice(-4000);
  });
  child.stderr.pipe(createWriteStream(logFile));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    child.stdin.destroy();
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), stopLimit);
    await ended;
    clearTimeout(patience);
  };
  let limit;
  const ready = new Promise((resolve, reject) => {
    const give = () => reject(new Error(t('The model server did not start:\n{0}', reasonIn(log))));
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{"url"')) resolve(JSON.parse(line));
    });
    child.once('error', reject);
    child.once('close', give);
    limit = setTimeout(give, startLimit);
  });
  try {
    return { ...(await ready), stop };
  } catch (error) {
    if (child.pid !== undefined) await stop();
    throw error;
  } finally {
    clearTimeout(limit);
  }
}

/** @returns {string} llama.cpp's own error lines, or the end of what was printed where there are none. */
function reasonIn(log) {
  const lines = log.trim().split('\n');
  const errors = lines.filter((line) => /^[\d.]+ E /.test(line));
  return (errors.length > 0 ? errors.slice(0, 3) : lines.slice(-3)).join('\n');
}
