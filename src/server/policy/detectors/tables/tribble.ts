import { ownCopy } from '../../ownCopy.ts';
import { derived, signOf, stepsOf, type Step } from '../look.ts';
import { pastBlanks, readLiterals } from './literals.ts';
import { byColumn, movedTable, type Cell, type Table } from './table.ts';

const opening = /\b(?:tribble|frame_data|rowwise_table|fribble)\(/g;
const named = signOf(/\b(?:tribble|frame_data|rowwise_table|fribble)\(/);
const heading = /~\s{0,20}(?:`([^`\n]{1,60})`|([\p{L}_.][\p{L}\p{N}_.]{0,59}))\s*,?(?:[ \t]*#[^\n]*)?\s*/uy;

/** The longest a heading can be before it is known for none, in code units. */
const headingReach = 150;

/** What was read from one opening on: a table, or nothing. */
interface Reading extends Step {
  readonly table: Table | undefined;
}

const readings = stepsOf<Reading>({
  opening,
  needs: named,
  back: 1,
  take: (text, match) => {
    const next = match.index + match[0].length;
    const names: string[] = [];
    let from = pastBlanks(text, next);
    heading.lastIndex = from;
    for (let column = heading.exec(text); column !== null; column = heading.exec(text)) {
      names.push(ownCopy(column[1] ?? column[2] ?? ''));
      from = heading.lastIndex;
    }
    const step = { at: match.index, next, seen: from + headingReach };
    if (names.length === 0) return { ...step, table: undefined };
    const { cells, end, seen } = readLiterals(text, from);
    const rows: Cell[][] = [];
    for (let first = 0; first < cells.length; first += names.length) rows.push(cells.slice(first, first + names.length));
    const table = rows.length === 0 ? undefined : { start: cells[0]?.start ?? from, end, names, columns: byColumn(rows) };
    return { ...step, seen: Math.max(step.seen, seen), table };
  },
  move: ({ at, next, seen, table }, by) => ({ at: at + by, next: next + by, seen: seen + by, table: table && movedTable(table, by) }),
});

/** R's tables written row by row: `tribble(~nom, ~age, "…", 34, …)`. */
export const tribbleTables = derived(readings, (found): readonly Table[] => found.flatMap(({ table }) => table ?? []));
