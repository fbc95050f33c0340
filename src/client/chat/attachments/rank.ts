/** Something to look for, by the words that a person may type. */
export interface Ranked {
  /** What it is called; a path is looked for by its last part first. */
  readonly name: string;
  /** Other words for it, such as what kind of thing it is. */
  readonly words?: readonly string[];
}

/**
 * What fits a query, the best first; equals stay in their order.
 * @param query an empty one fits everything
 * @param atMost how many are wanted
 */
export function bestOf<T extends Ranked>(all: readonly T[], query: string, atMost: number): T[] {
  const wanted = plain(query);
  return all
    .map((each) => ({ each, score: scoreOf(each, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, atMost)
    .map(({ each }) => each);
}

/** The list with each that is marked behind the one that follows it. */
export function swapped<T>(all: readonly T[], marked: readonly boolean[]): T[] {
  const order = [...all];
  for (const [index, each] of all.entries()) {
    const next = order[index + 1];
    if (marked[index] !== true || next === undefined) continue;
    order[index] = next;
    order[index + 1] = each;
  }
  return order;
}

function scoreOf({ name, words = [] }: Ranked, wanted: string): number {
  if (wanted === '') return 1;
  const path = plain(name);
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (last === wanted || path === wanted) return 7;
  if (last.startsWith(wanted)) return 6;
  if (words.some((word) => plain(word).startsWith(wanted))) return 5;
  if (last.includes(wanted)) return 4;
  if (path.includes(wanted)) return 3;
  return holdsInOrder(last, wanted) ? 2 : holdsInOrder(path, wanted) ? 1 : 0;
}

/** Whether all letters of a query stand in a text in their order, as `epcv` in `epicurve`. */
function holdsInOrder(text: string, wanted: string): boolean {
  let at = -1;
  for (const letter of wanted) {
    at = text.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** Without case and accents, which few people type into a search. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('\\', '/');
}
