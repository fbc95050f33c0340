import type { Table } from './table.ts';

/** What a table is made of: it stands so much further behind than what it was first read as. */
export interface Piece {
  readonly first: object;
  readonly by: number;
}

/** Tables by what they are made of: what is taken over from an earlier text makes the same table again. */
export class TablesOf<T extends Piece> {
  readonly #known = new WeakMap<object, { readonly pieces: readonly T[]; readonly table: Table }>();

  /** @param make makes the table, which is like another one if that is given. */
  of(pieces: readonly T[], make: (like?: Table) => Table): Table {
    const [first] = pieces;
    const known = first && this.#known.get(first.first);
    if (first === undefined || known === undefined || !isMadeOf(known.pieces, pieces)) {
      return this.#keep(pieces, make());
    }
    const stands = pieces.every(({ by }, index) => by === known.pieces[index]?.by);
    return stands ? known.table : this.#keep(pieces, make(known.table.like ?? known.table));
  }

  #keep(pieces: readonly T[], table: Table): Table {
    const [first] = pieces;
    if (first !== undefined) this.#known.set(first.first, { pieces, table });
    return table;
  }
}

function isMadeOf(some: readonly Piece[], others: readonly Piece[]): boolean {
  return some.length === others.length && some.every(({ first }, index) => first === others[index]?.first);
}

/**
 * Parts things into groups of those that follow each other and belong together.
 * @param joins whether the next belongs to a group, whose last one is given by itself too.
 */
export function groupsOf<T>(all: readonly T[], joins: (next: T, last: T, group: readonly T[]) => boolean): T[][] {
  const groups: T[][] = [];
  for (const next of all) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && joins(next, last, group)) group.push(next);
    else groups.push([next]);
  }
  return groups;
}
