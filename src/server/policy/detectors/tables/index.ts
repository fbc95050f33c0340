import { insertTables } from './sqlInsert.ts';
import { Look, type Note } from '../look.ts';
import { lineTablesUpTo } from './lines.ts';
import { overviewTables } from './overview.ts';
import { recordTables } from './records.ts';
import { sasTables, stataTables } from './statements.ts';
import type { Table } from './table.ts';
import { tribbleTables } from './tribble.ts';
import { vectorTables } from './vectors.ts';

/** Every reader of tables written out in a text, one per way of writing them. They read so many rows of each, or a few more. */
function readersUpTo(most: number): ((look: Look) => Iterable<Table>)[] {
  return [
    vectorTables,
    tribbleTables,
    recordTables,
    (look) => insertTables(look, most),
    (look) => sasTables(look, most),
    (look) => stataTables(look, most),
    overviewTables,
    lineTablesUpTo(most),
  ];
}

/** So many rows of a table are enough to judge it; a bound for time and memory. */
const judgedRows = 200;

/**
 * A table with fewer rows than this was read as a whole: of a longer one `judgedRows` are read, of which a header and
 * rules may be taken off.
 */
const surelyWhole = judgedRows / 2;

/** The same rows may be read by more than one reader. */
function allUpTo(most: number): Note<readonly Table[]> {
  const readers = readersUpTo(most);
  return { of: (look) => readers.flatMap((read) => [...read(look)]) };
}

const judged = allUpTo(judgedRows);
const whole = allUpTo(Infinity);

/** The tables whose values stand in a text, reader by reader, the long ones only as far as it takes to judge them. */
export function tablesIn(text: string, look = new Look(text)): readonly Table[] {
  return look.noted(judged);
}

/** The same tables with all of their rows, where each value counts. */
export function wholeTablesIn(text: string, look = new Look(text)): readonly Table[] {
  const tables = tablesIn(text, look);
  const areWhole = tables.every(({ columns }) => columns.every(({ length }) => length < surelyWhole));
  return areWhole ? tables : look.noted(whole);
}
