import type { Hit } from '../detector.ts';
import { literalAt } from './literal.ts';
import { isPlaceholder, looksChosen, looksDrawn } from './placeholder.ts';

/**
 * Words that name a secret. Those of the second kind name much else, so their value must look drawn by lot: text mining
 * has tokens, joins have keys.
 */
const words =
  /(pass(?:word|wd|phrase|code)|pwd|mot[ _.-]?de[ _.-]?passe|secret|(?<![A-Za-z])(?:mdp|pw|pass)(?![A-Za-z]))|(token|(?:api|access|auth|account|license|storage)[ _.-]?key|[_.-]key(?![A-Za-z]))/gi;

/** How far around a word its name, its line and its statement are looked at, in characters. */
const nameReach = 40;
const lineReach = 300;
const statementReach = 600;

/** What follows the word in names of things that are not the secret itself. */
const aboutSecret =
  /(?:hash|hashed|changed|count|policy|length|len|min|max|regex|pattern|label|field|input|prompt|reset|expir\w*|url|uri|file|path|dir|name|title|error|msg|message|type|cols?|column|vars?|ids?|date|hint|manager|required|valid\w*|help|env|service|protected|less|store|rule|strength|size|format|desc\w*|text|endpoint|scope)$/i;
const isAboutSecret = /(?:^|[_.])(?:has|is|show|use|need|ask|check|forgot|reset|change|hash|hashed|primary|foreign|sort|group|public|join|cache)[_.]?$/i;

