import type { Hit } from '../detector.ts';
import { matchesOf, type Look } from '../look.ts';
import { bareValue, isOpen } from './bare.ts';
import { literalAt } from './literal.ts';
import { isFolder, isPlaceholder, looksChosen, looksDrawn } from './placeholder.ts';

/**
 * Words that name a secret. Those of the second kind name much else, so their value must look drawn by lot: text mining
 * has tokens, joins have keys.
 */
const words =
  /(pass(?:word|wd?|phrase|code)|pwd|(?:email|db)pw|mot[ _.-]?de[ _.-]?passe|secret|(?<![A-Za-z])(?:mdp|pw|pass))|(token|(?:api|access|auth|account|license|storage)[ _.-]?key|[_.-]key(?![A-Za-z]))/gi;

const named = matchesOf(words);

/** How far before a word its name and its line are looked at, in characters. */
const nameReach = 40;
const lineReach = 300;

/** What follows the word in names of things that are not the secret itself. */
const aboutSecret =
  /(?:hash|hashed|changed|count|policy|length|len|min|max|regex|pattern|label|field|input|prompt|reset|expir\w*|url|uri|file|path|dir|name|title|error|msg|message|type|cols?|column|vars?|ids?|date|hint|manager|required|valid\w*|help|env|service|protected|less|store|rule|strength|size|format|desc\w*|text|endpoint|scope)$/i;
const isAboutSecret = /(?:^|[_.])(?:has|is|show|use|need|ask|check|forgot|reset|change|hash|hashed|primary|foreign|sort|group|public|join|cache)[_.]?$/i;

/** The rest of the name, its closing quote or bracket, and what gives it a value. */
const tail =
  /([\w.]{0,40})(\\?["'`])?(\]{0,2})([ \t\u00a0\u202f]{0,40})(<<?-|:=|=>|:[ \t]{0,3}(?:str|bytes|SecretStr|Optional\[str\]|string|Any)[ \t]{0,3}=(?!=)|={1,3}|:(?!:)|,|(?:est|is)(?=[ \t]))(\s{0,60})/y;

/** Functions that take a name and a value, and how far before the word one may begin, in characters. */
const takerReach = 80;
const taker = /(?:assign|symputx?|setdefault|putenv|setenv|setattr|add_headers?|key_set_with_value)\(\s{0,9}\\?["'][\w.]{0,40}$/i;

/** The values given to names of secrets in R, Python, SAS, Stata, SQL, YAML, JSON, environment files and connect strings. */
export function* assigned(look: Look): Generator<Hit> {
  const { text } = look;
  for (const { at, groups: [word = '', strong] } of look.noted(named)) {
    const hit = valueOf(text, at, at + word.length, strong !== undefined);
    if (hit !== undefined) yield hit;
  }
}

function valueOf(text: string, start: number, wordEnd: number, strong: boolean): Hit | undefined {
  const before = /[\w.-]{0,40}$/.exec(text.slice(Math.max(0, start - nameReach), start))?.[0] ?? '';
  if (isAboutSecret.test(before)) return undefined;
  const pushed = pushedInto(text, start - before.length);
  const word = text.slice(start, wordEnd).toLowerCase();
  const accept = (value: string) => !isPlaceholder(value) && (strong ? !isOrdinary(word, value, lineBefore(text, start)) : looksDrawn(value));
  if (pushed !== undefined && accept(text.slice(pushed.start, pushed.end))) return pushed;

  tail.lastIndex = wordEnd;
  const match = tail.exec(text);
  if (match === null) return undefined;
  const [whole, rest = '', closing, brackets = '', gap = '', operator = '', space = ''] = match;
  if (isLongerWord(text.slice(start, wordEnd), rest) || aboutSecret.test(rest)) return undefined;
  const takes = () => closing !== undefined && taker.test(text.slice(Math.max(0, start - takerReach), start));
  // `x ? 'secret' : 'sensitive'` names nothing.
  const isChoice = operator === ':' && /\?\s{0,9}["']$/.test(text.slice(Math.max(0, start - 12), start));
  if (isChoice || (operator === ',' && !takes())) return undefined;

  const at = wordEnd + whole.length;
  const nameStart = start - before.length;
  const line = lineBefore(text, nameStart);
  const literal = literalAt(text, at);
  if (literal !== undefined) {
    const { start: from, end, value, quote } = literal;
    // Where the name stands in a string, the quote behind it ends that string.
    const ended = closing === undefined && isOpen(line, quote === '' ? (text[from - 1] ?? '') : (text[end] ?? '')) && /[\s(),;=]/.test(value);
    if (value.length < 4 || ended || isPrompt(value) || (operator.startsWith('==') && !looksChosen(value))) return undefined;
    return accept(value) ? { start: from, end } : undefined;
  }
  if (operator === ':' && brackets === '') {
    const block = blockAt(text, at);
    if (block !== undefined) return accept(text.slice(block.start, block.end)) ? block : undefined;
  }
  const isCompared = operator.startsWith('==');
  const isQuotedName = closing !== undefined && operator !== ':' && brackets === '';
  if (isCompared || isQuotedName || space.includes('\n')) return undefined;
  const name = text.slice(nameStart, wordEnd) + rest;
  return bareValue({ text, at, start: nameStart, name, operator, tight: gap + space === '', line, accept });
}

/** Whether a word goes on: `passage`, `PASSAGE`, but not `mdpOracle`. */
function isLongerWord(word: string, rest: string): boolean {
  return /^[a-z]/.test(rest) || (/^[A-Z]/.test(rest) && word === word.toUpperCase());
}

/** A word that stands before a password where both are given. */
const user = /(?:user|uid|login)\w*["']?\s*[=:(]/i;

/**
 * Whether a value is one that a word also names in ordinary code: `pass` a mark, `pwd` the folder that work is done in.
 */
function isOrdinary(word: string, value: string, line: string): boolean {
  return (word === 'pass' && /^[A-Za-z_]*$/.test(value) && !user.test(line)) || (word === 'pwd' && isFolder(value));
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

/** A value of YAML that stands below its key, in lines that are set in: `password: |`. Source: YAML 1.2.2, 8.1. */
const yamlBlock = /[|>][+-]?[1-9]?[+-]?[ \t]*\n([ \t]{1,40})(\S[^\n]{0,300}(?:\n\1[^\n]{1,300}){0,20})/dy;

function blockAt(text: string, at: number): Hit | undefined {
  yamlBlock.lastIndex = at;
  const group = yamlBlock.exec(text)?.indices?.[2];
  return group === undefined ? undefined : { start: group[0], end: group[1] };
}

/** What is said to a person who is to type a password. */
function isPrompt(value: string): boolean {
  return /\s/.test(value) && /(?:[?:…]\s*$|^\s*(?:enter|type|saisi|entrez|please|veuillez|password|mot de passe|votre|your)\b)/i.test(value);
}
