import { spawn } from 'node:child_process';
import { t } from './terminal.mjs';

/** How many characters of a failed program's output an error carries. */
const shownOutput = 6000;

/** What `run` throws where the program ends with another code than 0. */
export class RunError extends Error {
  /**
   * @param {string} message
   * @param {number | null} code
   * @param {string} output Everything the program printed.
   */
  constructor(message, code, output) {
    super(message);
    this.name = 'RunError';
    this.code = code;
    this.output = output;
  }
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{
 *   cwd?: string,
 *   env?: Record<string, string | undefined>,
 *   shell?: boolean,
 *   brief?: boolean,
 *   onOutput?: (text: string) => void,
 * }} [options] `brief`: the error's message goes without the output, which is in its `output`.
 * @returns {Promise<string>} what it printed on both streams, in the order it came.
 * @throws {RunError} where it cannot be started or its code is not 0; the message ends with the last of its output.
 */
export function run(command, args, { cwd, env, shell = false, brief = false, onOutput } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        onOutput?.(text);
      });
    }
    child.on('error', (error) => {
      const message = error.code === 'ENOENT' ? t('{0} is missing on this machine.', command) : error.message;
      reject(new RunError(message, null, output));
    });
    child.on('close', (code) => {
      if (code === 0) return resolve(output);
      const message = t('{0} failed (code {1}).', [command, ...args.slice(0, 2)].join(' '), code ?? '?');
      reject(new RunError(brief ? message : `${message}\n${output.slice(-shownOutput)}`, code, output));
    });
  });
}
