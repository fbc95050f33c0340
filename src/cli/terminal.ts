import type { Label } from '../protocol/label.ts';

/** Where a command writes. A terminal tells how wide it is, a file or a pipe does not. */
export interface Writer {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** In characters. */
  readonly columns?: number;
}

/** Where a command works and speaks. */
export interface Terminal {
  readonly cwd: string;
  readonly out: Writer;
  readonly err: Writer;
}

/** How long a progress line stands before it is written anew, in milliseconds. */
const progressEvery = 100;

/** The width of a terminal that tells none, or 0. */
const usualWidth = 80;

/** Back to the beginning of the line, and erase it (ECMA-48, EL). */
export const eraseLine = '\r\u001b[K';

/** One line on a terminal that is written anew as work goes on; anywhere else, nothing. */
export class Progress {
  readonly #err: Writer;
  readonly #shown: boolean;
  #at = 0;
  #stands = false;

  /** @param shown whether the person wants it, if there is a terminal to show it on. */
  constructor(err: Writer, shown: boolean) {
    this.#err = err;
    this.#shown = shown && err.isTTY === true;
  }

  /** @param words asked for only where the line is written. */
  say(words: () => string): void {
    if (!this.#shown || Date.now() - this.#at < progressEvery) return;
    this.#at = Date.now();
    this.#stands = true;
    this.#err.write(eraseLine + printable(words()).slice(0, (this.#err.columns || usualWidth) - 1));
  }

  /** Takes the line away, before something else is written and at the end. */
  clear(): void {
    if (this.#stands) this.#err.write(eraseLine);
    this.#stands = false;
    this.#at = 0;
  }
}

/**
 * A text of one line that commands no terminal: a file may have any name, and a rule any reason. Control and format
 * characters are shown by their numbers.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
}

/** Marks parts of a line for the eye. */
export interface Paint {
  path(text: string): string;
  label(text: string, label: Label): string;
  note(text: string): string;
}

const plain: Paint = { path: (text) => text, label: (text) => text, note: (text) => text };

/** Bold; red for `secret`, yellow for all others; dim (ECMA-48, SGR). */
const coloured: Paint = {
  path: (text) => `\u001b[1m${text}\u001b[22m`,
  label: (text, label) => `\u001b[${label === 'secret' ? 31 : 33}m${text}\u001b[39m`,
  note: (text) => `\u001b[2m${text}\u001b[22m`,
};

/** Colours on a terminal that has them, unless the person wants none (https://no-color.org). */
export function paintFor(out: Writer, env: Readonly<Record<string, string | undefined>>): Paint {
  const unwanted = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return out.isTTY === true && !unwanted ? coloured : plain;
}
