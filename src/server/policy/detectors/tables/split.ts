import { ownCopy } from '../../ownCopy.ts';
import type { Cell } from './table.ts';

/** One line of a text, without what marks it as a comment or a quotation. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Values in print: quoted ones, a date with its time, or whatever stands between blanks. */
const printed = /"[^"\n]*"|\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?|\S+/g;

/** Cuts a line at a delimiter, which may also stand within double quotes; quotes around values are left out. */
export function splitAt(text: string, line: Span, delimiter: string): Cell[] {
  const cells: Cell[] = [];
  let from = line.start;
  let empty = true;
  for (let at = line.start; at <= line.end; at += 1) {
    const char = at === line.end ? delimiter : (text[at] ?? '');
    if (char === delimiter) {
      cells.push(trimmed(text, from, at));
      from = at + 1;
      empty = true;
      continue;
    }
    const close = char === '"' && empty ? text.indexOf('"', at + 1) : -1;
    if (close !== -1 && close < line.end) at = close;
    if (char.trim() !== '') empty = false;
  }
  return cells;
}

/** Cuts a line at its blanks; the vertical bars of drawn tables are no values. */
export function splitAtBlanks(text: string, line: Span): Cell[] {
  const cells: Cell[] = [];
  for (const match of text.slice(line.start, line.end).matchAll(printed)) {
    if (match[0] === '|') continue;
    const start = line.start + match.index;
    cells.push(trimmed(text, start, start + match[0].length));
  }
  return cells;
}

/** A value without the blanks and quotes around it, nor the backslash that escapes a quote. */
function trimmed(text: string, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && ' \t\r"\'\\'.includes(text[start] ?? '')) start += 1;
  while (end > start && ' \t\r"\'\\,)'.includes(text[end - 1] ?? '')) end -= 1;
  return { text: ownCopy(text.slice(start, end)), start, end };
}
