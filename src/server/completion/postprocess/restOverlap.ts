import { wordCharacter } from '../shape.ts';
import type { Filter } from './candidate.ts';

/** The shortest text, in characters, that is taken for the same text and not for chance. */
const shortest = 3;

/**
 * Keeps to the cursor's line where words follow on it, and takes away what these already say: all of it from where the
 * rest begins within the completion, or the completion's end that is its beginning. Where both have the same end, the
 * rest is replaced instead.
 */
export const restOverlap: Filter = (candidate, { rest }) => {
  const there = rest.trim();
  if (!wordCharacter.test(there)) return candidate;
  const [text = ''] = candidate.text.split('\n', 1);
  if (there.length < shortest || text.trimEnd().endsWith(there)) return { ...candidate, text };
  const at = text.indexOf(there);
  if (at !== -1) return { ...candidate, text: text.slice(0, at) };
  for (let length = Math.min(text.length, rest.length); length >= shortest; length--) {
    const shared = rest.slice(0, length);
    if (text.endsWith(shared) && wordCharacter.test(shared) && !splitsWord(text, text.length - length)) {
      return { ...candidate, text: text.slice(0, -length) };
    }
  }
  return { ...candidate, text };
};

function splitsWord(text: string, at: number): boolean {
  return wordCharacter.test(text.charAt(at)) && wordCharacter.test(text.charAt(at - 1));
}
