import { indentOf, leadingSpace } from '../syntax/indent.ts';
import type { View } from '../view.ts';
import type { Filter } from './candidate.ts';

/** What an assignment's value is not put on a line of its own behind. */
const assignment = /(?:<-|=)[ \t]+$/;

/**
 * Takes away white space at the start that is there already or not meant: a second space, the indentation again, the
 * one space that many vocabularies put before a word, a line end between `<- ` and the value. White space that completes
 * an indentation which the person has typed in part stays.
 */
export const spacing: Filter = (candidate, view) => {
  const { text } = candidate;
  const { lineBefore } = view;
  if (!/[ \t]$/.test(lineBefore)) return candidate;
  if (assignment.test(lineBefore)) return { ...candidate, text: text.trimStart() };
  if (completesIndent(text, view)) return candidate;
  if (lineBefore.trim() !== '' || /^ \S/.test(text)) return { ...candidate, text: text.replace(/^[ \t]+/, '') };
  return text.startsWith(lineBefore) ? { ...candidate, text: text.slice(lineBefore.length) } : candidate;
};

/** Whether the blanks at the cursor are no indentation of this place yet, and are one with those of the completion. */
function completesIndent(text: string, view: View): boolean {
  const typed = view.lineBefore.length;
  const more = /^ +(?=\S)/.exec(text)?.[0].length ?? 0;
  if (more === 0 || !/^ +$/.test(view.lineBefore)) return false;
  return !isIndent(typed, view) && isIndent(typed + more, view);
}

/** Whether a line around begins with so many blanks, or they are whole steps of the document. */
function isIndent(blanks: number, view: View): boolean {
  const { linesAbove, nextLine = '' } = view;
  const { width } = indentOf(view);
  if (width !== undefined && blanks % width === 0) return true;
  return [...linesAbove, nextLine].some((line) => leadingSpace(line).length === blanks);
}
