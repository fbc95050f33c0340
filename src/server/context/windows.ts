import { contextDefaults } from './defaults.ts';
import type { ProgramText } from './project.ts';
import { wordsOf } from './words.ts';

/** Some lines of a document that others may be like, and what to show where they are. */
export interface Window {
  readonly words: ReadonlySet<string>;
  /** Offsets, UTF-16: from the middle of those lines on, since what is of use is what comes after what is alike. */
  readonly start: number;
  readonly end: number;
}

/** The windows of a document, of a long one of its beginning: of the same number of lines each, every one half in the one before. */
export function windowsOf({ text: whole }: Pick<ProgramText, 'text'>): Window[] {
  const text = whole.slice(0, contextDefaults.lookedThrough);
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1 && end + 1 < text.length; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  const { windowLines } = contextDefaults;
  const offsetOf = (line: number): number => starts[line] ?? text.length;
  const windows: Window[] = [];
  for (let line = 0; line < starts.length; line += windowLines / 2) {
    const middle = line + windowLines / 2;
    const start = middle < starts.length ? middle : line;
    windows.push({ words: wordsOf(text.slice(offsetOf(line), offsetOf(line + windowLines))), start: offsetOf(start), end: offsetOf(start + windowLines) });
    if (line + windowLines >= starts.length) break;
  }
  return windows;
}
