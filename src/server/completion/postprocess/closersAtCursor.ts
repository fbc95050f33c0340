import { closers } from '../brackets.ts';
import { contextOf } from '../syntax/context.ts';
import { lex, netDepth, openerOf } from '../syntax/lex.ts';
import type { Filter } from './candidate.ts';

/**
 * Finds what of the rest of the line a completion already contains, so that it is replaced and not doubled: the
 * brackets and quotes that the completion closes and did not open, then whatever else both end with. A bracket that
 * the completion opened itself is left alone, even where the text looks the same, and so is one that it opens again.
 * What both end with is taken from the completion instead, where the rest also closes what the completion does not.
 */
export const closersAtCursor: Filter = (candidate, view) => {
  const { rest, language } = view;
  if (rest.trim() === '') return candidate;
  const { lexed } = contextOf(view);
  const own = lex(candidate.text, language.id, lexed);
  const { unmatched, open } = own;
  const ends: number[] = [];
  for (const { mark } of unmatched) {
    const covered = ends.at(-1) ?? 0;
    const at = covered + (/^\s*/.exec(rest.slice(covered))?.[0].length ?? 0);
    if (!rest.startsWith(mark, at)) break;
    ends.push(at + mark.length);
  }
  for (const { mark } of open) if (openerOf(unmatched[ends.length - 1]?.mark ?? '') === mark) ends.pop();
  const covered = ends.at(-1) ?? 0;
  const other = rest.slice(covered).trim();
  const text = candidate.text.trimEnd();
  const sharesEnd = other !== '' && !closers.test(other.charAt(0)) && text.endsWith(other);
  if (!sharesEnd) return { ...candidate, replaces: covered };
  const closesLess = netDepth(own) > netDepth(lex(rest, language.id, lexed));
  return closesLess
    ? closersAtCursor({ ...candidate, text: text.slice(0, -other.length) }, view)
    : { ...candidate, replaces: rest.trimEnd().length };
};
