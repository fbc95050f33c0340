import type { View } from '../view.ts';
import { contextOf } from './context.ts';
import { leadingSpace } from './indent.ts';
import { lex } from './lex.ts';

/** A line that is not complete: an open bracket, comma, assignment, formula, pipe, `+` or another operator. */
const continued = /(?:[{([,~+=]|<-|<<-|\|>|%[^%\s]*%)[ \t]*$/;

/** Stata's `///`, behind which a command goes on in the next line. */
const joined = /(?:^|\s)\/\/\//;

/** @returns a line of code without the comment and the white space at its end. */
export function codeOf(line: string, language: string): string {
  return line.slice(0, lex(line, language).codeEnd);
}

/** @returns whether a line of code ends in a way that asks for more lines. */
export function isContinued(line: string, language: string): boolean {
  return continued.test(codeOf(line, language)) || (language === 'stata' && joined.test(line));
}

/** What no line of a language ends with where the statement is complete: operators, then words. */
const dangling: Readonly<Record<string, RegExp>> = {
  r: /(?:[-+*/^<>=!&|~:$@,([{]|%[^%\s]*%|(?:^|[^\w.])(?:else|in|repeat|function|if|for|while))$/,
  python:
    /(?:[-+*/%@&|^~<>=,.:([{\\]|(?:^|\W)(?:and|or|not|in|is|if|elif|while|for|with|import|from|as|lambda|assert|del|def|class))$/,
  sql: /(?:[-+/%<>=|,.([]|\b(?:select|from|where|and|or|on|by|having|join|in|as|not|like|ilike|between|is|case|when|then|else|set|values|into|with|distinct|all|limit|over|update|insert|delete))$/i,
  sas: /[^;]$/,
  stata: /(?:[-+/^<>=!&|~,([{]|\/\/\/|(?:^|\s)(?:if|in|using|by|foreach|forvalues|while|program|define|else))$/,
};
const danglingElsewhere = /[-+*/^<>=&|,.:([{\\]$/;

/** What stands before the brackets of a header whose body must follow. */
const header = /(?:^|[^\w.])(?:if|for|while|function|\\)\s*$/;

/** @returns whether what a line of code begins or goes on with needs more behind it: it ends in an operator, say. */
export function isDangling(line: string, language: string): boolean {
  const code = codeOf(line, language);
  if (code.trim() === '') return false;
  if (language === 'stata' && joined.test(line)) return true;
  return (dangling[language] ?? danglingElsewhere).test(code) || (language === 'r' && endsInHeader(code));
}

/** Whether a line of R ends with the condition of an `if`, `for` or `while`, or the arguments of a `function`. */
function endsInHeader(code: string): boolean {
  if (!code.endsWith(')')) return false;
  let depth = 0;
  for (let at = code.length - 1; at >= 0; at--) {
    const character = code.charAt(at);
    if (character === ')') depth++;
    else if (character === '(' && --depth === 0) return header.test(code.slice(0, at));
  }
  return false;
}

/** Languages in which a line end within round or square brackets, of Python in any, does not end a statement. */
function isInCall(view: View): boolean {
  const marks = contextOf(view).lexed.open.map(({ mark }) => mark);
  const body = view.language.id === 'python' ? -1 : marks.lastIndexOf('{');
  return marks.slice(body + 1).some((mark) => mark !== '`');
}

/**
 * Whether the cursor stands at the end of a line that may be left as it is: what comes next is on a line of its own.
 */
export function isAtLineEnd(view: View): boolean {
  const { language, lineBefore, rest } = view;
  if (rest.trim() !== '' || lineBefore.trim() === '' || language.within === 'prose') return false;
  const { inside } = contextOf(view).lexed;
  if (inside?.kind === 'string' && !inside.acrossLines) return false;
  if (language.id === 'sql') return inside !== undefined || !/[-+/%<>=|.]$/.test(codeOf(lineBefore, 'sql'));
  return !isDangling(lineBefore, language.id) && (inside !== undefined || !isInCall(view));
}

/** How a line begins that goes on with the one above within brackets: `)`, `.agg(`, `for row in`, `+ 1`. */
const goingOn = /^\s*(?:[)\]}.]|[-+*/|&]|(?:for|if|else|and|or|in)\b)/;

/** Whether some line may come below the cursor's although that is not complete; see `mayGoOnWith`. */
export function mayGoOn(view: View): boolean {
  const { language, lineBefore, rest } = view;
  if (rest.trim() !== '' || contextOf(view).lexed.inside !== undefined) return false;
  return language.id === 'sas' || (isInCall(view) && !isDangling(lineBefore, language.id));
}

/**
 * Whether this line may come below the cursor's although that is not complete: it closes or goes on with the call
 * there, or with a statement of SAS, which ends with its `;` alone.
 */
export function mayGoOnWith(line: string, view: View): boolean {
  if (!mayGoOn(view)) return false;
  if (view.language.id !== 'sas') return goingOn.test(line);
  const above = codeOf(view.linesAbove.at(-1) ?? '', 'sas');
  return leadingSpace(line).length > leadingSpace(view.lineBefore).length || !/^$|;$/.test(above);
}
