import { defaults } from '../defaults.ts';
import { wordCharacter } from '../shape.ts';
import type { Filter } from './candidate.ts';

/** A name as far as it is typed; R's may hold dots. Looked for where a word begins only: lines may be one long word. */
const wordAtEnd = /(?<![\p{L}\p{N}_.])[\p{L}\p{N}_.]+$/u;

/**
 * Takes away what a model repeats of the cursor's line: the whole line, the word it was to complete, or, where
 * nothing else is left, the line's end. Models that were trained to chat do this often.
 */
export const echo: Filter = (candidate, { lineBefore }) => {
  const text = withoutEcho(candidate.text, lineBefore);
  const lone = text.trim();
  const line = lineBefore.trimEnd();
  const splitsWord = wordCharacter.test(lone.charAt(0)) && wordCharacter.test(line.charAt(line.length - lone.length - 1));
  const repeatsEnd = wordCharacter.test(lone) && line.endsWith(lone) && !splitsWord;
  return repeatsEnd ? undefined : { ...candidate, text };
};

function withoutEcho(text: string, lineBefore: string): string {
  const line = lineBefore.trim();
  const unindented = text.replace(/^[ \t]+/, '');
  if (line.length >= defaults.echoCharacters && wordCharacter.test(line) && unindented.startsWith(line)) {
    return unindented.slice(line.length);
  }
  const word = wordAtEnd.exec(lineBefore)?.[0] ?? '';
  return word.length >= defaults.echoCharacters && text.startsWith(word) ? text.slice(word.length) : text;
}
