import type { Filter } from './candidate.ts';

/**
 * Cuts back what was broken off in the middle of a line: to the last complete line, or in prose, whose lines have no
 * end, to the last complete word. One half line of code alone is dropped: a model that has not ended a line within
 * its token limit is counting, or lost.
 */
export const halfLine: Filter = (candidate, { language }) => {
  const { text, ending } = candidate;
  if (ending !== 'length' && ending !== 'cut') return candidate;
  const complete =
    language.within === 'prose' ? text.replace(/\S*$/, '') : text.slice(0, Math.max(0, text.lastIndexOf('\n')));
  return complete.trim() === '' ? undefined : { ...candidate, text: complete };
};
