import { contextOf, missedBehind, openAt } from '../syntax/context.ts';
import { closerOf, lex, netDepth, type Bracket, type Lexed } from '../syntax/lex.ts';
import { leadingSpace } from '../syntax/indent.ts';
import type { View } from '../view.ts';
import type { Candidate, Filter } from './candidate.ts';

/**
 * Closes what a completion leaves open in front of closing brackets, which would otherwise be taken for it: `sum(║)`
 * with `mean(x` is to become `sum(mean(x))`. Behind several lines that is on a line of its own. What the lines below
 * close stays open, as does `function(na║)` with `me) {` above its body. Drops what fits in no way.
 */
export const missingClosers: Filter = (candidate, view) => {
  const { text, replaces } = candidate;
  const { rest, language, lineBefore } = view;
  if (rest.trim() === '' || language.within === 'prose') return candidate;
  const { lexed, whole } = contextOf(view);
  const own = lex(text, language.id, lexed);
  if (own.inside !== undefined || own.open.length === 0 || isClosedBelow(candidate, own, view)) return candidate;
  const depth = netDepth(lex(rest, language.id, lexed));
  const kept = rest.slice(replaces);
  const most = whole ? openAt(view).length : Infinity;
  const fits = (code: string): boolean => {
    const all = lex(code, language.id, lexed);
    const unmatched = all.unmatched.filter(({ mark }) => mark !== "'");
    return netDepth(all) <= depth && unmatched.length <= most && unmatched.every((bracket) => bracket.depth === 0);
  };
  let count = 0;
  while (!fits(text + closing(own.open.slice(own.open.length - count)) + kept)) {
    if (++count > own.open.length) return undefined;
  }
  const open = own.open.slice(own.open.length - count);
  const [outermost] = open;
  if (outermost === undefined) return candidate;
  if (!text.includes('\n', outermost.at)) return { ...candidate, text: text.trimEnd() + closing(open) };
  const line = (lineBefore + text).slice(0, lineBefore.length + outermost.at).split('\n').at(-1) ?? '';
  return { ...candidate, text: `${text.trimEnd()}\n${leadingSpace(line)}${closing(open)}` };
};

/** Whether what follows a completion closes all that it leaves open, and would else close nothing. */
function isClosedBelow({ text, replaces }: Candidate, own: Lexed, view: View): boolean {
  const { lineBefore, nextLine } = view;
  // A quote that closes nothing leaves in doubt what the brackets belong to.
  if (own.unmatched.some(({ mark }) => mark === "'") || missedBehind(own, view, replaces) < own.open.length) return false;
  // Where brackets may be open further up, what is closed below may be theirs; a body that is indented is this one's.
  const last = leadingSpace((lineBefore + text).split('\n').at(-1) ?? '');
  return contextOf(view).whole || leadingSpace(nextLine ?? '').length > last.length;
}

function closing(open: readonly Bracket[]): string {
  return open.map(({ mark }) => closerOf(mark)).reverse().join('');
}
