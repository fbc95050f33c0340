import type { Filter } from './candidate.ts';

/** Takes away white space at the start that the cursor's line already has: a second space, the indentation again. */
export const spacing: Filter = (candidate, { lineBefore }) => {
  const { text } = candidate;
  if (!/[ \t]$/.test(lineBefore)) return candidate;
  if (lineBefore.trim() !== '') return { ...candidate, text: text.replace(/^[ \t]+/, '') };
  return text.startsWith(lineBefore) ? { ...candidate, text: text.slice(lineBefore.length) } : candidate;
};
