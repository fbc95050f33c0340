import { isFence } from '../language.ts';
import type { Filter } from './candidate.ts';

/** A header that is begun and not ended: "```{r, echo". */
const halfHeader = /^\s*(?:`{3,}|~{3,})\s*\{[^}]*$/;

/** Too few characters for a fence. */
const halfFence = /^\s*(?:`{1,2}|~{1,2})$/;

/**
 * Cuts before a fence that a completion writes only by half: in prose before the header of a chunk that does not end,
 * and before a block whose header is the last that came; in a chunk before what was to be its end.
 */
export const fences: Filter = (candidate, { language, lineBefore, rest }) => {
  if (language.within !== 'prose' && language.within !== 'chunk') return candidate;
  const lines = candidate.text.split('\n');
  const cut = lines.findIndex((line, at) => {
    const full = at === 0 ? lineBefore + line : line;
    const last = at === lines.length - 1;
    if (language.within === 'chunk') return last && at > 0 && halfFence.test(line);
    if (halfHeader.test(full)) return !(at === 0 && (rest.includes('}') || lineBefore.includes('{')));
    return last && at > 0 && isFence(line);
  });
  return cut === -1 ? candidate : { ...candidate, text: lines.slice(0, cut).join('\n') };
};
