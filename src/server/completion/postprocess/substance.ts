import { wordCharacter } from '../shape.ts';
import type { Filter } from './candidate.ts';

/** What may be a completion without a word: a bracket, quote or semicolon that is missing, and what goes on behind it. */
const closes = /[)\]}"'`;]/;

/**
 * Drops an answer without a word that closes nothing either: `#`, `-----`, `...`. What remains of a completion that is
 * being typed may well be ` +`, so this looks at whole answers only.
 */
export const substance: Filter = (candidate) =>
  wordCharacter.test(candidate.text) || closes.test(candidate.text) ? candidate : undefined;
