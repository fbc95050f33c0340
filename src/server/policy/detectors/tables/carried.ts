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
