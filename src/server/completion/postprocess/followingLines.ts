import { balance } from '../brackets.ts';
import { wordCharacter } from '../shape.ts';
import type { View } from '../view.ts';
import type { Filter } from './candidate.ts';

/**
 * Whether a line of a completion is the line that already follows the cursor.
 * A line of nothing but brackets is only if it stands at the same indentation and closes what the completion did not
 * open.
 * @param closesOuter whether the line closes a bracket from before the completion
 */
export function isFollowingLine(line: string, nextLine: string | undefined, closesOuter: boolean): boolean {
  if (nextLine === undefined || line.trim() === '') return false;
  if (wordCharacter.test(line)) return line.trim() === nextLine.trim();
  return closesOuter && line.trimEnd() === nextLine;
}

/** Cuts before the line that already follows the cursor. */
export const followingLines: Filter = (candidate, view) => {
  const lines = candidate.text.split('\n');
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    const full = index === 0 ? view.lineBefore + line : line;
    const { open, unmatched } = balance(line, view.language.id);
    depth += open.length - unmatched.length;
    if (index === 0 && isInsideLine(view)) continue;
    if (isFollowingLine(full, view.nextLine, depth < 0)) {
      return { ...candidate, text: lines.slice(0, index).join('\n') };
    }
    depth = Math.max(0, depth);
  }
  return candidate;
};

/** Whether the completion's first line is to end inside a line that goes on. */
function isInsideLine({ rest }: View): boolean {
  return rest.trim() !== '';
}
