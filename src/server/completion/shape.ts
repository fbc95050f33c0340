import { balance } from './brackets.ts';
import { blocksOpened } from './syntax/blocks.ts';
import { contextOf, isChunkOption } from './syntax/context.ts';
import { isContinued, isDangling } from './syntax/statement.ts';
import { asksForCode } from './syntax/wish.ts';
import type { View } from './view.ts';

/**
 * How far a suggestion is to go. `line`: to the end of the cursor's line. `statement`: until what the line has begun
 * is complete. `indented`: the body that hangs below the line. `paragraph`: to the next blank line or dedent.
 */
export type Scope = 'line' | 'statement' | 'indented' | 'paragraph';

/** Any character that may stand in a word, in any script. */
export const wordCharacter = /[\p{L}\p{N}_]/u;

/** An open bracket of SQL at the end of a line, with the name before it. */
const openCall = /(?:^|[^\p{L}\p{N}_.$"])([\p{L}_][\p{L}\p{N}_.$]*)[ \t]*\([ \t]*$/u;

/** Words before a bracket in SQL that a subquery stands in; the arguments of functions stand on the same line. */
const beforeSubquery = /^(?:all|and|any|as|except|exists|from|in|intersect|join|lateral|not|on|or|some|union|where|with)$/i;

/** Whether a line of SQL ends in a call that is completed on the line: `SELECT region, SUM(`, `OVER (`, not `IN (`. */
function isOpenCall(line: string): boolean {
  const name = openCall.exec(line)?.[1];
  return name !== undefined && !beforeSubquery.test(name) && !/^\s*create\b/i.test(line);
}

/** A clause of SQL whose first line is the keyword alone. */
const freshClause = /^\s*(?:select(?:\s+distinct)?|from|where|group\s+by|having|order\s+by|set|values|with|on)[ \t]*$/i;

/**
 * Whether to ask at the cursor, and for how much.
 * @param invoked whether the person asked; then only the scope is decided
 * @returns undefined where a suggestion would be in the way: there are words behind the cursor on its line
 */
export function scopeAt(view: View, invoked: boolean): Scope | undefined {
  const { lineBefore, rest, language } = view;
  if (wordCharacter.test(rest)) return invoked ? 'line' : undefined;
  if (language.within === 'prose' || isInText(view)) return 'line';
  if (lineBefore.trim() === '') return rest.trim() === '' ? 'paragraph' : 'line';
  const { open, quote } = balance(lineBefore, language.id);
  if (quote !== undefined) return 'line';
  if (asksForCode(lineBefore, language.id)) return rest.trim() === '' ? 'paragraph' : 'line';
  if (language.id === 'sql' && isOpenCall(lineBefore)) return 'line';
  if (isContinued(lineBefore, language.id) || beginsBody(view)) return 'statement';
  if (/:[ \t]*$/.test(lineBefore)) return open.length > 0 ? 'statement' : 'indented';
  return 'line';
}

/** Whether the cursor is in a string of several lines, a block comment, or an option of a chunk. */
function isInText(view: View): boolean {
  const { inside } = contextOf(view).lexed;
  return inside?.acrossLines === true || isChunkOption(view.lineBefore);
}

/** Whether a body that words enclose begins here: a step or loop of SAS, a program of Stata, a clause of SQL. */
function beginsBody({ lineBefore, rest, language }: View): boolean {
  if (rest.trim() !== '') return false;
  if (language.id === 'sql') return freshClause.test(lineBefore);
  return blocksOpened(lineBefore, language.id) > 0 && !isDangling(lineBefore, language.id);
}
