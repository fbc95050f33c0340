import { closers } from '../brackets.ts';
import { contextOf } from '../syntax/context.ts';
import { lex, partnerOf } from '../syntax/lex.ts';
import type { Filter } from './candidate.ts';

/**
 * Finds what of the rest of the line a completion already contains, so that it is replaced and not doubled: the
 * brackets and quotes that the completion closes and did not open, then whatever else both end with. A bracket that
 * the completion opened itself is left alone, even where the text looks the same, and so is one that it opens again.
 */
export const closersAtCursor: Filter = (candidate, view) => {
  const { rest, language } = view;
  if (rest.trim() === '') return candidate;
  const { unmatched, open } = lex(candidate.text, language.id, contextOf(view).lexed);
  const ends: number[] = [];
  for (const { mark } of unmatched) {
    const covered = ends.at(-1) ?? 0;
    const at = covered + (/^\s*/.exec(rest.slice(covered))?.[0].length ?? 0);
    if (!rest.startsWith(mark, at)) break;
    ends.push(at + mark.length);
  }
  for (const { mark } of open) if (partnerOf(unmatched[ends.length - 1]?.mark ?? '') === mark) ends.pop();
  const covered = ends.at(-1) ?? 0;
  const other = rest.slice(covered).trim();
  const sharesEnd = other !== '' && !closers.test(other.charAt(0)) && candidate.text.trimEnd().endsWith(other);
  return { ...candidate, replaces: sharesEnd ? rest.trimEnd().length : covered };
};
