import { wordCharacter } from '../shape.ts';
import type { Filter } from './candidate.ts';

/** Drops what would grow together with the word behind the cursor into one that nobody meant. */
export const wordBoundary: Filter = (candidate, { rest }) => {
  const next = rest.charAt(candidate.replaces);
  return wordCharacter.test(next) && wordCharacter.test(candidate.text.slice(-1)) ? undefined : candidate;
};
