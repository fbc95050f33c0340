import type { End, Wish } from './dialects.ts';

/** How fast the model is. */
export interface Pace {
  /** Milliseconds from a request to its first token. */
  readonly firstToken: number;
  /** Tokens a second from then on. */
  readonly rate: number;
}

/** As many characters make a token, whatever they are. */
export const charactersPerToken = 4;

/** @returns when a token comes, in milliseconds after the request; tokens are counted from 0 */
export function tokenTime(token: number, { firstToken, rate }: Pace): number {
  return firstToken + (token * 1000) / rate;
}

/** @returns how many tokens the model has written, `elapsed` milliseconds after the request, of a text of any length */
export function tokensBy(elapsed: number, { firstToken, rate }: Pace): number {
  return elapsed < firstToken ? 0 : Math.floor(((elapsed - firstToken) * rate) / 1000) + 1;
}

export function tokensIn(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/** Ends an answer where the wish wants it to end, as servers do: before a stop string, or when enough tokens are there. */
export function cutTo({ stop, maxTokens }: Pick<Wish, 'stop' | 'maxTokens'>, text: string): { text: string; end: End } {
  const stops = stop.filter((each) => each !== '').map((each) => text.indexOf(each)).filter((at) => at !== -1);
  const stopped = text.slice(0, Math.min(text.length, ...stops));
  if (tokensIn(stopped) <= maxTokens) return { text: stopped, end: 'stop' };
  return { text: stopped.slice(0, maxTokens * charactersPerToken), end: 'length' };
}
