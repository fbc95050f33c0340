/** One value as it stands in a text, without its quotes. Offsets are UTF-16 code units; `end` is exclusive. */
export interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A table whose values are written out in a text, whatever the language. */
export interface Table {
  /** Where the values begin and end: the rows without their header, or all columns where they are written one by one. */
  readonly start: number;
  readonly end: number;
  /** Names of columns, where the text gives them. */
  readonly names: readonly string[] | undefined;
  /** Values by column; columns may differ in length where rows do. A reader may stop after as many rows as it was asked for. */
  readonly columns: readonly (readonly Cell[])[];
  /** A table with the same names and values elsewhere, if it is known that there is one. */
  readonly like?: Table;
}

/** Turns rows into columns. */
export function byColumn(rows: readonly (readonly Cell[])[]): Cell[][] {
  const columns: Cell[][] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) (columns[index] ??= []).push(cell);
  }
  return columns;
}

/** A table whose values are only put together for who asks for them. */
export function lazyTable(table: Omit<Table, 'columns'>, columnsOf: () => Table['columns']): Table {
  let columns: Table['columns'] | undefined;
  return {
    ...table,
    get columns() {
      return (columns ??= columnsOf());
    },
  };
}

/** What moved tables were read as, and by how much further behind they are: a key moves a table once more. */
const origins = new WeakMap<Table, { readonly table: Table; readonly by: number }>();

/** The same table by so much further behind. */
export function movedTable(table: Table, by: number): Table {
  const { table: origin, by: before } = origins.get(table) ?? { table, by: 0 };
  const far = before + by;
  const { start, end, names, like = origin } = origin;
  const moved = lazyTable({ start: start + far, end: end + far, names, like }, () =>
    origin.columns.map((cells) => cells.map((cell) => movedCell(cell, far))),
  );
  origins.set(moved, { table: origin, by: far });
  return moved;
}

export function movedCell({ text, start, end }: Cell, by: number): Cell {
  return { text, start: start + by, end: end + by };
}
