import { ownCopy } from '../../ownCopy.ts';
import { derived, stepsOf, type Step } from '../look.ts';
import { groupsOf, TablesOf, type Piece } from './carried.ts';
import { pastBlanks, readLiterals } from './literals.ts';
import { byColumn, lazyTable, movedCell, type Cell, type Table } from './table.ts';

/** Where named values open: `{"nom": …` (JSON, Python), `(nom = …` (R, Python calls). */
const opening = /[({]\s{0,400}(?=(["'`]?[A-Za-z_][\w.]{0,60}["'`]?\s{0,60}[:=](?![=:])\s?["'\dNTFad-]))/g;
const key = /\s*["'`]?([\p{L}_][\p{L}\p{N}_. -]{0,59}?)["'`]?\s*[:=](?![=:])\s*/uy;

/** How far a value that is not literal may go on before the record is given up, and how far apart records may stand. */
const valueReach = 120;
const recordReach = 400;

/** The longest name with its quotes, and how far behind a value its end is looked for, in code units. */
const keyReach = 128;
const endReach = 31;

interface Entry extends Piece {
  readonly start: number;
  readonly end: number;
  /** Where they were first read. */
  readonly first: ReadonlyMap<string, Cell>;
}

/** What was read from one opening on: a record, or nothing. */
interface Reading extends Step {
  readonly entry: Entry | undefined;
}

const readings = stepsOf<Reading>({
  opening,
  back: 0,
  take: (text, match) => {
    const from = match.index + match[0].length;
    const { at, values, seen } = valuesFrom(text, from);
    const entry = values.size < 2 ? undefined : { start: match.index, end: Math.min(at + 1, text.length), first: values, by: 0 };
    const next = entry === undefined ? from : Math.max(at, from);
    return { at: match.index, next, seen: Math.max(seen, from + (match[1]?.length ?? 0) + 1), entry };
  },
  move: ({ at, next, seen, entry }, by) => ({
    at: at + by,
    next: next + by,
    seen: seen + by,
    entry: entry && { start: entry.start + by, end: entry.end + by, first: entry.first, by: entry.by + by },
  }),
});

/** The values that stand from an offset on, each behind its name, and before which offset the text was looked at. */
function valuesFrom(text: string, from: number): { at: number; values: Map<string, Cell>; seen: number } {
  const values = new Map<string, Cell>();
  let at = from;
  let seen = from;
  for (;;) {
    key.lastIndex = at;
    const named = key.exec(text);
    seen = Math.max(seen, key.lastIndex + 2, pastBlanks(text, pastBlanks(text, at) + keyReach) + 2);
    if (named === null) break;
    const valueAt = key.lastIndex;
    const { cells, end, seen: seenOfValue } = readLiterals(text, valueAt, 1);
    seen = Math.max(seen, seenOfValue, end + endReach, valueAt + valueReach + 1);
    const value = cells[0];
    if (value === undefined || !/^\s*(?:[,)}]|$)/.test(text.slice(end, end + endReach - 1))) {
      const after = skipValue(text, valueAt);
      if (after === undefined) break;
      at = after;
    } else {
      values.set(ownCopy(named[1] ?? ''), value);
      at = end;
    }
    while (at < text.length && (text[at] === ',' || text[at]?.trim() === '')) at += 1;
    seen = Math.max(seen, at + 1);
  }
  return { at, values, seen };
}

/** The end of a nested or computed value: the comma or bracket that follows it; undefined where it is too far. */
function skipValue(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length && at - from < valueReach; at += 1) {
    const char = text[at] ?? '';
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    if (depth < 0 || (depth === 0 && char === ',')) return at;
  }
  return undefined;
}

/** Whether two records have at least two thirds of their names in common. */
function alike(a: Entry, b: Entry): boolean {
  const common = [...a.first.keys()].filter((name) => b.first.has(name)).length;
  return common * 3 >= Math.max(a.first.size, b.first.size) * 2;
}

const tables = new TablesOf<Entry>();

function tableOf(group: readonly Entry[]): Table {
  const names = [...(group[0]?.first.keys() ?? [])];
  return tables.of(group, (like) =>
    lazyTable({ start: group[0]?.start ?? 0, end: group.at(-1)?.end ?? 0, names, ...(like && { like }) }, () =>
      byColumn(group.map((entry) => names.map((name) => valueOf(entry, name)))),
    ),
  );
}

function valueOf({ start, first, by }: Entry, name: string): Cell {
  const value = first.get(name);
  return value === undefined ? { text: '', start, end: start } : movedCell(value, by);
}

/**
 * Tables written record by record, each value with its name: JSON and JSON lines, Python's lists of dicts, R's
 * `bind_rows(list(nom = …), list(…))` and `add_row(nom = …)`. Neighbouring records with mostly the same names make a
 * table.
 */
export const recordTables = derived(readings, (found): readonly Table[] =>
  groupsOf(found.flatMap(({ entry }) => entry ?? []), (next, last) => next.start - last.end <= recordReach && alike(last, next))
    .filter(({ length }) => length > 1)
    .map(tableOf),
);
