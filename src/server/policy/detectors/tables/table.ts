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
  readonly like?: Table | undefined;
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
class LazyTable implements Table {
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[] | undefined;
  readonly like: Table | undefined;
  readonly #columnsOf: () => Table['columns'];
  #columns: Table['columns'] | undefined;

  constructor({ start, end, names, like }: Omit<Table, 'columns'>, columnsOf: () => Table['columns']) {
    this.start = start;
    this.end = end;
    this.names = names;
    this.like = like;
    this.#columnsOf = columnsOf;
  }

  get columns(): Table['columns'] {
    return (this.#columns ??= this.#columnsOf());
  }
}

/** @returns a table whose values are only put together for who asks for them. */
export function lazyTable(table: Omit<Table, 'columns'>, columnsOf: () => Table['columns']): Table {
  return new LazyTable(table, columnsOf);
}

/** What was read, so much further behind than where: a key moves a table once more. */
class MovedTable extends LazyTable {
  readonly origin: Table;
  readonly by: number;

  constructor(origin: Table, by: number) {
    const { start, end, names, like = origin } = origin;
    super({ start: start + by, end: end + by, names, like }, () => origin.columns.map((cells) => cells.map((cell) => movedCell(cell, by))));
    this.origin = origin;
    this.by = by;
  }
}

/** The same table by so much further behind. */
export function movedTable(table: Table, by: number): Table {
  return table instanceof MovedTable ? new MovedTable(table.origin, table.by + by) : new MovedTable(table, by);
}

export function movedCell({ text, start, end }: Cell, by: number): Cell {
  return { text, start: start + by, end: end + by };
}
