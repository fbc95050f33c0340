import { contextDefaults } from './defaults.ts';

/** What begins an item of a table that is no column. */
const constraint = /^(?:constraint|primary|foreign|unique|check|key|index|exclude|like|partition)\b/i;
const column = /^["`[]?([\p{L}_][\p{L}\p{N}_]*)["`\]]?/u;
/** The name that an item of a select list gets: its alias, or the column that it is. */
const alias = /(?:\bas\s+|[\s)])["`[]?([\p{L}_][\p{L}\p{N}_]*)["`\]]?$/iu;
const bare = /^(?:[\p{L}\p{N}_]+\.)*([\p{L}_][\p{L}\p{N}_]*)$/u;

/** The longest statement that is looked at, in characters. */
const reach = 6000;

/**
 * The columns of a table or view, as the statement that creates it names them.
 * @param code SQL
 * @param at where the statement begins
 * @returns their names in order; none of a function, of `SELECT *` or where the statement is not understood
 */
export function tableColumns(code: string, at: number): string[] {
  const statement = withoutTexts(code.slice(at, at + reach)).split(';', 1)[0] ?? '';
  if (!/^\s*create\b[^(]*\b(?:table|view)\b/i.test(statement)) return [];
  const query = /\bas\s*\(?\s*(?=select\b|with\b)/i.exec(statement);
  const open = statement.indexOf('(');
  const found =
    query === null
      ? partsOf(between(statement, open)).flatMap((part) => (constraint.test(part) ? [] : [column.exec(part)?.[1]]))
      : partsOf(selectList(statement.slice(query.index + query[0].length))).map((part) => bare.exec(part)?.[1] ?? alias.exec(part)?.[1]);
  return found.filter((name) => name !== undefined).slice(0, contextDefaults.columns);
}

/** Comments and what stands in strings, each replaced by as little as keeps brackets and commas right. */
function withoutTexts(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'/g, (text) => (text.startsWith("'") ? "''" : ' '));
}

/** What the first `SELECT` of a query, outside of all brackets, lists: of `WITH … SELECT …` the one behind. */
function selectList(query: string): string {
  let depth = 0;
  let from: number | undefined;
  for (const { index, 0: token } of query.matchAll(/[()]|\b(?:select(?:\s+distinct)?|from|union)\b/gi)) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    if (depth < 0) return from === undefined ? '' : query.slice(from, index);
    if (depth > 0 || token === '(' || token === ')') continue;
    if (/^select/i.test(token)) from ??= index + token.length;
    else if (from !== undefined) return query.slice(from, index);
  }
  return from === undefined ? '' : query.slice(from);
}

function between(text: string, open: number): string {
  if (open === -1) return '';
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && --depth === 0) return text.slice(open + 1, at);
  }
  return text.slice(open + 1);
}

/** Items, split at the commas that stand in no bracket. */
function partsOf(list: string): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at <= list.length; at++) {
    const character = list[at];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === undefined || (character === ',' && depth === 0)) {
      const part = list.slice(from, at).trim();
      if (part !== '') parts.push(part);
      from = at + 1;
    }
  }
  return parts;
}
