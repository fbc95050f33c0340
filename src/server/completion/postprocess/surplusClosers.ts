import { contextOf, openAt, surplusBehind } from '../syntax/context.ts';
import { lex, openerOf, type State } from '../syntax/lex.ts';
import type { View } from '../view.ts';
import type { Candidate, Filter } from './candidate.ts';
import { closersAtCursor } from './closersAtCursor.ts';

/**
 * Cuts before a bracket or quote that closes what is not open, or what the document closes already. One that is doubled
 * may stay where the completion opens such a bracket again, as in `} else {`.
 */
export const surplusClosers: Filter = (candidate, view) => {
  if (view.language.within === 'prose') return candidate;
  const at = surplusAt(candidate, view);
  if (at === undefined) return candidate;
  const text = candidate.text.slice(0, at).replace(/\n[ \t]*$/, '');
  const cut = closersAtCursor({ ...candidate, text, replaces: 0 }, view);
  return cut && surplusClosers(cut, view);
};

/** Where the first or, among those that the document has too, the last closer stands that is one too many. */
function surplusAt({ text, replaces }: Candidate, view: View): number | undefined {
  const { language, rest } = view;
  const { lexed, whole, after } = contextOf(view);
  const own = lex(text, language.id, lexed);
  const stack = openAt(view);
  const quote = lexed.inside?.kind === 'string' ? lexed.inside.close : undefined;
  const closing = own.unmatched.filter(({ mark }, index) => ')]}'.includes(mark) || (index === 0 && mark === quote));
  const opened = own.open.filter(({ mark }) => mark !== '`');
  const last = closing.at(-1);
  if (last === undefined) return undefined;
  const base = surplusBehind(after, language.id, stack, lexed);
  for (const { mark, at, depth } of closing) {
    const opener = stack.pop();
    if (depth > 0 || (opener === undefined ? whole : opener !== openerOf(mark))) return at;
    const opensAnother = mark === quote && opensString(rest.slice(replaces), language.id, own);
    if (opensAnother && !opensString(rest, language.id, lexed)) return at;
  }
  const behind = (more: readonly string[]): number =>
    surplusBehind(after.slice(replaces), language.id, [...stack, ...more], own);
  if (behind(opened.map(({ mark }) => mark)) <= base) return undefined;
  return rest.trim() === '' && behind([]) <= base ? undefined : last.at;
}

function opensString(line: string, language: string, from: State): boolean {
  return lex(line, language, from).inside?.kind === 'string';
}
