import { signOf, type Look } from '../look.ts';
import { readLiterals } from './literals.ts';
import type { Cell, Table } from './table.ts';

/** One column as R's `str()` and `glimpse()` print it: ` $ nom : chr  "A" "B" ...`, `$ nom <chr> "A", "B"`. */
const column = /^[ \t#>]{0,10}\$ ([\p{L}_.][\p{L}\p{N}_.]{0,59})\s{0,40}(?::\s?(\w+)|<(\w+)>)[ \t]*([^\n]*)$/gmu;

/** How a line begins that shows a column. */
const opened = signOf(/^[ \t#>]{0,10}\$ /m);

interface Column {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly cells: readonly Cell[];
}

/** Tables turned on their side, as R's `str()` and `glimpse()` show them. */
export function* overviewTables(look: Look): Generator<Table> {
  if (!look.has(opened)) return;
  const { text } = look;
  let group: Column[] = [];
  for (const match of text.matchAll(column)) {
    const values = match[4] ?? '';
    const from = match.index + match[0].length - values.length;
    const read: Column = { name: match[1] ?? '', start: match.index, end: from + values.length, cells: valuesOf(values, from) };
    const last = group.at(-1);
    if (last !== undefined && read.start - last.end > 2) {
      yield tableOf(group);
      group = [];
    }
    group.push(read);
  }
  if (group.length > 0) yield tableOf(group);
}

/** The values up to the dots that stand for the rest; unquoted ones, such as dates, too. */
function valuesOf(values: string, from: number): Cell[] {
  if (values.includes('"')) return readLiterals(values, 0).cells.map(({ text, start, end }) => ({ text, start: start + from, end: end + from }));
  return [...values.matchAll(/[^\s,"]+/g)]
    .filter(([value]) => !/^(?:\.{2,}|…|format:|Factor|w\/|levels?|\[.*\]|:)$/.test(value))
    .map((match) => ({ text: match[0], start: from + match.index, end: from + match.index + match[0].length }));
}

function tableOf(group: readonly Column[]): Table {
  return {
    start: group[0]?.start ?? 0,
    end: group.at(-1)?.end ?? 0,
    names: group.map(({ name }) => name),
    columns: group.map(({ cells }) => cells),
  };
}
