import type { Earlier } from '../look.ts';

/** Something that a reader came by in a text, in the order of the text. */
export interface Carried {
  /** Where it went on reading. */
  readonly next: number;
  /** Before which offset it looked at the text; beyond the text's end where it saw that it ends. */
  readonly seen: number;
}

/**
 * Of what a reader came by in an earlier text, all from the first on that it would come by again: up to where it looked
 * at something that has changed. What it comes by is decided from its beginning on, so it can go on behind the last.
 */
export function stillThere<T extends Carried>(earlier: Earlier<readonly T[]> | undefined): T[] {
  if (earlier === undefined) return [];
  const { note, same } = earlier;
  const changed = note.findIndex(({ seen }) => seen > same);
  return note.slice(0, changed === -1 ? note.length : changed);
}

/** Tables by the first of what each is made of, with its last and how many: what is carried over makes the same table. */
export class TablesOf<T extends object, Table> {
  readonly #known = new WeakMap<T, { readonly last: T | undefined; readonly count: number; readonly table: Table }>();

  /** @param group in the order of the text, without a gap. */
  of(group: readonly T[], make: () => Table): Table {
    const [first] = group;
    const last = group.at(-1);
    const known = first === undefined ? undefined : this.#known.get(first);
    if (known !== undefined && known.last === last && known.count === group.length) return known.table;
    const table = make();
    if (first !== undefined) this.#known.set(first, { last, count: group.length, table });
    return table;
  }
}
