import type { Filter } from './candidate.ts';

/**
 * Drops white space at the end, and empty lines. Where something of the cursor's line stays behind a completion of
 * several lines, as `}` may, the last line end is what puts that on a line of its own, so it stays too.
 */
export const trailingSpace: Filter = (candidate, { rest }) => {
  const { text, replaces } = candidate;
  const trimmed = text.trimEnd();
  if (rest.slice(replaces).trim() !== '' && trimmed.includes('\n')) return candidate;
  return { ...candidate, text: trimmed };
};
