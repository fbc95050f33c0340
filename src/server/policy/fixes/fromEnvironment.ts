import type { Fixable, TextChange } from './fix.ts';
import { importOs } from './importOs.ts';
import { surroundings, type Literal } from './syntax.ts';
import { variableName } from './variableName.ts';

/** A credential's replacement by what the environment holds. */
export interface FromEnvironment {
  /** The variable that the person is to set. */
  readonly variable: string;
  readonly changes: readonly TextChange[];
}

/**
 * Reads a credential from the environment instead, in the way of the language: R, Python, SAS, Stata or a shell.
 * @returns undefined where the language has no such way (SQL: its clients differ), in comments, and where the place of
 * the value is not understood.
 */
export function fromEnvironment(fixable: Fixable): FromEnvironment | undefined {
  const { text, hit, from, language } = fixable;
  const around = surroundings(text, from, hit.start, language);
  if (around.kind === 'comment' || around.kind === 'unknown') return undefined;
  const variable = variableName(fixable);
  if (around.kind !== 'literal') {
    const bare = inCode(text, hit.start, variable, language);
    return bare === undefined ? undefined : { variable, changes: [{ ...hit, text: bare }] };
  }
  const { literal } = around;
  if (hit.end > literal.bodyEnd) return undefined;
  const isWhole = hit.start === literal.bodyStart && hit.end === literal.bodyEnd;
  const replacement = isWhole ? insteadOf(literal, variable, language) : within(fixable, literal, variable);
  if (replacement === undefined) return undefined;
  const change = { start: literal.start, end: literal.end, text: replacement };
  return { variable, changes: language === 'python' ? [...importOs(text, from), change] : [change] };
}

/** A value without quotes: only languages of words have such. */
function inCode(text: string, start: number, variable: string, language: string): string | undefined {
  switch (language) {
    case 'sas':
      // A macro variable keeps its quotes as part of the value; other statements take the password in quotes.
      return /%let\s+\w+\s*=\s*$/i.test(text.slice(Math.max(0, start - 100), start)) ? `%sysget(${variable})` : `"%sysget(${variable})"`;
    case 'stata':
      return `\`: environment ${variable}'`;
    case 'shell':
      return `"$${variable}"`;
    default:
      return undefined;
  }
}

/** What stands for a literal that holds nothing but the value. */
function insteadOf({ prefix }: Literal, variable: string, language: string): string | undefined {
  switch (language) {
    case 'r':
      return `Sys.getenv("${variable}")`;
    case 'python':
      return `os.environ["${variable}"]${/b/i.test(prefix) ? '.encode()' : ''}`;
    case 'sas':
      return `"%sysget(${variable})"`;
    case 'stata':
      return `"\`: environment ${variable}'"`;
    case 'shell':
      return `"$${variable}"`;
    default:
      return undefined;
  }
}

/** What stands for a literal that holds more than the value: a connect string, a URL. */
function within({ text, hit, language }: Fixable, literal: Literal, variable: string): string | undefined {
  const head = text.slice(literal.bodyStart, hit.start);
  const tail = text.slice(hit.end, literal.bodyEnd);
  const open = text.slice(literal.start, literal.bodyStart);
  const close = text.slice(literal.bodyEnd, literal.end);
  const quoted = (part: string): string[] => (part === '' ? [] : [open + part + close]);
  switch (language) {
    case 'r':
      return `paste0(${[...quoted(head), `Sys.getenv("${variable}")`, ...quoted(tail)].join(', ')})`;
    case 'python':
      if (/b/i.test(literal.prefix) || besideLiteral(text, literal)) return undefined;
      // Brackets, since a method or a `%` behind the literal is for all of it.
      return `(${[...quoted(head), `os.environ["${variable}"]`, ...quoted(tail)].join(' + ')})`;
    case 'sas':
      // Only double quotes resolve macros; what single quotes kept from being one would become one.
      if (literal.quote === "'" && /["&%]/.test(head + tail)) return undefined;
      return `"${head}%sysget(${variable})${tail}"`;
    case 'stata':
      return `${open}${head}\`: environment ${variable}'${tail}${close}`;
    case 'shell':
      if (literal.prefix !== '') return undefined;
      return literal.quote === '"' ? `"${head}\${${variable}}${tail}"` : `'${head}'"$${variable}"'${tail}'`;
    default:
      return undefined;
  }
}

/** Python joins literals that stand side by side, which an expression between them would break. */
function besideLiteral(text: string, { start, end }: Literal): boolean {
  return /["']\s*\\?\s*$/.test(text.slice(Math.max(0, start - 200), start)) || /^\s*\\?\s*[A-Za-z]{0,2}["']/.test(text.slice(end, end + 200));
}
