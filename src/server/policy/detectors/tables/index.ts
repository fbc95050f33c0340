import { insertTables } from './sqlInsert.ts';
import { derived, Look, type Note } from '../look.ts';
import { lineTablesUpTo } from './lines.ts';
import { nestedTables } from './nested.ts';
import { overviewTables } from './overview.ts';
import { recordTables } from './records.ts';
import { sasTables, stataTables } from './statements.ts';
import type { Table } from './table.ts';
import { tribbleTables } from './tribble.ts';
import { vectorTables } from './vectors.ts';

/** Every reader of tables written out in a text, one per way of writing them. They read so many rows of each, or a few more. */
function readersUpTo(most: number): ((look: Look) => readonly Table[])[] {
  return [
    (look) => look.noted(vectorTables).value,
    (look) => look.noted(tribbleTables).value,
    (look) => look.noted(recordTables).value,
    (look) => look.noted(nestedTables).tables,
    (look) => [...insertTables(look, most)],
    (look) => [...sasTables(look, most)],
    (look) => [...stataTables(look, most)],
    (look) => look.noted(overviewTables).value,
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

/** The tables of a text. The same rows may be read by more than one reader. */
export interface TablesRead {
  readonly byReader: readonly (readonly Table[])[];
  readonly all: readonly Table[];
}

/** What is read is what was read of the earlier text, where no reader reads anything else. */
function allUpTo(most: number): Note<TablesRead> {
  const readers = readersUpTo(most);
  return {
    of: (look, earlier) => {
      const byReader = readers.map((read) => read(look));
      const isAsBefore = earlier !== undefined && byReader.every((tables, index) => isSame(tables, earlier.note.byReader[index] ?? []));
      return isAsBefore ? earlier.note : { byReader, all: byReader.flat() };
    },
  };
}

function isSame(some: readonly Table[], others: readonly Table[]): boolean {
  return some === others || (some.length === 0 && others.length === 0);
}

/** The tables whose values stand in a text, reader by reader, the long ones only as far as it takes to judge them. */
export const tablesRead = allUpTo(judgedRows);
const whole = allUpTo(Infinity);

const areWhole = derived(tablesRead, ({ all }) => all.every(({ columns }) => columns.every(({ length }) => length < surelyWhole)));

/** The same tables with all of their rows, where each value counts. */
export function wholeTablesIn(look: Look): readonly Table[] {
  return look.noted(look.noted(areWhole).value ? tablesRead : whole).all;
}
