/**
 * Stands in for VS Code's logger, whose native part would have to be compiled: the same functions, plain files, no
 * rotation. Without it the Output panel stays empty and every log is announced as an error.
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** The levels in the order of spdlog's numbers. */
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class FileLogger {
  #level = 2;
  #formatted = true;
  #stream;

  constructor(path) {
    mkdirSync(dirname(path), { recursive: true });
    this.#stream = createWriteStream(path, { flags: 'a' });
    this.#stream.on('error', () => {});
  }

  setLevel(level) {
    this.#level = level;
  }

  setPattern() {}

  clearFormatters() {
    this.#formatted = false;
  }

  trace(text) { this.#write(0, text); }
  debug(text) { this.#write(1, text); }
  info(text) { this.#write(2, text); }
  warn(text) { this.#write(3, text); }
  error(text) { this.#write(4, text); }
  critical(text) { this.#write(5, text); }

  flush() {}

  drop() {
    this.#stream.end();
  }

  #write(level, text) {
    if (level < this.#level || this.#stream.writableEnded) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    this.#stream.write(this.#formatted ? `${time} [${levels[level]}] ${text}\n` : text);
  }
}

/** Every line is written as it comes. */
export const setFlushOn = () => {};

/**
 * @param {string} name
 * @param {string} path The file to append to.
 */
export async function createAsyncRotatingLogger(name, path) {
  return new FileLogger(path);
}
