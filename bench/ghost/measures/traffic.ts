import type { RunLog } from '../driver/log.ts';
import { charactersPerToken } from '../oracle/pace.ts';
import { leftAt, placed } from './agreement.ts';

/** How soon after the key that made it useless a request's socket is to be closed, in milliseconds. */
const closedWithin = 150;

/** What a client costs at the model. */
export interface Traffic {
  readonly tokensPer100: number;
  /** Without those that only warm a cache. */
  readonly requestsPer100: number;
  readonly warmingsPer100: number;
  /** Tokens that brought nothing of the typed text that an earlier request had not brought already. */
  readonly wastePer100: number;
  /**
   * Of the requests that were open when typing left the text that their answer would be (before the first token, too),
   * the share whose socket was closed within 150 ms of that key. Not a number where there was none.
   */
  readonly uselessClosed: number;
}

export function trafficOf(log: RunLog): Traffic {
  const { asked, keys } = log;
  const per100 = (count: number): number => (count * 100) / keys;
  const wishes = asked.filter(({ warming }) => !warming);
  const tokens = wishes.reduce((total, each) => total + each.tokens, 0);
  return {
    tokensPer100: per100(tokens),
    requestsPer100: per100(wishes.length),
    warmingsPer100: per100(asked.length - wishes.length),
    wastePer100: per100(tokens - usefulCharacters(log) / charactersPerToken),
    uselessClosed: uselessClosed(log),
  };
}

function uselessClosed(log: RunLog): number {
  const delays = log.asked.flatMap((asked) => {
    const request = placed(asked, log);
    const left = request && leftAt(request, log);
    const ended = asked.endedAt ?? Infinity;
    return left === undefined || ended <= left ? [] : [ended - left];
  });
  return delays.length === 0 ? NaN : delays.filter((delay) => delay <= closedWithin).length / delays.length;
}

/** How many characters of the typed text the model has written at the right place, each counted once. */
function usefulCharacters({ asked, segments }: RunLog): number {
  const known = new Map(segments.map(({ program }) => [program.name, new Set<number>()]));
  for (const { place, answer, tokens } of asked) {
    const segment = segments.find(({ program }) => program.name === place?.document.name);
    if (place === undefined || segment === undefined) continue;
    const places = known.get(place.document.name);
    const written = answer.slice(0, tokens * charactersPerToken);
    for (let index = 0; index < written.length && written[index] === place.document.text[place.offset + index]; index += 1) {
      const at = place.offset + index;
      if (at >= segment.start && at < segment.end) places?.add(at);
    }
  }
  return [...known.values()].reduce((total, places) => total + places.size, 0);
}
