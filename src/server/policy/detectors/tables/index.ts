import { insertTables } from './sqlInsert.ts';
import { lineTables } from './lines.ts';
import { overviewTables } from './overview.ts';
import { recordTables } from './records.ts';
import { sasTables, stataTables } from './statements.ts';
import type { Table } from './table.ts';
import { tribbleTables } from './tribble.ts';
import { vectorTables } from './vectors.ts';

/** Every reader of tables written out in a text, one per way of writing them. */
const readers = [vectorTables, tribbleTables, recordTables, insertTables, sasTables, stataTables, overviewTables, lineTables];

/** So many rows of a table are enough to judge it; a bound for time and memory. */
const judgedRows = 200;

/**
 * A table with fewer rows than this was read as a whole: of a longer one `judgedRows` are read, of which a header and
 * rules may be taken off.
 */
const surelyWhole = judgedRows / 2;

/** The tables of texts up to this length in characters, several prompts long, are kept for the next detector that asks for them. */
const keptLength = 40_000;

let last: { readonly text: string; readonly tables: readonly Table[] } | undefined;

/** The tables whose values stand in a text, reader by reader, the long ones only as far as it takes to judge them. */
export function tablesIn(text: string): readonly Table[] {
  if (last?.text === text) return last.tables;
  const tables = readAll(text, judgedRows);
  last = text.length > keptLength ? undefined : { text, tables };
  return tables;
}

/** The same tables with all of their rows, where each value counts. */
export function wholeTablesIn(text: string): readonly Table[] {
  const tables = tablesIn(text);
  const areWhole = tables.every(({ columns }) => columns.every(({ length }) => length < surelyWhole));
  return areWhole ? tables : readAll(text, Infinity);
}

/** The same rows may be read by more than one reader. */
function readAll(text: string, most: number): Table[] {
  return readers.flatMap((read) => [...read(text, most)]);
}