/** The rest of the name, its closing quote or bracket, and what gives it a value. */
const tail =
  /([\w.]{0,40})(\\?["'`])?(\]{0,2})[ \t\u00a0\u202f]{0,40}(<<?-|:=|=>|:[ \t]{0,3}(?:str|bytes|SecretStr|Optional\[str\]|string|Any)[ \t]{0,3}=(?!=)|={1,3}|:(?!:)|,|(?:est|is)(?=[ \t]))(\s{0,60})/y;

/** Functions that take a name and a value. */
const taker = /(?:assign|symputx?|setdefault|putenv|setenv|setattr|add_headers?|key_set_with_value)\(\s{0,9}\\?["'][\w.]{0,40}$/i;

/** SAS statements that take a user and a password. */
const sas = /\b(?:libname|filename|connect\s{1,9}(?:to|using)|signon|rsubmit|proc\s{1,9}\w+|options)\s/i;

const bare = /[^\s;,)"'`(\\[\]{}<>|&]{3,200}/y;
const bareToSpace = /[^\s"']{3,300}/y;

/** The values given to names of secrets in R, Python, SAS, Stata, SQL, YAML, JSON, environment files and connect strings. */
export function* assigned(text: string): Generator<Hit> {
  for (const match of text.matchAll(words)) {
    const hit = valueOf(text, match.index, match.index + match[0].length, match[1] !== undefined, /^pass$/i.test(match[0]));
    if (hit !== undefined) yield hit;
  }
}

function valueOf(text: string, start: number, wordEnd: number, strong: boolean, vague: boolean): Hit | undefined {
  const before = /[\w.-]{0,40}$/.exec(text.slice(Math.max(0, start - nameReach), start))?.[0] ?? '';
  if (isAboutSecret.test(before)) return undefined;
  const pushed = pushedInto(text, start - before.length);
  const accept = (value: string) => !isPlaceholder(value) && (strong ? !vague || /[\d\W]/.test(value) : looksDrawn(value));
  if (pushed !== undefined && accept(text.slice(pushed.start, pushed.end))) return pushed;

  tail.lastIndex = wordEnd;
  const match = tail.exec(text);
  if (match === null) return undefined;
  const [whole, rest = '', closing, brackets = '', operator = '', space = ''] = match;
  if (/^[a-z]/.test(rest) || aboutSecret.test(rest)) return undefined;
  if (operator === ',' && (closing === undefined || !taker.test(text.slice(Math.max(0, start - 80), start)))) return undefined;
  const at = wordEnd + whole.length;
  const line = lineBefore(text, start - before.length);

  const literal = literalAt(text, at);
  if (literal !== undefined) {
    const value = text.slice(literal.start, literal.end);
    const opened = closing === undefined && isOpen(line, text[literal.end] ?? '');
    // Where the name stands in a string, the quote behind it ends that string.
    const plausible = value.length >= 4 && !(opened && /[\s(),;=]/.test(value)) && !isPrompt(value);
    return plausible && (!operator.startsWith('==') || looksChosen(value)) && accept(value) ? literal : undefined;
  }
  if (closing !== undefined && operator !== ':' && brackets === '') return undefined;
  return bareValue({ text, at, start: start - before.length, name: text.slice(start - before.length, wordEnd) + rest, operator, tight: space === '' && !/[ \t]$/.test(whole.slice(0, whole.lastIndexOf(operator))), sameLine: !space.includes('\n'), line, accept });
}

/** A name that is given a bare value, and where. */
interface Bare {
  readonly text: string;
  readonly at: number;
  readonly start: number;
  readonly name: string;
  readonly operator: string;
  /** Whether no space stands around the operator. */
  readonly tight: boolean;
  readonly sameLine: boolean;
  /** The line up to the name. */
  readonly line: string;
  readonly accept: (value: string) => boolean;
}

/** A value without quotes, where nothing but a value can stand there, or where it can be nothing but a password. */
function bareValue({ text, at, start, name, operator, tight, sameLine, line, accept }: Bare): Hit | undefined {
  if (!sameLine || operator.startsWith('==')) return undefined;
  const isEnvironment = operator === '=' && tight && name === name.toUpperCase() && /(?:^|[\s"'])$/.test(line) && !line.includes('(');
  const value = read(isEnvironment ? bareToSpace : bare, text, at);
  const next = text[at + value.length] ?? '\n';
  if (value === '' || '([{'.includes(next) || text.startsWith('::', at + value.length) || !accept(value)) return undefined;
  const hit = { start: at, end: at + value.length };
  if (isEnvironment) return /[([{]/.test(value) || /^[a-z_.]+$/.test(value) && isPlaceholder(value) ? undefined : hit;
  if (operator === ':') return isYaml(text, hit, line, tight) && (name === name.toUpperCase() || /[\d!#?%^@*+$-]/.test(value)) && /[A-Za-z]/.test(value) && !/::|\w\.\w+$/.test(value) ? hit : looksChosen(value) ? hit : undefined;
  if (operator === '=' && (text.startsWith('--', start) || isSas(text, start) || inConnectString(text, start, hit, line) || isIni(text, line, start))) return hit;
  return looksChosen(value) ? hit : undefined;
}

/** The line up to an offset, or as much of it as is looked at. */
function lineBefore(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - lineReach), offset);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** `"…" -> password`: R assigns to the right, too. */
function pushedInto(text: string, start: number): Hit | undefined {
  const before = text.slice(Math.max(0, start - lineReach), start);
  if (!/->>?\s{0,9}$/.test(before)) return undefined;
  const match = /(["'])([^"'\n]{4,200})\1\s{0,9}->>?\s{0,9}$/.exec(before);
  if (match === null) return undefined;
  const from = start - before.length + match.index + 1;
  return { start: from, end: from + (match[2] ?? '').length };
}

/** Whether a string that `quote` delimits is open at the end of the line so far. */
function isOpen(line: string, quote: string): boolean {
  return line.split(quote).length % 2 === 0;
}

/** What is said to a person who is to type a password. */
function isPrompt(value: string): boolean {
  return /\s/.test(value) && /(?:[?:…]\s*$|^\s*(?:enter|type|saisi|entrez|please|veuillez|password|mot de passe|votre|your)\b)/i.test(value);
}

function isSas(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - statementReach), start);
  return /%let\s{1,9}$/i.test(before) || sas.test(before.slice(before.lastIndexOf(';') + 1));
}

/** `Driver=…;Uid=…;Pwd=…`, `"host=db user=epi password=…"`, `?user=epi&password=…`: pairs set off by anything but a comma. */
function inConnectString(text: string, start: number, hit: Hit, line: string): boolean {
  const isQuoted = isOpen(line, '"') || isOpen(line, "'");
  const before = line.trimEnd().at(-1) ?? '';
  if (before === '?' || before === '&') return true;
  const behind = text.slice(hit.end, hit.end + nameReach);
  const pairBehind = /^[ \t]{0,3};?[ \t]{0,3}[A-Za-z][\w ]{0,30}=(?!=)/.test(behind) && !behind.startsWith('=');
  if (before === ';' || /^[ \t]{0,3};/.test(behind)) return isQuoted || /=[^;,()]*;\s*$/.test(line) || pairBehind;
  return (isQuoted && /[\s"';]$/.test(text.slice(Math.max(0, start - 1), start)) && !/,\s*$/.test(line)) || /\w=[^\s,"'()]{1,80}[ \t]+$/.test(line);
}

function isYaml(text: string, hit: Hit, line: string, tight: boolean): boolean {
  return !tight && /^\s*(?:-\s{1,9})?["']?$/.test(line) && /^[ \t]{0,40}(?:#.*)?(?:\r?\n|$)/.test(text.slice(hit.end, hit.end + lineReach));
}

/** Whether a line stands in a section of an INI file, such as `odbc.ini`. */
function isIni(text: string, line: string, start: number): boolean {
  return line.trim() === '' && /^\[[\w .:-]{1,80}\][ \t]*\r?$/m.test(text.slice(Math.max(0, start - statementReach), start));
}

function read(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
