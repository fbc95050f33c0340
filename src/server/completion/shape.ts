import { balance } from './brackets.ts';
import { defaults } from './defaults.ts';
import { lineComment } from './language.ts';
import type { View } from './view.ts';

/**
 * How far a suggestion is to go. `line`: to the end of the cursor's line. `statement`: until what the line has begun
 * is complete. `indented`: the body that hangs below the line. `paragraph`: to the next blank line or dedent.
 */
export type Scope = 'line' | 'statement' | 'indented' | 'paragraph';

/** Any character that may stand in a word, in any script. */
export const wordCharacter = /[\p{L}\p{N}_]/u;

/** A line that is not complete: an open bracket, comma, assignment, formula, pipe, `+` or another operator. */
const continued = /(?:[{([,~+=]|<-|<<-|\|>|%[^%\s]*%)[ \t]*$/;

/** @returns whether a line of code ends in a way that needs more. */
export function isContinued(line: string): boolean {
  return continued.test(line);
}

/** An open bracket of SQL at the end of a line, with the name before it. */
const openCall = /(?:^|[^\p{L}\p{N}_.$"])([\p{L}_][\p{L}\p{N}_.$]*)[ \t]*\([ \t]*$/u;

/** Words before a bracket in SQL that a subquery stands in; the arguments of functions stand on the same line. */
const beforeSubquery = /^(?:all|and|any|as|except|exists|from|in|intersect|join|lateral|not|on|or|some|union|where|with)$/i;

/** Whether a line of SQL ends in a call that is completed on the line: `SELECT region, SUM(`, `OVER (`, not `IN (`. */
function isOpenCall(line: string): boolean {
  const name = openCall.exec(line)?.[1];
  return name !== undefined && !beforeSubquery.test(name) && !/^\s*create\b/i.test(line);
}

/** Comments that are not addressed to a reader: roxygen, chunk options, interpreter lines, section rules. */
const notAWish = /^(?:#['|!]|#\+|#.*[-=#]{4,}\s*$)/;

function asksForCode(line: string, language: string): boolean {
  const mark = lineComment(language);
  const text = line.trim();
  if (mark === undefined || !text.startsWith(mark) || notAWish.test(text)) return false;
  return text.slice(mark.length).split(/\s+/).filter((word) => wordCharacter.test(word)).length >= defaults.wishWords;
}

/**
 * Whether to ask at the cursor, and for how much.
 * @param invoked whether the person asked; then only the scope is decided
 * @returns undefined where a suggestion would be in the way: there are words behind the cursor on its line
 */
export function scopeAt(view: View, invoked: boolean): Scope | undefined {
  const { lineBefore, rest, language } = view;
  if (wordCharacter.test(rest)) return invoked ? 'line' : undefined;
  if (language.within === 'prose') return 'line';
  if (lineBefore.trim() === '') return rest.trim() === '' ? 'paragraph' : 'line';
  const { open, quote } = balance(lineBefore, language.id);
  if (quote !== undefined) return 'line';
  if (asksForCode(lineBefore, language.id)) return rest.trim() === '' ? 'paragraph' : 'line';
  if (language.id === 'sql' && isOpenCall(lineBefore)) return 'line';
  if (isContinued(lineBefore)) return 'statement';
  if (/:[ \t]*$/.test(lineBefore)) return open.length > 0 ? 'statement' : 'indented';
  return 'line';
}
