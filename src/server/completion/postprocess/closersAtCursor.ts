import { balance, closers } from '../brackets.ts';
import type { Filter } from './candidate.ts';

/**
 * Finds what of the rest of the line a completion already contains, so that it is replaced and not doubled: the
 * brackets and quotes that the completion closes and did not open, then whatever else both end with. A bracket that
 * the completion opened itself is left alone, even where the text looks the same.
 */
export const closersAtCursor: Filter = (candidate, { rest, lineBefore, language }) => {
  if (rest.trim() === '') return candidate;
  const quote = balance(lineBefore, language.id).quote;
  let covered = 0;
  for (const closer of balance(candidate.text, language.id, quote).unmatched) {
    const at = covered + (/^\s*/.exec(rest.slice(covered))?.[0].length ?? 0);
    if (rest[at] !== closer) break;
    covered = at + 1;
  }
  const other = rest.slice(covered).trim();
  const sharesEnd = other !== '' && !closers.test(other.charAt(0)) && candidate.text.trimEnd().endsWith(other);
  return { ...candidate, replaces: sharesEnd ? rest.trimEnd().length : covered };
};
