import { ownCopy } from '../../ownCopy.ts';
import type { Cell } from './table.ts';

/**
 * What `readLiterals` saw: the values, the offset of the first character that is neither a value nor a comma, and the
 * one before which it looked at the text: beyond the text's end where it saw that it ends.
 */
export interface Literals {
  readonly cells: Cell[];
  readonly end: number;
  readonly seen: number;
}

/** Calls around a value, or around all of them, that only say its type, in R, Python and SQL. */
const typeCalls =
  /^(?:as\.\w+|as_\w+|factor|ymd|dmy|mdy|ymd_hms|lubridate::\w+|to_date|to_datetime|date|Date|datetime|Timestamp|pd\.\w+|np\.array|I|cast|str_to_date|haven::labelled)$/;

/** Words that stand for a value. */
const wordValues = /^(?:NA|NA_\w+_|NULL|None|null|nan|NaN|np\.nan|pd\.NA|pd\.NaT|TRUE|FALSE|True|False|true|false|T|F)$/;

const number = /-?\d[\d.]*(?:[eE][+-]?\d+)?L?/y;
const word = /[A-Za-z_][\w.:]*/y;

/** How far behind a number it is looked whether it goes on, in characters: `1e+` does not. */
const numberReach = 5;

/** The longest string that is taken for a value, in characters: longer ones are programs or texts. */
const longestString = 2000;

/**
 * Reads a list of literal values as R, Python, JSON and SQL write them: strings, numbers, missing values, each perhaps
 * within a call that says its type; comments between them are skipped. Stops at whatever else comes, such as the
 * closing bracket or a computed value. Reads each character once.
 */
export function readLiterals(text: string, from: number, atMost = Infinity): Literals {
  const cells: Cell[] = [];
  let depth = 0;
  let at = from;
  let seen = from;
  while (at < text.length && (cells.length < atMost || depth > 0)) {
    const char = text[at] ?? '';
    if (char === ',' || char.trim() === '') at += 1;
    else if (char === '#' || text.startsWith('--', at)) at = lineEnd(text, at);
    else if (char === ')' && depth > 0) {
      depth -= 1;
      at += 1;
    } else if (char === '"' || char === "'") {
      const cell = stringAt(text, at);
      seen = Math.max(seen, cell?.end ?? Math.min(text.length, at + longestString)) + 2;
      if (cell === undefined) break;
      cells.push(cell);
      at = cell.end + 1;
    } else if (char === '-' || (char >= '0' && char <= '9')) {
      const cell = numberAt(text, at);
      seen = Math.max(seen, at, number.lastIndex) + numberReach;
      if (cell === undefined) break;
      cells.push(cell);
      at = cell.end;
    } else {
      word.lastIndex = at;
      const name = word.exec(text)?.[0];
      seen = Math.max(seen, at + (name?.length ?? 0) + 2);
      if (name === undefined) break;
      const next = text[at + name.length] ?? '';
      if (wordValues.test(name) && next !== '(') cells.push({ text: ownCopy(name), start: at, end: at + name.length });
      else if (next === '(' && typeCalls.test(name)) {
        depth += 1;
        at += 1;
      } else if (next !== '"' && next !== "'" && !/^date$/i.test(name)) break;
      at += name.length;
    }
  }
  return { cells, end: at, seen: Math.max(seen, at + 2) };
}

/** Values that stand each behind the number of its row; the numbers are undefined where there are none. */
export interface Keyed extends Literals {
  readonly keys: readonly string[] | undefined;
}

const rowKey = /[\s,]{0,60}(?:"([^"\n]{1,60})"|'([^'\n]{1,60})'|(-?\d{1,18}))\s{0,20}:\s{0,20}/y;

/** Before which offset behind a value it is looked whether another one comes with its number, in code units. */
const rowKeyReach = 164;

/** Reads values as `"0": "a", "1": "b"`, as pandas writes a column, up to whatever else comes. */
export function readKeyed(text: string, from: number): Keyed {
  const cells: Cell[] = [];
  const keys: string[] = [];
  let at = from;
  let seen = from;
  for (;;) {
    rowKey.lastIndex = at;
    const named = rowKey.exec(text);
    seen = Math.max(seen, at + rowKeyReach);
    if (named === null) break;
    const value = readLiterals(text, rowKey.lastIndex, 1);
    seen = Math.max(seen, value.seen);
    if (value.cells[0] === undefined) break;
    cells.push(value.cells[0]);
    keys.push(named[1] ?? named[2] ?? named[3] ?? '');
    at = value.end;
  }
  const end = pastBlanks(text, at);
  return { cells, keys, end, seen: Math.max(seen, end + 2) };
}

/** The offset of the next character that is not blank. */
export function pastBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at]?.trim() === '') at += 1;
  return at;
}

/** The end of the line that `offset` is in. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** The string that opens at `at`; undefined where it does not close within reach. A doubled quote stands for one. */
function stringAt(text: string, at: number): Cell | undefined {
  const quote = text[at];
  const last = Math.min(text.length, at + 1 + longestString);
  for (let end = at + 1; end < last; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === quote) {
      if (text[end + 1] === quote && end > at + 1) end += 1;
      else return { text: ownCopy(text.slice(at + 1, end)), start: at + 1, end };
    }
  }
  return undefined;
}

/** A number; undefined where it begins a range such as `1:10`, which is computed. */
function numberAt(text: string, at: number): Cell | undefined {
  number.lastIndex = at;
  const found = number.exec(text)?.[0];
  if (found === undefined || text[at + found.length] === ':') return undefined;
  return { text: ownCopy(found), start: at, end: at + found.length };
}
