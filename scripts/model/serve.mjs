import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../folders.mjs';
import { startService } from '../service.mjs';
import { t } from '../terminal.mjs';
import { installedModel } from './install.mjs';

const program = join(root, 'tools', 'model', 'serve.py');

/** What llama.cpp's server says of its last run: times and slots, no text of a prompt. */
const logFile = join(cache, 'model', 'server.log');

/** How long a model may take to load, in milliseconds: the small one takes 1 s, a large one on a slow disk minutes. */
const startLimit = 5 * 60_000;

/**
 * Starts llama.cpp's server on 127.0.0.1 and a free port. It ends with this process, however that ends.
 * @param {{ modelPath?: string }} [options] A GGUF file; by default the small model that `installModel` fetched.
 * @returns {Promise<{ url: string, model: string, stop: () => Promise<void> }>} once it answers.
 * @throws where the model is not installed, or the file cannot be loaded; the message carries what the server said.
 */
export async function startModel({ modelPath } = {}) {
  const python = installedModel();
  if (python === undefined) throw new Error(t('The local model is not installed.'));
  const log = createWriteStream(logFile);
  const args = [...python.args, program, ...(modelPath === undefined ? [] : ['--model', modelPath])];
  const { value, stop } = await startService(python.command, args, {
    env: { ...process.env, ...python.env },
    ready: (output) => {
      // The server's log comes by another stream, and may have begun a line of its own before this one.
      const [line] = /\{"url"[^}]*\}/.exec(output) ?? [];
      return line === undefined ? undefined : JSON.parse(line);
    },
    limit: startLimit,
    failure: (output) => t('The model server did not start:\n{0}', reasonIn(output)),
    onOutput: (text) => log.write(text),
  });
  return { ...value, stop };
}

/** @returns {string} llama.cpp's own error lines, or the end of what was printed where there are none. */
function reasonIn(log) {
  const lines = log.trim().split('\n');
  const errors = lines.filter((line) => /^[\d.]+ E /.test(line));
  return (errors.length > 0 ? errors.slice(0, 3) : lines.slice(-3)).join('\n');
}
