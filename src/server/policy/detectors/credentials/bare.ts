import type { Hit } from '../detector.ts';
import { looksChosen } from './placeholder.ts';

/** A name that is given a bare value, and where. */
interface Assignment {
  readonly text: string;
  /** Where the value begins. */
  readonly at: number;
  /** Where the name begins. */
  readonly start: number;
  readonly name: string;
  readonly operator: string;
  /** Whether no space stands around the operator. */
  readonly tight: boolean;
  /** The line up to the name. */
  readonly line: string;
  /** Whether a value may be the secret that the name names. */
  readonly accept: (value: string) => boolean;
}

/** How far around a name its line and its statement are looked at, in characters. */
const behindReach = 40;
const lineReach = 300;
const statementReach = 600;

/** SAS statements that take a user and a password. */
const sas = /\b(?:libname|filename|connect\s{1,9}(?:to|using)|signon|rsubmit|proc\s{1,9}\w+|options)\s/i;

const bare = /[^\s;,)"'`(\\[\]{}<>|&]{3,200}/y;
const bareToSpace = /[^\s"']{3,300}/y;

/** A value without quotes, where nothing but a value can stand there, or where it can be nothing but a password. */
export function bareValue(assignment: Assignment): Hit | undefined {
  const { text, at, start, name, operator, line, accept } = assignment;
  const isEnvironment = isEnvironmentLine(assignment);
  const first = read(isEnvironment ? bareToSpace : bare, text, at);
  const value = isEnvironment && first !== '' && line.trim() === '' ? first + furtherWords(text, at + first.length, start) : first;
  const hit = { start: at, end: at + value.length };
  const isExpression = isEnvironment ? /^[\w.:$]*(?:\(.*\)|[([])$/.test(value) : /^(?:[([{]|::)/.test(text.slice(hit.end, hit.end + 2));
  if (value === '' || isExpression || !accept(value)) return undefined;
  if (isEnvironment || looksChosen(value)) return hit;
  if (operator === ':') return isYaml(assignment, hit) && isYamlSecret(name, value) ? hit : undefined;
  const isOption = text.startsWith('--', start);
  const isValue = isOption || isSas(text, start) || inConnectString(text, start, hit, line) || isIni(text, line, start);
  return operator === '=' && isValue ? hit : undefined;
}

/** `PGPASSWORD=…` as in `.Renviron`, before a command or behind `-e`, and `db.password=…` as in a file of properties. */
function isEnvironmentLine({ operator, tight, name, line }: Assignment): boolean {
  if (operator !== '=' || !tight) return false;
  if (/^\s*(?:export|set|setx)\s+$/i.test(line) || (line.trim() === '' && /^[a-z]\w*(?:\.\w+)+$/i.test(name))) return true;
  return name === name.toUpperCase() && /(?:^|[\s"'])$/.test(line) && !line.includes('(');
}

/** A line of a file that sets one variable after the other. */
const setting = /^(?:export )?[A-Z_][A-Z0-9_]*=/;

/** A word that no command is called by: it is part of a value with spaces in it. */
const noCommand = /^(?=.*[A-Z\d!?%*@^])[^\s#|&;"'-][^\s"'|&;]*$/;

/**
 * The rest of a line whose value has spaces in it. In a file of settings it is all of the line but a comment; elsewhere
 * a command may follow: `PGPASSWORD=… psql`.
 */
function furtherWords(text: string, from: number, start: number): string {
  const rest = /^[^\n\r"']{0,300}/.exec(text.slice(from, from + lineReach))?.[0] ?? '';
  if (rest.trim() === '') return '';
  const above = text.slice(Math.max(0, start - lineReach), start).trimEnd();
  const below = text.slice(from + rest.length, from + rest.length + lineReach).trimStart();
  const inSettings = setting.test(above.slice(above.lastIndexOf('\n') + 1)) || setting.test(below);
  const words = rest.replace(/\s#.*$/, '').trimEnd();
  return inSettings || noCommand.test(/^\s*(\S*)/.exec(words)?.[1] ?? '') ? words : '';
}

/** YAML has types and prose behind a colon, too: `password: str`. Only names in capitals have nothing but values. */
function isYamlSecret(name: string, value: string): boolean {
  if (!/[A-Za-z]/.test(value) || /::|\w\.\w+$/.test(value)) return false;
  return name === name.toUpperCase() || /[\d!#?%^@*+$-]/.test(value);
}

/** Whether a string that `quote` delimits is open at the end of the line so far. */
export function isOpen(line: string, quote: string): boolean {
  return line.split(quote).length % 2 === 0;
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
  const behind = text.slice(hit.end, hit.end + behindReach);
  const pairBehind = /^[ \t]{0,3};?[ \t]{0,3}[A-Za-z][\w ]{0,30}=(?!=)/.test(behind) && !behind.startsWith('=');
  if (before === ';' || /^[ \t]{0,3};/.test(behind)) return isQuoted || /=[^;,()]*;\s*$/.test(line) || pairBehind;
  return (isQuoted && /[\s"';]$/.test(text.slice(Math.max(0, start - 1), start)) && !/,\s*$/.test(line)) || /\w=[^\s,"'()]{1,80}[ \t]+$/.test(line);
}

/** Whether a value is all that its line gives to a key. */
function isYaml({ text, line, tight }: Assignment, hit: Hit): boolean {
  const behind = text.slice(hit.end, hit.end + lineReach);
  return !tight && /^\s*(?:-\s{1,9})?["']?$/.test(line) && /^[ \t]{0,40}(?:#.*)?(?:\r?\n|$)/.test(behind);
}

/** Whether a line stands in a section of an INI file, such as `odbc.ini`. */
function isIni(text: string, line: string, start: number): boolean {
  return line.trim() === '' && /^\[[\w .:-]{1,80}\][ \t]*\r?$/m.test(text.slice(Math.max(0, start - statementReach), start));
}

function read(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
