import type { Filter } from './candidate.ts';

/** Cuts back to the last complete line what was broken off in the middle of one, if any line of it is complete. */
export const halfLine: Filter = (candidate) => {
  const { text, ending } = candidate;
  if (ending !== 'length' && ending !== 'cut') return candidate;
  const complete = text.slice(0, Math.max(0, text.lastIndexOf('\n')));
  return complete.trim() === '' ? candidate : { ...candidate, text: complete };
};
