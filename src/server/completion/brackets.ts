import { lex, startOfText } from './syntax/lex.ts';

/** The brackets and quotes of a piece of code that have no partner in it. */
export interface Balance {
  /** Opening brackets that are not closed, from the outside in. */
  readonly open: readonly string[];
  /** Closing brackets and quotes whose partner must stand before the piece, in order. */
  readonly unmatched: readonly string[];
  /** The quote whose string is still open at the end. */
  readonly quote: string | undefined;
}

/** Closing brackets and quotes: what an editor inserts by itself. */
export const closers = /^[)\]}"'`]+$/;

/**
 * Counts brackets, leaving out those in strings and comments.
 * @param quote the quote whose string the piece begins in
 */
export function balance(text: string, language: string, quote?: string): Balance {
  const string = { kind: 'string', close: quote ?? '', backslash: true, acrossLines: false } as const;
  const inside = quote === undefined ? undefined : string;
  const { open, unmatched, inside: end } = lex(text, language, { ...startOfText, inside });
  return {
    open: open.map(({ mark }) => mark),
    unmatched: unmatched.map(({ mark }) => mark),
    quote: end?.kind === 'string' ? end.close : undefined,
  };
}
