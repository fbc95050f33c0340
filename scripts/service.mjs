import { spawn } from 'node:child_process';

/** How long a program may take to end before it is killed, in milliseconds. */
const stopLimit = 3000;

/** How many characters of the last output are kept. */
const keptOutput = 20_000;

/**
 * A program that runs beside this one. `log` gives the last that it printed; `stop` ends it.
 * @template T
 * @typedef {{ value: T, log: () => string, stop: () => Promise<void> }} Service
 */

/**
 * Starts a program that serves until it is stopped, and waits until it says that it is ready. It ends with this
 * process: its standard input closes then, and its process group, where it has one, is killed.
 * @template T
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 * @param {Record<string, string | undefined>} options.env
 * @param {(output: string) => T | undefined} options.ready Finds in the output so far what the caller waits for.
 * @param {number} options.limit How long it may take to be ready, in milliseconds.
 * @param {(output: string) => string} options.failure The error's message, from the output.
 * @param {(text: string) => void} [options.onOutput] Told what it prints.
 * @param {boolean} [options.group] Gives it a process group, so that what it starts ends with it. Not on Windows.
 * @returns {Promise<Service<T>>}
 * @throws where it cannot be started, ends, or is not ready in time.
 */
export async function startService(command, args, { env, ready, limit, failure, onOutput, group = false }) {
  const child = spawn(command, args, { env, stdio: 'pipe', detached: group });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const kill = (signal) => (group ? killGroup(child.pid, signal) : child.kill(signal));
  const killAtExit = () => kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    child.stdin.destroy();
    kill('SIGTERM');
    const patience = setTimeout(() => kill('SIGKILL'), stopLimit);
    await ended;
    clearTimeout(patience);
    if (group) kill('SIGKILL');
    process.removeListener('exit', killAtExit);
  };
  let output = '';
  let timer;
  const becameReady = new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error(failure(output)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-keptOutput);
        onOutput?.(text);
        const value = ready(output);
        if (value !== undefined) resolve(value);
      });
    }
    child.once('error', reject);
    child.once('close', giveUp);
    timer = setTimeout(giveUp, limit);
  });
  try {
    return { value: await becameReady, log: () => output, stop };
  } catch (error) {
    if (child.pid !== undefined) await stop();
    process.removeListener('exit', killAtExit);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
