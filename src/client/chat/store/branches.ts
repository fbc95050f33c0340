import type { ChatTurn } from '../../../protocol/chat.ts';
import type { Branch } from '../../../protocol/panel.ts';
import type { Exchange, Stored } from './stored.ts';

/** @returns the exchanges from the first to this one; none where it is not among them. */
export function pathTo(exchanges: readonly Exchange[], last: string | null): Exchange[] {
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const path: Exchange[] = [];
  let at = last === null ? undefined : byId.get(last);
  while (at !== undefined && !path.includes(at)) {
    path.unshift(at);
    at = at.parent === null ? undefined : byId.get(at.parent);
  }
  return path;
}

/** @returns all exchanges that were tried in the place of this one, itself among them, the first first. */
export function branchesAt(exchanges: readonly Exchange[], { parent }: Exchange): Exchange[] {
  return exchanges.filter((each) => each.parent === parent).sort(inOrder);
}

/** @returns which of the branches in its place an exchange is; undefined where it is the only one. */
export function branchOf(exchanges: readonly Exchange[], exchange: Exchange): Branch | undefined {
  const branches = branchesAt(exchanges, exchange);
  return branches.length < 2 ? undefined : { number: branches.indexOf(exchange) + 1, of: branches.length };
}

/** @returns where the branch ends that leads through this exchange and was gone on with last. */
export function endOf(exchanges: readonly Exchange[], from: Exchange): Exchange {
  const next = exchanges.filter(({ parent }) => parent === from.id).sort(inOrder).at(-1);
  return next === undefined ? from : endOf(exchanges.filter((each) => each !== from), next);
}

/** @returns the turns that the exchanges of a path brought. A question that got no answer is no part of the history. */
export function historyOf(path: readonly Exchange[]): ChatTurn[] {
  return path.flatMap(({ result }) => (result?.outcome === 'answered' ? result.turns : []));
}

/**
 * Two versions of one conversation, as two windows have them, as one: every exchange of both is kept, so what was asked
 * in both stands side by side as branches. Of one exchange, and of the title, the later version counts.
 * @param mine whose branch is shown from now on
 */
export function united(mine: Stored, theirs: Stored): Stored {
  const exchanges = new Map(theirs.exchanges.map((exchange) => [exchange.id, exchange]));
  for (const exchange of mine.exchanges) {
    const other = exchanges.get(exchange.id);
    if (other === undefined || other.changed <= exchange.changed) exchanges.set(exchange.id, exchange);
  }
  const named = (theirs.named ?? 0) > (mine.named ?? 0) ? theirs : mine;
  return {
    ...mine,
    title: named.title,
    ...(named.named !== undefined && { named: named.named }),
    created: Math.min(mine.created, theirs.created),
    changed: Math.max(mine.changed, theirs.changed),
    exchanges: [...exchanges.values()].sort(inOrder),
  };
}

function inOrder(one: Exchange, other: Exchange): number {
  return one.asked - other.asked || (one.id < other.id ? -1 : 1);
}
