import { contextOf, neededAt } from '../syntax/context.ts';
import { lex, partnerOf } from '../syntax/lex.ts';
import type { Filter } from './candidate.ts';
import { closersAtCursor } from './closersAtCursor.ts';

/**
 * Cuts before a bracket or quote that closes what is not open, or what the document closes already. One that is doubled
 * may stay where the completion opens such a bracket again, as in `} else {`.
 */
export const surplusClosers: Filter = (candidate, view) => {
  const { language, rest } = view;
  if (language.within === 'prose') return candidate;
  const { lexed, whole } = contextOf(view);
  const { unmatched, open } = lex(candidate.text, language.id, lexed);
  const quote = lexed.inside?.kind === 'string' ? lexed.inside.close : undefined;
  const closing = unmatched.filter(({ mark }, at) => ')]}'.includes(mark) || (at === 0 && mark === quote));
  if (closing.length === 0) return candidate;
  const needed = neededAt(view);
  const need = (opener: string): void => void needed.set(opener, (needed.get(opener) ?? 0) + 1);
  for (const { mark } of lex(rest.slice(0, candidate.replaces), language.id, lexed).unmatched) need(openerOf(mark));
  for (const { mark } of open) need(mark);
  const stack = lexed.open.map(({ mark }) => mark).filter((mark) => mark !== '`');
  if (quote !== undefined) stack.push(quote);
  for (const { mark, at } of closing) {
    const opener = stack.pop();
    const crosses = open.some((bracket) => bracket.at < at && bracket.mark !== '`');
    if (opener === undefined && !whole && !crosses) continue;
    const left = needed.get(opener ?? '') ?? 0;
    if (opener === undefined || opener !== openerOf(mark) || left <= 0 || crosses) {
      const cut = closersAtCursor({ ...candidate, text: before(candidate.text, at), replaces: 0 }, view);
      return cut && surplusClosers(cut, view);
    }
    needed.set(opener, left - 1);
  }
  return candidate;
};

function openerOf(mark: string): string {
  return ')]}'.includes(mark) ? (partnerOf(mark) ?? mark) : mark;
}

/** The text before a place, without the line that begins there. */
function before(text: string, at: number): string {
  return text.slice(0, at).replace(/\n[ \t]*$/, '');
}
