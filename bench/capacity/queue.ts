/** Events in the order of their times: a binary heap. Of events at one time the one that was added first comes first. */
export class Agenda<T> {
  readonly #heap: { readonly at: number; readonly order: number; readonly what: T }[] = [];
  #added = 0;

  add(at: number, what: T): void {
    const heap = this.#heap;
    const event = { at, order: this.#added++, what };
    let place = heap.push(event) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || before(parent, event)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = event;
  }

  /** @returns the earliest event, which is taken away; undefined where there is none. */
  next(): { readonly at: number; readonly what: T } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      let child = heap[below];
      if (child === undefined) break;
      const right = heap[below + 1];
      if (right !== undefined && before(right, child)) {
        below += 1;
        child = right;
      }
      if (before(last, child)) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = last;
    return first;
  }
}

interface Dated {
  readonly at: number;
  readonly order: number;
}

function before(one: Dated, other: Dated): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Who waits, first come, first served, without moving the others at each step. */
export class Line<T> {
  #items: T[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  join(item: T): void {
    this.#items.push(item);
  }

  leave(): T | undefined {
    const item = this.#items[this.#head];
    if (item === undefined) return undefined;
    this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
