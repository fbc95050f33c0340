import { isBareFence, isFence, type Language } from '../language.ts';
import type { Filter } from './candidate.ts';

/** How instruct models begin when they talk about code instead of writing it, in English and French. */
const chatter =
  /^\s*(?:sure|certainly|of course|absolutely|okay|here(?:'s|’s| is| are)|the (?:completed?|missing|following|next)|voici|bien s[uû]r|certainement|d['’]accord|le code)(?=[\s,!:.])[^\n]*[:.!]\s*$/i;

/** How they go on behind it, in a line of its own. */
const explanation =
  /^(?:\**(?:explanation|explication|note|remarque|output|sortie)s?\**\s*:|(?:this|the above) (?:code|line|query|script|function|program)\s|(?:ce|cette|le) (?:code|ligne|requête|script|fonction|programme)\s)/i;

/**
 * Whether a line at the start of an answer is talk or an opening fence. In prose nothing is; and in a chunk a bare
 * fence is its end, not a beginning.
 */
export function isPreamble(line: string, language: Language): boolean {
  if (language.within === 'prose') return false;
  if (isFence(line)) return language.within !== 'chunk' || !isBareFence(line);
  return chatter.test(line);
}

/** Unwraps an answer: drops what stands before the code, and the fence or talk behind it with all that follows. */
export const preamble: Filter = (candidate, { language }) => {
  if (language.within === 'prose') return candidate;
  const lines = candidate.text.split('\n');
  let start = 0;
  for (const [index, line] of lines.entries()) {
    if (isPreamble(line, language)) start = index + 1;
    else if (line.trim() !== '') break;
  }
  const ends = (line: string, at: number): boolean => isFence(line) || (start + at > 0 && explanation.test(line));
  const length = lines.slice(start).findIndex(ends);
  return { ...candidate, text: lines.slice(start, length === -1 ? undefined : start + length).join('\n') };
};
