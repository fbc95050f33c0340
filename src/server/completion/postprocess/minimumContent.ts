import type { Filter } from './candidate.ts';

/** Drops what adds nothing: white space, or what it would replace. */
export const minimumContent: Filter = (candidate, { rest }) => {
  const added = withoutSpace(candidate.text);
  return added === '' || added === withoutSpace(rest.slice(0, candidate.replaces)) ? undefined : candidate;
};

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
