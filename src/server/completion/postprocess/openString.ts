import { contextOf } from '../syntax/context.ts';
import { lex } from '../syntax/lex.ts';
import type { Filter } from './candidate.ts';

/**
 * Drops the last line of a completion that the model ended in the middle of a string, unless the quote follows on the
 * cursor's line: it would turn the code behind it into text.
 */
export const openString: Filter = (candidate, view) => {
  const { ending } = candidate;
  const text = candidate.text.trimEnd();
  const { language, rest } = view;
  if (ending !== 'stop' || language.within === 'prose') return candidate;
  const { inside } = lex(text, language.id, contextOf(view).lexed);
  if (inside?.kind !== 'string' || inside.acrossLines || rest.includes(inside.close)) return candidate;
  const end = text.lastIndexOf('\n');
  return end === -1 ? undefined : { ...candidate, text: text.slice(0, end) };
};
