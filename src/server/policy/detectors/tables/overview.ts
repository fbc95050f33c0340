import { ownCopy } from '../../ownCopy.ts';
import { derived, signOf, stepsOf, type Step } from '../look.ts';
import { groupsOf, TablesOf, type Piece } from './carried.ts';
import { readLiterals } from './literals.ts';
import { lazyTable, movedCell, type Cell, type Table } from './table.ts';

/** One column as R's `str()` and `glimpse()` print it: ` $ nom : chr  "A" "B" ...`, `$ nom <chr> "A", "B"`. */
const column = /[ \t#>]{0,10}\$ ([\p{L}_.][\p{L}\p{N}_.]{0,59})\s{0,40}(?::\s?(\w+)|<(\w+)>)[ \t]*([^\n]*)$/muy;

/** How a line begins that shows a column. */
const opening = /^[ \t#>]{0,10}\$ /gm;
const opened = signOf(opening);

/** Behind so many code units, all that a column can depend on is the rest of the line: its name may be over before. */
const nameReach = 200;

interface Column extends Piece {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Where they were first read. */
  readonly first: readonly Cell[];
}

/** What was read from the beginning of a line on: a column, or nothing. */
interface Reading extends Step {
  readonly shown: Column | undefined;
}

const readings = stepsOf<Reading>({
  opening,
  needs: opened,
  back: 1,
  take: (text, match) => {
    const at = match.index;
    const lineEnd = text.indexOf('\n', at + nameReach);
    const seen = (lineEnd === -1 ? Math.max(text.length, at + nameReach) : lineEnd) + 1;
    const shown = columnAt(text, at);
    return { at, next: shown?.end ?? at + match[0].length, seen, shown };
  },
  move: ({ at, next, seen, shown }, by) => ({
    at: at + by,
    next: next + by,
    seen: seen + by,
    shown: shown && { name: shown.name, start: shown.start + by, end: shown.end + by, first: shown.first, by: shown.by + by },
  }),
});

function columnAt(text: string, at: number): Column | undefined {
  column.lastIndex = at;
  const match = column.exec(text);
  if (match === null) return undefined;
  const values = match[4] ?? '';
  const end = at + match[0].length;
  return { name: ownCopy(match[1] ?? ''), start: at, end, first: valuesOf(values, end - values.length), by: 0 };
}

/** The values up to the dots that stand for the rest; unquoted ones, such as dates, too. */
function valuesOf(values: string, from: number): Cell[] {
  if (values.includes('"')) return readLiterals(values, 0).cells.map(({ text, start, end }) => ({ text, start: start + from, end: end + from }));
  return [...values.matchAll(/[^\s,"]+/g)]
    .filter(([value]) => !/^(?:\.{2,}|…|format:|Factor|w\/|levels?|\[.*\]|:)$/.test(value))
    .map((match) => ({ text: ownCopy(match[0]), start: from + match.index, end: from + match.index + match[0].length }));
}

const tables = new TablesOf<Column>();

function tableOf(group: readonly Column[]): Table {
  return tables.of(group, (like) =>
    lazyTable(
      { start: group[0]?.start ?? 0, end: group.at(-1)?.end ?? 0, names: group.map(({ name }) => name), ...(like && { like }) },
      () => group.map(({ first, by }) => (by === 0 ? first : first.map((cell) => movedCell(cell, by)))),
    ),
  );
}

/** Tables turned on their side, as R's `str()` and `glimpse()` show them. */
export const overviewTables = derived(readings, (found): readonly Table[] =>
  groupsOf(found.flatMap(({ shown }) => shown ?? []), (next, last) => next.start - last.end <= 2).map(tableOf),
);
