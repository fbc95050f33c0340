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

/**
 * All tables whose values stand in a text, reader by reader; the same rows may be read by more than one.
 * @param most how many rows of a table to read, about: enough to judge it, or all where each value counts.
 */
export function* tablesIn(text: string, most = Infinity): Generator<Table> {
  for (const read of readers) yield* read(text, most);
}
