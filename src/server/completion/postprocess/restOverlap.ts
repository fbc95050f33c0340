import { wordCharacter } from '../shape.ts';
import type { Filter } from './candidate.ts';

/** The shortest text, in characters, that is taken for the same text and not for chance. */
const shortest = 3;

/**
 * Takes away what the rest of the cursor's line already says, where there are words in it: all of it from where it
 * begins within the completion, or the completion's end that is its beginning. Where both have the same end, the rest
 * is replaced instead.
 */
export const restOverlap: Filter = (candidate, { rest }) => {
  const { text } = candidate;
  const there = rest.trim();
  if (!wordCharacter.test(there) || there.length < shortest || text.trimEnd().endsWith(there)) return candidate;
  const end = text.indexOf('\n');
  const at = text.slice(0, end === -1 ? undefined : end).indexOf(there);
  if (at !== -1) return { ...candidate, text: text.slice(0, at) };
  for (let length = Math.min(text.length, rest.length); length >= shortest; length--) {
    const shared = rest.slice(0, length);
    if (text.endsWith(shared) && wordCharacter.test(shared) && !splitsWord(text, text.length - length)) {
      return { ...candidate, text: text.slice(0, -length) };
    }
  }
  return candidate;
};

function splitsWord(text: string, at: number): boolean {
  return wordCharacter.test(text.charAt(at)) && wordCharacter.test(text.charAt(at - 1));
}
