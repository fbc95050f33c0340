import { meaningOf } from '../columns.ts';
import { signOf, stepsOf, type Note, type Step } from '../look.ts';
import { TablesOf, type Piece } from './carried.ts';
import { pastBlanks, readLiterals } from './literals.ts';
import { byColumn, lazyTable, movedCell, type Cell, type Table } from './table.ts';
import { vectorsRead, type Vector, type VectorRead } from './vectors.ts';

/** Where a list of rows opens, each of them a list or a tuple of values: `[["…`, `[("…`. */
const opening = /\[\s{0,100}[[(](?=\s{0,100}["'\dNTF-])/g;
const opened = signOf(opening);

/** How far behind the brackets the first value is looked for, in code units. */
const valueReach = 102;

/** What the list of the columns' names is called, by pandas and its kin, and that of what the rows are called. */
const columnNames = /^(?:columns?|col_?names|header|fields|names)$/i;
const rowNames = /^index$/i;

/** How far apart the names of columns and their rows may stand, but for the names of rows between them, in code units. */
const namesReach = 200;

interface Grid extends Piece {
  readonly start: number;
  readonly end: number;
  /** The rows, where they were first read. */
  readonly first: readonly (readonly Cell[])[];
}

/** What was read from one opening on: rows, or nothing. */
interface Reading extends Step {
  readonly grid: Grid | undefined;
}

const readings = stepsOf<Reading>({
  opening,
  needs: opened,
  back: 0,
  take: (text, match) => {
    const from = match.index + match[0].length;
    const rows: Cell[][] = [];
    let seen = from + valueReach;
    let [at, end] = [from, from];
    for (;;) {
      const row = readLiterals(text, at);
      at = row.end;
      seen = Math.max(seen, row.seen);
      const isClosed = text[at] === ']' || text[at] === ')';
      if (row.cells.length === 0 || (at < text.length && !isClosed)) break;
      rows.push(row.cells);
      end = Math.min(at + 1, text.length);
      const comma = pastBlanks(text, end);
      const next = text[comma] === ',' ? pastBlanks(text, comma + 1) : comma;
      seen = Math.max(seen, next + 2);
      at = end;
      if (next === comma || (text[next] !== '[' && text[next] !== '(')) break;
      at = next + 1;
    }
    const grid = rows.length < 2 ? undefined : { start: from - 1, end, first: rows, by: 0 };
    return { at: match.index, next: Math.max(at, from), seen, grid };
  },
  move: ({ at, next, seen, grid }, by) => ({
    at: at + by,
    next: next + by,
    seen: seen + by,
    grid: grid && { start: grid.start + by, end: grid.end + by, first: grid.first, by: grid.by + by },
  }),
});

/**
 * The names of each grid's columns: the list that stands before it, behind the grid before, or just behind it.
 * @param said lists of names, in the order of the text.
 */
function namesOf(grids: readonly Grid[], said: readonly Vector[]): (Vector | undefined)[] {
  let next = 0;
  return grids.map(({ start, end, first }) => {
    const fits = ({ name, first: names }: Vector): boolean => columnNames.test(name) && names.length === first[0]?.length;
    let before: Vector | undefined;
    let free = 0;
    for (let one = said[next]; one !== undefined && one.end <= start; next += 1, one = said[next]) {
      if (fits(one)) [before, free] = [one, 0];
      else if (rowNames.test(one.name)) free = one.end - one.start;
    }
    if (before !== undefined && start - before.end - free <= namesReach) return before;
    // What stands within the grid is none of its names, nor of those of the next one.
    while ((said[next]?.start ?? Infinity) < end) next += 1;
    for (let at = next; (said[at]?.start ?? Infinity) - end <= namesReach; at += 1) {
      const one = said[at];
      if (one !== undefined && fits(one)) {
        next = at + 1;
        return one;
      }
    }
    return undefined;
  });
}

const tables = new TablesOf<Grid | Vector>();

function tableOf(grid: Grid, named: Vector | undefined): Table {
  return tables.of(named === undefined ? [grid] : [grid, named], (like) => {
    const [head, ...rest] = grid.first;
    const isHeaded = named === undefined && (head ?? []).filter(({ text }) => meaningOf(text) !== undefined).length > 1;
    const names = (isHeaded ? head : named?.first)?.map(({ text }) => text);
    const { start, end, by } = grid;
    return lazyTable({ start, end, names, ...(like && { like }) }, () =>
      byColumn((isHeaded ? rest : grid.first).map((row) => (by === 0 ? row : row.map((cell) => movedCell(cell, by))))),
    );
  });
}

interface NestedRead {
  readonly grids: readonly Reading[];
  readonly vectors: readonly VectorRead[];
  readonly tables: readonly Table[];
}

/**
 * Tables that are lists of rows: what pandas writes with `to_json(orient="split")` and `orient="values"`, the rows that
 * its `DataFrame` is given beside `columns=[…]`.
 */
export const nestedTables: Note<NestedRead> = {
  of: (look, earlier) => {
    const grids = look.noted(readings);
    const vectors = look.noted(vectorsRead);
    const before = earlier?.note;
    if (before?.grids === grids && before.vectors === vectors) return before;
    if (before?.grids === grids && before.tables.length === 0) return { grids, vectors, tables: before.tables };
    const ofRows = grids.flatMap(({ grid }) => grid ?? []);
    const said = ofRows.length === 0 ? [] : vectors.flatMap(({ vector }) => (vector !== undefined && isSaid(vector) ? vector : []));
    const names = namesOf(ofRows, said);
    return { grids, vectors, tables: ofRows.map((grid, index) => tableOf(grid, names[index])) };
  },
};

function isSaid({ name }: Vector): boolean {
  return columnNames.test(name) || rowNames.test(name);
}
