import { french } from './messages.fr.mjs';

/** The language of what the scripts print, by the variables of POSIX (XBD 8.2), the first that is set. */
const language = [process.env.LC_ALL, process.env.LC_MESSAGES, process.env.LANG].find(Boolean) ?? '';
export const inFrench = /^fr/i.test(language);

const live = process.stdout.isTTY === true;
/** How often a running step says where it is, in milliseconds: a line that is rewritten, or a new line in a log. */
const interval = live ? 200 : 15_000;

/** Whoever reads the output, `head` for one, may have seen enough: the process then ends, and what it started with it. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

/** What a step throws that this machine cannot do, although nothing is wrong; the message says why. */
export class LeftOut extends Error {}

/** The steps that run, some within others or beside them; the last line of a live terminal shows the last of them. */
const running = [];

/**
 * Puts a text into the person's language.
 * @param {string} english The text, with `{0}`, `{1}` … for the values.
 * @param {...(string | number)} values
 * @returns {string}
 */
export function t(english, ...values) {
  const text = inFrench ? (french[english] ?? english) : english;
  return text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)] ?? ''));
}

/**
 * Prints how long something took.
 * @param {number} milliseconds
 * @returns {string} `0.4 s`, `12 s`, `3 min 05 s`
 */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) {
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return `${new Intl.NumberFormat(inFrench ? 'fr' : 'en', digits).format(seconds)} s`;
  }
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** @param {string} text A line for the person, already in their language. */
export function say(text) {
  clear();
  process.stdout.write(`${text}\n`);
  running.at(-1)?.draw();
}

/**
 * Prints what went wrong and makes the process end with code 1 once it is done.
 * @param {string} text What failed and what to do, already in the person's language.
 */
export function fail(text) {
  clear();
  process.stderr.write(`✗ ${text}\n`);
  process.exitCode = 1;
}

/**
 * Does one step and prints what is being done, for how long, how far it is, and how it ended.
 * @template T
 * @param {string} title What is being done, already in the person's language.
 * @param {(progress: (how: string | number) => void) => Promise<T> | T} work `progress` takes a text, or a share
 *   between 0 and 1, and may be called as often as you like.
 * @returns {Promise<T>} what the work returned; its error passes through.
 */
export async function step(title, work) {
  const started = Date.now();
  let how = '';
  const line = () => `… ${title}  ${[duration(Date.now() - started), how].filter(Boolean).join('  ')}`;
  const self = {
    draw: () => live && process.stdout.write(`\r\x1b[K${line().slice(0, (process.stdout.columns ?? 80) - 1)}`),
  };
  running.push(self);
  if (live) self.draw();
  else process.stdout.write(`… ${title}\n`);
  const timer = setInterval(() => {
    if (running.at(-1) !== self) return;
    if (live) self.draw();
    else process.stdout.write(`${line()}\n`);
  }, interval);
  timer.unref();
  const end = (text) => {
    clearInterval(timer);
    clear();
    running.splice(running.indexOf(self), 1);
    process.stdout.write(`${text}\n`);
  };
  const timed = (mark) => `${mark} ${title}  ${duration(Date.now() - started)}`;
  try {
    const result = await work((value) => {
      how = typeof value === 'number' ? `${Math.round(value * 100)} %` : value;
    });
    end(timed('✓'));
    return result;
  } catch (error) {
    end(error instanceof LeftOut ? `– ${t('{0}: left out, {1}', title, error.message)}` : timed('✗'));
    throw error;
  }
}

/** Takes the line of the running step off a live terminal. */
function clear() {
  if (live && running.length > 0) process.stdout.write('\r\x1b[K');
}
