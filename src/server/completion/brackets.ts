import { lineComment } from './language.ts';

/** The brackets and quotes of a piece of code that have no partner in it. */
export interface Balance {
  /** Opening brackets that are not closed, from the outside in. */
  readonly open: readonly string[];
  /** Closing brackets and quotes whose partner must stand before the piece, in order. */
  readonly unmatched: readonly string[];
  /** The quote whose string is still open at the end. */
  readonly quote: string | undefined;
}

const partners: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Closing brackets and quotes: what an editor inserts by itself. */
export const closers = /^[)\]}"'`]+$/;

/**
 * Counts brackets, leaving out those in strings and comments. A string ends at the end of its line at the latest:
 * an apostrophe in prose must not swallow the code behind it.
 * @param quote the quote whose string the piece begins in
 */
export function balance(text: string, language: string, quote?: string): Balance {
  const open: string[] = [];
  const unmatched: string[] = [];
  const comment = lineComment(language);
  const quotes = language === 'markdown' ? '' : '"\'`';
  let inside = quote;
  let borrowed = quote !== undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n') {
      inside = undefined;
      borrowed = false;
    } else if (inside !== undefined) {
      if (character === '\\') at++;
      else if (character === inside) {
        if (borrowed) unmatched.push(character);
        inside = undefined;
        borrowed = false;
      }
    } else if (comment !== undefined && text.startsWith(comment, at)) {
      const end = text.indexOf('\n', at);
      at = (end === -1 ? text.length : end) - 1;
    } else if (quotes.includes(character)) {
      inside = character;
    } else if (character === '(' || character === '[' || character === '{') {
      open.push(character);
    } else if (character in partners) {
      if (open.at(-1) === partners[character]) open.pop();
      else unmatched.push(character);
    }
  }
  return { open, unmatched, quote: inside };
}
