import * as l10n from '@vscode/l10n';
import { pseudonyms } from './columns.ts';
import type { Detector, Hit } from './detector.ts';
import { joined } from './joined.ts';
import { derived, Look, matchesOf } from './look.ts';
import { tablesRead, wholeTablesIn } from './tables/index.ts';
import type { Table } from './tables/table.ts';

/** A variable of persons' pseudonyms, wherever it is named; in a text with none of these there is nothing to find. */
const variable = new RegExp(`(?<![A-Za-z0-9])(?:${pseudonyms.join('|')})(?![A-Za-z0-9_])`, 'gi');

const named = matchesOf(variable);
const variables: ReadonlySet<string> = new Set(pseudonyms);

/**
 * What may stand between a variable and values that it is compared with or set to, in SQL, SAS, R and Python: its
 * closing quote or bracket, an operator, an opening bracket.
 */
const comparison =
  /["'`\]]{0,3}\s{0,20}(?:(?:not\s{1,5})?in\b|eq\b|ne\b|like\b|%in%|isin|==|!=|<>|\^=|<-|=|:|\.isin|\$)\s{0,20}(?:c|list|I|values)?\s{0,5}[([{]{0,2}\s{0,20}/iy;
const value = /\s{0,20}(?:N?'([^'\n]{1,80})'|"([^"\n]{1,80})"|(\d{5,20})(?![\w.]))\s{0,20},?/y;

/** A pseudonym of 17 characters that stands somewhere behind its name on the same line. */
const bare = /(?<![A-Za-z0-9_/+.-])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9+/]{17}(?![A-Za-z0-9_+/(])/g;

/** How far behind a name a bare pseudonym is looked for, in characters: one line. */
const lineReach = 200;

/**
 * Pseudonyms of the SNDS as values: compared with their variable in a query, or in rows under its name. A program that
 * only names the variables holds nothing about anybody. Source: public documentation of the SNDS (BEN_NIR_PSA and the
 * chained NIR have 17 characters; survey numbers are whole numbers).
 */
export const snds: Detector = {
  rule: 'snds-pseudonym',
  label: 'sensitive',
  placeholder: 'PSEUDONYM',
  redacts: true,
  reason: () => l10n.t('It holds pseudonyms of persons in the SNDS.'),
  detect(text, look = new Look(text)) {
    const found = look.noted(named);
    if (found.length === 0) return [];
    const hits: Hit[] = [];
    let read = 0;
    for (const { at, groups: [name = ''] } of found) {
      const end = at + name.length;
      if (end < read) continue;
      const compared = comparedWith(text, end);
      read = compared.end;
      hits.push(...compared.hits, ...behind(text, end));
    }
    return joined(hits.concat(inColumns(look)));
  },
};

function comparedWith(text: string, from: number): { hits: Hit[]; end: number } {
  const hits: Hit[] = [];
  comparison.lastIndex = from;
  if (comparison.exec(text) === null) return { hits, end: from };
  let end = comparison.lastIndex;
  value.lastIndex = end;
  for (let found = value.exec(text); found !== null; found = value.exec(text)) {
    const written = found[1] ?? found[2] ?? found[3] ?? '';
    const start = found.index + found[0].lastIndexOf(written);
    if (isPseudonym(written)) hits.push({ start, end: start + written.length });
    end = value.lastIndex;
  }
  return { hits, end };
}

function behind(text: string, from: number): Hit[] {
  const newline = text.indexOf('\n', from);
  const line = text.slice(from, Math.min(newline === -1 ? text.length : newline, from + lineReach));
  return [...line.matchAll(bare)]
    .filter(([found]) => isPseudonym(found))
    .map((match) => ({ start: from + match.index, end: from + match.index + match[0].length }));
}

/** Whether a table has such a variable: most programs that name one write none, and it has its names however much of it is read. */
const inTables = derived(tablesRead, ({ all }) => all.some(namesVariable));

/** Tables whose names were looked through: those of a program come back with every key that is pressed. */
const looked = new WeakMap<Table, boolean>();

function namesVariable(table: Table): boolean {
  const like = table.like ?? table;
  const known = looked.get(like);
  if (known !== undefined) return known;
  const does = table.names?.some(isVariable) ?? false;
  looked.set(like, does);
  return does;
}

function isVariable(name: string): boolean {
  return variables.has(name.toUpperCase());
}

function inColumns(look: Look): Hit[] {
  if (!look.noted(inTables).value) return [];
  const hits: Hit[] = [];
  for (const { names, columns } of wholeTablesIn(look)) {
    for (const [index, name] of (names ?? []).entries()) {
      if (!isVariable(name)) continue;
      const cells = columns[index] ?? [];
      hits.push(...cells.filter((cell) => isPseudonym(cell.text)).map(({ start, end }) => ({ start, end })));
    }
  }
  return hits;
}

/**
 * Whether a value may be somebody's: long enough, with a digit or both cases, and not the name of a variable or table,
 * a macro variable, or one character over and over, as in the error codes of the PMSI (`xxxxxxxxxxxxxxxxx`,
 * `XXXXXXXXXXXXXXXXD`).
 */
function isPseudonym(written: string): boolean {
  if (/^\d{5,20}$/.test(written)) return new Set(written).size > 2;
  return (
    /^[A-Za-z0-9+/=-]{8,64}$/.test(written) &&
    (/\d/.test(written) || (/[a-z]/.test(written) && /[A-Z]/.test(written) && written.length === 17)) &&
    new Set(written.toLowerCase()).size > 3 &&
    !/^\d{1,4}-\d\d-\d\d/.test(written)
  );
}
