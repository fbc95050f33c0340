import { balance } from '../brackets.ts';
import { wordCharacter } from '../shape.ts';
import { contextOf, missedBehind } from '../syntax/context.ts';
import { lex } from '../syntax/lex.ts';
import type { View } from '../view.ts';
import type { Filter } from './candidate.ts';

/** Languages in which the case of a word does not matter. */
const caseless = new Set(['sql', 'sas']);

/**
 * Whether a line of a completion is the line that already follows the cursor: the same but for white space, the kind
 * of quotes, and, where the language does not tell them apart, capitals.
 * A line of nothing but brackets is only if it stands at the same indentation and closes what the completion did not
 * open.
 * @param closesOuter whether the line closes a bracket from before the completion
 */
export function isFollowingLine(
  line: string,
  nextLine: string | undefined,
  closesOuter: boolean,
  language: string,
): boolean {
  if (nextLine === undefined || line.trim() === '') return false;
  if (wordCharacter.test(line)) return plain(line, language) === plain(nextLine, language);
  return closesOuter && line.trimEnd() === nextLine;
}

/** White space between two words stays: `end if` is not `endif`. */
const spaces = /(?<![\p{L}\p{N}_])\s+|\s+(?![\p{L}\p{N}_])/gu;

function plain(line: string, language: string): string {
  const text = line.trim().replace(spaces, '').replace(/\s+/g, ' ').replaceAll("'", '"');
  return caseless.has(language) ? text.toLowerCase() : text;
}

/**
 * Cuts before the line that already follows the cursor. A bracket that closes what the completion opened itself follows
 * already where the one below would otherwise close nothing.
 */
export const followingLines: Filter = (candidate, view) => {
  const lines = candidate.text.split('\n');
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    const full = index === 0 ? view.lineBefore + line : line;
    const { open, unmatched } = balance(line, view.language.id);
    depth += open.length - unmatched.length;
    if (index === 0 && isInsideLine(view)) continue;
    const isSame = full.trimEnd() === view.nextLine;
    const closesOuter = depth < 0 || (isSame && isMissedBelow(lines.slice(0, index).join('\n'), view));
    if (isFollowingLine(full, view.nextLine, closesOuter, view.language.id)) {
      return { ...candidate, text: lines.slice(0, index).join('\n') };
    }
    depth = Math.max(0, depth);
  }
  return candidate;
};

/** Whether brackets below the cursor close nothing unless it is what a text leaves open. */
function isMissedBelow(text: string, view: View): boolean {
  const { lexed, whole } = contextOf(view);
  const own = lex(text, view.language.id, lexed);
  return whole && own.inside === undefined && missedBehind(own, view) > 0;
}

/** Whether the completion's first line is to end inside a line that goes on. */
function isInsideLine({ rest }: View): boolean {
  return rest.trim() !== '';
}
