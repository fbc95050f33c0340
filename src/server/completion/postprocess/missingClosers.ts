import { contextOf } from '../syntax/context.ts';
import { closerOf, lex, netDepth } from '../syntax/lex.ts';
import { leadingSpace } from '../syntax/indent.ts';
import type { Filter } from './candidate.ts';

/**
 * Closes what a completion leaves open in front of closing brackets, which would otherwise be taken for it: `sum(║)`
 * with `mean(x` is to become `sum(mean(x))`. Behind several lines that is on a line of its own.
 */
export const missingClosers: Filter = (candidate, view) => {
  const { text, replaces } = candidate;
  const { rest, language, lineBefore } = view;
  if (rest.trim() === '' || language.within === 'prose') return candidate;
  const { lexed } = contextOf(view);
  const own = lex(text, language.id, lexed);
  if (own.inside !== undefined || own.open.length === 0) return candidate;
  const net = (code: string): number => netDepth(lex(code, language.id, lexed));
  const missing = Math.max(0, net(text + rest.slice(replaces)) - net(rest));
  const brackets = own.open.filter(({ mark }) => mark !== '`');
  const first = missing === 0 ? undefined : brackets.at(-Math.min(missing, brackets.length));
  const open = first === undefined ? [] : own.open.slice(own.open.indexOf(first));
  const [outermost] = open;
  if (outermost === undefined) return candidate;
  const closing = open.map(({ mark }) => closerOf(mark)).reverse().join('');
  if (!text.includes('\n', outermost.at)) return { ...candidate, text: text.trimEnd() + closing };
  const line = (lineBefore + text).slice(0, lineBefore.length + outermost.at).split('\n').at(-1) ?? '';
  return { ...candidate, text: `${text.trimEnd()}\n${leadingSpace(line)}${closing}` };
};
