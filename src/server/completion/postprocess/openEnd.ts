import { codeOf } from '../syntax/statement.ts';
import type { View } from '../view.ts';
import type { Filter } from './candidate.ts';

/** What a line ends with where the next one goes on with the same statement. */
const openEnds: Readonly<Record<string, RegExp>> = {
  r: /\s*(?:\|>|%[^%\s]*%|\+)$/,
  stata: /\s*\/\/\/.*$/,
};

function indentation(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}

/**
 * Takes the operator from the end of a completion of several lines that the model ended by itself with a pipe or a `+`,
 * so that what is there can be run. It stays where the line below goes on, and where the model was stopped.
 */
export const openEnd: Filter = (candidate, view) => {
  const open = openEnds[view.language.id];
  const { text, ending } = candidate;
  const start = text.trimEnd().lastIndexOf('\n') + 1;
  if (open === undefined || ending !== 'stop' || start === 0) return candidate;
  const line = text.slice(start).trimEnd();
  const code = view.language.id === 'stata' ? line : codeOf(line, view.language.id);
  if (!open.test(code) || goesOn(line, view)) return candidate;
  return { ...candidate, text: text.slice(0, start) + code.replace(open, '') };
};

/** Whether the line below the cursor goes on with a statement. */
function goesOn(line: string, { nextLine }: View): boolean {
  return nextLine !== undefined && indentation(nextLine) > 0 && indentation(nextLine) >= indentation(line);
}
