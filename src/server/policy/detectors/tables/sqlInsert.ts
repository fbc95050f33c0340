import { signOf, type Look } from '../look.ts';
import { readLiterals } from './literals.ts';
import { byColumn, type Cell, type Table } from './table.ts';

const opening = /\binsert\s+into\b/gi;
const opened = signOf(/\binsert\s/i);
const target = /\s+([\w.[\]"`#@]{1,200})(?:\s*\(([^()]{1,4000})\))?(?=\s*values?\b)/iy;
const tuple = /[\s,;]*(?:values?\b\s*)?\(/iy;

interface Insert {
  readonly into: string;
  readonly names: string[] | undefined;
  readonly rows: Cell[][];
  readonly start: number;
  end: number;
}

/**
 * Rows of `INSERT INTO t (columns) VALUES (…), (…)` in SQL and in SAS' PROC SQL. Statements for one table that follow
 * each other are read together. Computed rows and parameters (`?`, `:nom`) are not values.
 */
export function* insertTables(look: Look, most: number): Generator<Table> {
  if (!look.has(opened)) return;
  let last: Insert | undefined;
  for (const insert of inserts(look.text, most)) {
    if (last !== undefined && last.into === insert.into && last.names?.join() === insert.names?.join()) {
      if (last.rows.length < most) last.rows.push(...insert.rows);
      last.end = insert.end;
      continue;
    }
    if (last !== undefined) yield tableOf(last);
    last = insert;
  }
  if (last !== undefined) yield tableOf(last);
}

function* inserts(text: string, most: number): Generator<Insert> {
  for (const match of text.matchAll(opening)) {
    target.lastIndex = match.index + match[0].length;
    const found = target.exec(text);
    if (found === null) continue;
    const rows: Cell[][] = [];
    let start = target.lastIndex;
    let end = target.lastIndex;
    tuple.lastIndex = end;
    for (let open = tuple.exec(text); open !== null; open = tuple.exec(text)) {
      const from = tuple.lastIndex;
      const { cells, end: stop } = readLiterals(text, from);
      if (cells.length === 0 || (stop < text.length && text[stop] !== ')')) break;
      if (rows.length === 0) start = from - 1;
      if (rows.length < most) rows.push(cells);
      end = Math.min(stop + 1, text.length);
      tuple.lastIndex = end;
    }
    const names = found[2]?.split(',').map((name) => name.replace(/[\s"`[\]]/g, ''));
    if (rows.length > 0) yield { into: found[1] ?? '', names, rows, start, end };
  }
}

function tableOf({ names, rows, start, end }: Insert): Table {
  return { start, end, names, columns: byColumn(rows) };
}
