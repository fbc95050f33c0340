import type { Fixable } from './fix.ts';

/** How far before a value its name is looked for, and how far around it what it opens, in characters. */
const nameReach = 120;
const contextReach = 300;

/** A name, what may stand behind it, and what gives it a value: `password <-`, `"pwd":`, `con["key"] = SecretStr(`. */
const named = /([\p{L}_][\p{L}\p{N}_.-]*)["'`\]]{0,3}\s{0,9}(?:<<?-|:=|=>|:\s{0,3}\w{1,20}\s{0,3}=|[=:,])\s{0,9}(?:(?:[\w.]|::){1,40}\(\s{0,9})?(?:[A-Za-z]{0,2}["'`]{1,3}(?:-{0,9}[([{])?)?$/u;

/** R assigns to the right, too: `"…" -> password`. */
const namedBehind = /^["'`\s]{0,9}->>?\s{0,9}([\p{L}_][\p{L}\p{N}_.]*)/u;

/** Stata's options: `password("…")`. */
const option = /([\p{L}_]\w*)\(\s{0,9}[`"']{0,2}$/u;

/** The place of the password in a URL: RFC 3986, section 3.2.1. */
const inUrl = /:\/\/[^\s:/@"']{0,60}:$/;

const secretWord = /PASS|PWD|MDP|MOT_DE_PASSE|SECRET|TOKEN|KEY|CREDENTIAL|AUTH|CLE(?:_|$)|CODE/;

/** Names that say nothing but that it is a password, or a key. */
const bareWords: readonly (readonly [RegExp, string])[] = [
  [/^(?:PASS(?:WORD|WD|PHRASE|CODE)?|PWD|PW|MDP|MOT_DE_PASSE|MOTDEPASSE)$/, 'PASSWORD'],
  [/^(?:API_?)?KEY$/, 'API_KEY'],
  [/^(?:AUTH_|ACCESS_)?TOKEN$/, 'TOKEN'],
  [/^(?:SECRET|CREDENTIALS?)$/, 'SECRET'],
];

/** What a password without a name of its own opens, by the words around it. */
const contexts: readonly (readonly [RegExp, string])[] = [
  [/smtp|imap|mail/i, 'SMTP'],
  [/proxy/i, 'PROXY'],
  [/dbConnect|connect|libname|odbc|jdbc|oracle|postgres|mysql|mariadb|sql|duckdb|database|\bdsn\b|\buid=|schema/i, 'DB'],
];

/** Tokens that tell by their first letters whose they are. */
const issuers: readonly (readonly [RegExp, string])[] = [
  [/^gh[opsur]_|^github_pat_/, 'GITHUB_TOKEN'],
  [/^glpat-/, 'GITLAB_TOKEN'],
  [/^(?:AKIA|ASIA)/, 'AWS_ACCESS_KEY_ID'],
  [/^xox[abp]-/, 'SLACK_TOKEN'],
  [/^hf_/, 'HF_TOKEN'],
  [/^npm_/, 'NPM_TOKEN'],
];

/**
 * The name of an environment variable for a credential: in capitals, by the name that the value is given in the code,
 * or by what stands around it where that name says only that it is a password.
 */
export function variableName({ text, hit, from }: Fixable): string {
  const before = text.slice(Math.max(from, hit.start - nameReach), hit.start);
  const behind = text.slice(hit.end, hit.end + nameReach);
  const given = inUrl.test(before) ? 'password' : (named.exec(before)?.[1] ?? namedBehind.exec(behind)?.[1] ?? optionName(before));
  const issued = issuers.find(([pattern]) => pattern.test(text.slice(hit.start, hit.end)))?.[1];
  const name = inCapitals(given ?? '');
  const bare = name === '' ? 'SECRET' : bareWords.find(([pattern]) => pattern.test(name))?.[1];
  if (bare !== undefined) return issued ?? [...contextOf(text, hit, from), bare].join('_');
  // A value in `path` or `home` must not read the variable that every program has under that name.
  return secretWord.test(name) ? name : (issued ?? `${name}_SECRET`);
}

function optionName(before: string): string | undefined {
  const name = option.exec(before)?.[1];
  return name !== undefined && secretWord.test(inCapitals(name)) ? name : undefined;
}

function contextOf(text: string, { start, end }: Fixable['hit'], from: number): string[] {
  const around = text.slice(Math.max(from, start - contextReach), start) + text.slice(end, end + contextReach);
  const found = contexts.find(([pattern]) => pattern.test(around))?.[1];
  return found === undefined ? [] : [found];
}

/** `dbPassword`, `db.password`, `clé-api` as `DB_PASSWORD`, `CLE_API`. */
function inCapitals(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
}
