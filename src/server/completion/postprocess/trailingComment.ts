import { contextOf } from '../syntax/context.ts';
import { lex } from '../syntax/lex.ts';
import type { Filter } from './candidate.ts';

/** Cuts a comment from the end of a completion where code of the cursor's line would become part of it. */
export const trailingComment: Filter = (candidate, view) => {
  const { text, replaces } = candidate;
  const { rest, language } = view;
  const { lexed } = contextOf(view);
  if (rest.slice(replaces).trim() === '' || language.within === 'prose') return candidate;
  if (lexed.inside?.kind === 'comment') return candidate;
  const { inside, codeEnd } = lex(text, language.id, lexed);
  return inside?.kind === 'comment' ? { ...candidate, text: text.slice(0, codeEnd) } : candidate;
};
