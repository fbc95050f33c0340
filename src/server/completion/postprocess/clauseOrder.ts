import { wordCharacter } from '../shape.ts';
import { dividersOf, QueryRanks } from '../syntax/clauses.ts';
import { contextOf } from '../syntax/context.ts';
import type { View } from '../view.ts';
import type { Filter } from './candidate.ts';

/** Where a query stands at the cursor: how far it has come, and the rank of the clause that follows the cursor. */
interface Place {
  readonly ranks: readonly number[];
  readonly next: number | undefined;
}

/** The rank of `LIMIT`, `OFFSET` and `FETCH`, which stand beside each other. */
const lastRank = 7;

const places = new WeakMap<View, Place>();

/**
 * Keeps a query in order: cuts before a clause that the query has already, before the cursor or behind it, or that
 * cannot come any more, and behind the `;`. Looks at what begins in code only.
 */
export const clauseOrder: Filter = (candidate, view) => {
  if (view.language.id !== 'sql' || contextOf(view).lexed.inside !== undefined) return candidate;
  const { text } = candidate;
  const place = places.get(view) ?? placeOf(view);
  places.set(view, place);
  const query = new QueryRanks(place.ranks);
  const own = place.ranks.length;
  for (const divider of dividersOf(text)) {
    const { word, rank, at } = divider;
    if (word === ';') return { ...candidate, text: text.slice(0, at + 1) };
    if (at === 0 && wordCharacter.test(view.lineBefore.slice(-1)) && rank > 0) continue;
    if (query.ranks.length === own && rank > 0 && !query.beginsAnew(divider)) {
      const isDoubled = rank <= query.rank && rank < lastRank;
      const isBehind = place.next !== undefined && rank >= place.next;
      if (isDoubled || isBehind) return { ...candidate, text: text.slice(0, at).trimEnd() };
    }
    query.read(divider);
    if (query.ranks.length < own) return candidate;
  }
  return candidate;
};

function placeOf(view: View): Place {
  const { code, after } = contextOf(view);
  const query = new QueryRanks();
  for (const divider of dividersOf(code)) {
    if (query.beginsAnew(divider)) query.read({ ...divider, word: ';' });
    query.read(divider);
  }
  return { ranks: query.ranks, next: nextRank(after) };
}

/** The rank of the first clause behind the cursor that belongs to the query there. */
function nextRank(after: string): number | undefined {
  let depth = 0;
  for (const { word, rank, apart } of dividersOf(after)) {
    if (word === '(') depth++;
    else if (word === ')') depth--;
    if (depth < 0 || word === ';' || apart) return undefined;
    if (depth === 0 && word !== ')') return rank > 1 ? rank : undefined;
  }
  return undefined;
}
