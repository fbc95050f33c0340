import { readLiterals } from './literals.ts';
import { byColumn, type Cell, type Table } from './table.ts';

/** Where named values open: `{"nom": …` (JSON, Python), `(nom = …` (R, Python calls). */
const opening = /[({]\s*(?=["'`]?[A-Za-z_][\w.]*["'`]?\s*[:=](?![=:])\s?["'\dNTFad-])/g;
const key = /\s*["'`]?([\p{L}_][\p{L}\p{N}_. -]{0,59}?)["'`]?\s*[:=](?![=:])\s*/uy;

/** How far a value that is not literal may go on before the record is given up, and how far apart records may stand. */
const valueReach = 120;
const recordReach = 400;

interface Entry {
  readonly start: number;
  readonly end: number;
  readonly values: ReadonlyMap<string, Cell>;
}

/**
 * Tables written record by record, each value with its name: JSON and JSON lines, Python's lists of dicts, R's
 * `bind_rows(list(nom = …), list(…))` and `add_row(nom = …)`. Neighbouring records with mostly the same names make a
 * table.
 */
export function* recordTables(text: string): Generator<Table> {
  let group: Entry[] = [];
  for (const entry of entries(text)) {
    const last = group.at(-1);
    if (last !== undefined && !(entry.start - last.end <= recordReach && alike(last, entry))) {
      if (group.length > 1) yield tableOf(group);
      group = [];
    }
    group.push(entry);
  }
  if (group.length > 1) yield tableOf(group);
}

function* entries(text: string): Generator<Entry> {
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const values = new Map<string, Cell>();
    let at = match.index + match[0].length;
    for (;;) {
      key.lastIndex = at;
      const named = key.exec(text);
      if (named === null) break;
      const from = key.lastIndex;
      const { cells, end } = readLiterals(text, from, 1);
      const value = cells[0];
      if (value === undefined || !/^\s*(?:[,)}]|$)/.test(text.slice(end, end + 30))) {
        const after = skipValue(text, from);
        if (after === undefined) break;
        at = after;
      } else {
        values.set(named[1] ?? '', value);
        at = end;
      }
      while (at < text.length && (text[at] === ',' || text[at]?.trim() === '')) at += 1;
    }
    if (values.size < 2) continue;
    opening.lastIndex = Math.max(at, opening.lastIndex);
    yield { start: match.index, end: Math.min(at + 1, text.length), values };
  }
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
  const common = [...a.values.keys()].filter((name) => b.values.has(name)).length;
  return common * 3 >= Math.max(a.values.size, b.values.size) * 2;
}

function tableOf(group: readonly Entry[]): Table {
  const names = [...(group[0]?.values.keys() ?? [])];
  const rows = group.map(({ start, values }) => names.map((name) => values.get(name) ?? { text: '', start, end: start }));
  return { start: group[0]?.start ?? 0, end: group.at(-1)?.end ?? 0, names, columns: byColumn(rows) };
}
