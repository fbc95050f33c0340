import type { Filter } from './candidate.ts';

/** What an assignment's value is not put on a line of its own behind. */
const assignment = /(?:<-|=)[ \t]+$/;

/**
 * Takes away white space at the start that is there already or not meant: a second space, the indentation again, the
 * one space that many vocabularies put before a word, a line end between `<- ` and the value.
 */
export const spacing: Filter = (candidate, { lineBefore }) => {
  const { text } = candidate;
  if (!/[ \t]$/.test(lineBefore)) return candidate;
  if (assignment.test(lineBefore)) return { ...candidate, text: text.trimStart() };
  if (lineBefore.trim() !== '' || /^ \S/.test(text)) return { ...candidate, text: text.replace(/^[ \t]+/, '') };
  return text.startsWith(lineBefore) ? { ...candidate, text: text.slice(lineBefore.length) } : candidate;
};
