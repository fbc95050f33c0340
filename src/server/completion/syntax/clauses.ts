/** What a query is divided by: a keyword at which a clause begins, a bracket, or a `;`. */
export interface Divider {
  readonly word: string;
  /** The place of the clause in its query (ISO/IEC 9075-2, query expression); 0 for what begins a query anew. */
  readonly rank: number;
  readonly at: number;
  /** Whether a blank line stands before it. */
  readonly apart: boolean;
}

const ranks: Readonly<Record<string, number>> = {
  select: 1,
  from: 2,
  where: 3,
  'group by': 4,
  having: 5,
  'order by': 6,
  limit: 7,
  offset: 7,
  fetch: 7,
};

/** Comments and strings, what is no clause though it looks like one, then what counts. */
const token =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'[^']*(?:'|$)|"[^"]*(?:"|$)|`[^`]*(?:`|$)|\b(?:distinct|delete|fetch)\s+from\b|([();])|\n[ \t]*\n|\b(select|from|where|group\s+by|having|order\s+by|limit|offset|fetch|union|intersect|except|minus|with|insert|update|delete|create|merge|values|set)\b/gi;

/** The dividers of a piece of SQL in their order, leaving out comments and strings. */
export function dividersOf(text: string): Divider[] {
  const dividers: Divider[] = [];
  let apart = false;
  for (const found of text.matchAll(token)) {
    const word = found[1] ?? found[2]?.toLowerCase().replace(/\s+/g, ' ');
    if (word !== undefined) dividers.push({ word, rank: ranks[word] ?? 0, at: found.index, apart });
    if (!/^(?:--|\/\*)/.test(found[0])) apart = found[0].trim() === '';
  }
  if (apart) dividers.push({ word: '', rank: 0, at: text.length, apart });
  return dividers;
}

/** How far queries have come, read divider by divider: the last clause's rank, for the query of each open bracket. */
export class QueryRanks {
  readonly #ranks: number[];

  constructor(ranks: readonly number[] = [0]) {
    this.#ranks = [...ranks];
  }

  /** From the outermost query to the one that is being written. */
  get ranks(): readonly number[] {
    return this.#ranks;
  }

  /** Of the query that is being written. */
  get rank(): number {
    return this.#ranks.at(-1) ?? 0;
  }

  /** @returns whether a divider begins the outermost query anew though no `;` ended the one before. */
  beginsAnew({ rank, apart }: Divider): boolean {
    return apart && rank <= 1 && this.#ranks.length === 1;
  }

  read(divider: Divider): void {
    const { word, rank } = divider;
    if (word === '(') this.#ranks.push(0);
    else if (word === ')') this.#ranks.length = Math.max(1, this.#ranks.length - 1);
    else if (word === ';') this.#ranks.splice(0, this.#ranks.length, 0);
    else if (word !== '' || this.#ranks.length === 1) this.#ranks[this.#ranks.length - 1] = rank;
  }
}
