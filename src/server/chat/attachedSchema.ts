import * as l10n from '@vscode/l10n';
import { parse } from 'csv-parse/sync';
import { meaningOf } from '../policy/detectors/columns.ts';

/** How much of a data file is read for its columns, in bytes: its header and some hundred rows. */
export const schemaReach = 64 * 1024;

/** The extensions of the files whose columns Vigie can read. */
export const delimited: readonly string[] = ['.csv', '.tsv', '.tab', '.txt'];

const delimiters = [',', ';', '\t', '|'] as const;

/** The rows that types are told by. */
const rowsRead = 100;

/** The most columns that are told; wider tables are rather matrices. */
const columnsTold = 300;

/** Name and type of a column. */
export interface Column {
  readonly name: string;
  readonly type: 'integer' | 'number' | 'date' | 'logical' | 'text' | 'empty';
}

/**
 * The columns of a delimited text, by its header and its first rows. Nothing of a row is told but the types of its
 * values, so a first line that may be a row itself is none.
 * @param text the beginning of the file
 * @param name what a person calls the file
 * @returns a sentence where the columns cannot be told
 */
export function columnsOf(text: string, name: string): readonly Column[] | string {
  const [header, ...rows] = recordsOf(text);
  if (header === undefined) return l10n.t('{0} is empty, so it has no columns to tell of.', name);
  const columns = header.map((each, index): Column => ({ name: each.trim() === '' && index === 0 ? rowNames : each.trim(), type: typeOf(rows.map((row) => row[index] ?? '')) }));
  if (header.length < 2 || !isHeader(columns, rows)) {
    return l10n.t('The first line of {0} may hold values instead of the names of columns, so nothing of it is sent. Type the names that matter instead.', name);
  }
  return columns;
}

/** R writes row names into a first column that has no name of its own. */
const rowNames = 'row_names';

/** What the model is told of columns. */
export function columnsText(columns: readonly Column[]): string {
  const told = columns.slice(0, columnsTold).map(({ name, type }) => `${name}: ${type}`);
  if (columns.length > columnsTold) told.push(`(and ${columns.length - columnsTold} more columns)`);
  return told.join('\n');
}

/** The first records, by the delimiter that makes the most columns of the first line and the same of those after it. */
function recordsOf(text: string): string[][] {
  const [best] = delimiters
    .map((delimiter) => parse(text, {
      delimiter,
      to: rowsRead + 1,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      // What was read may end within a quoted value.
      skip_records_with_error: true,
    }))
    .sort((a, b) => evenness(b) - evenness(a));
  return best ?? [];
}

function evenness(records: readonly (readonly string[])[]): number {
  const width = records[0]?.length ?? 0;
  // The last record that was read may be cut.
  const rows = records.slice(1, Math.max(2, records.length - 1));
  const even = rows.length === 0 ? 1 : rows.filter(({ length }) => length === width).length / rows.length;
  return width < 2 ? 0 : even * width;
}

/** A name of a column as programs write it: of letters, digits, and what joins words; no number or date. */
const columnName = /^[\p{L}_.][\p{L}\p{N}\p{M}_.\-/() %°'’]{0,79}$/u;

/**
 * Whether the first line names columns: each of its fields reads like a name, none comes back as a value below it,
 * and at least one column below holds other than text, as no column of which the first line were a row would.
 */
function isHeader(columns: readonly Column[], rows: readonly (readonly string[])[]): boolean {
  const names = columns.map(({ name }) => name);
  if (new Set(names).size < names.length) return false;
  if (names.some((name) => !columnName.test(name) || name.split(/\s+/).length > 6 || typeOf([name]) !== 'text')) return false;
  if (names.some((name, index) => rows.some((row) => row[index]?.trim() === name))) return false;
  // A line alone may be a row of words: something in it must be what columns are called.
  if (rows.length === 0) return names.some((each) => meaningOf(each) !== undefined);
  return columns.some(({ type }) => type !== 'text' && type !== 'empty');
}

const missing = new Set(['', 'na', 'nan', 'null', '.', 'n/a']);

/** The types from the narrowest; dates as ISO 8601 and as French write them. */
const types: readonly (readonly [Column['type'], RegExp])[] = [
  ['logical', /^(?:true|false|vrai|faux|oui|non|yes|no)$/i],
  ['integer', /^[+-]?\d+$/],
  ['number', /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i],
  ['date', /^(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}[/.]\d{1,2}[/.]\d{4})$/],
];

function typeOf(values: readonly string[]): Column['type'] {
  const present = values.map((value) => value.trim()).filter((value) => !missing.has(value.toLowerCase()));
  if (present.length === 0) return 'empty';
  return types.find(([, pattern]) => present.every((value) => pattern.test(value)))?.[0] ?? 'text';
}
