import { basename } from 'node:path';
import { codeOf } from './chunks.ts';
import { contextDefaults } from './defaults.ts';
import type { ProgramText } from './project.ts';
import { statementsOf } from './statements.ts';

/** A data frame as code speaks of it; nothing is read of the data themselves. */
export interface DataFrame {
  readonly name: string;
  /** The file that it is read from, without its folder: the same data have other names in other programs. */
  readonly file?: string;
  /** Its columns in order of their mention, with their types where the code says them; else an empty text. */
  readonly columns: ReadonlyMap<string, string>;
}

interface Building {
  file?: string;
  readonly columns: Map<string, string>;
}

const column = String.raw`[\p{L}_.][\p{L}\p{N}_.]{0,63}`;
/** A name as a whole: tried at each letter of a long word, patterns would take time by the square of its length. */
const whole = String.raw`(?<![\p{L}\p{N}_.])${column}`;
const wholeInPython = String.raw`(?<![\p{L}\p{N}_])[\p{L}_]\w{0,63}`;
const isColumn = new RegExp(`^${column}$`, 'u');

/** Words that stand where columns do and are none. */
const noColumns = new Set(['TRUE', 'FALSE', 'NULL', 'NA', 'True', 'False', 'None', 'c', 'desc', 'Inf', 'across', 'where', 'everything', '.data', '.groups', '.by', '.keep', 'sort', 'name', 'by', 'wt', 'inplace', 'ascending', 'axis']);

/** How R and pandas read data; the group is the path. */
const reads =
  /(?:\b(?:read_(?:csv2?|tsv|delim|excel|xlsx?|parquet|dta|sas|rds|fwf|stata|feather|sav|spss)|read\.(?:csv2?|table|delim)|fread|readRDS|import|vroom|open_dataset))\s*\(\s*(?:\w+\s*=\s*)?(?:(?:here::)?here\s*\(|file\.path\s*\(|Path\s*\()?(?:\s*["'][^"'\n]*["']\s*,)*?\s*["']([^"'\n]*\.[\w]{2,9})["']/u;

/** A type that the code gives a column; groups: the column, then the type. */
const types: readonly RegExp[] = [
  new RegExp(String.raw`(${whole})\s*=\s*(?:readr::)?col_(\w+)\s*\(`, 'gu'),
  new RegExp(String.raw`(${whole})\s*=\s*as\.(integer|numeric|character|factor|Date|logical|POSIXct)\s*\(`, 'gu'),
  new RegExp(String.raw`(${whole})\s*=\s*(factor)\s*\(`, 'gu'),
  new RegExp(String.raw`["'](${column})["']\s*:\s*["']?(int\d*|Int\d+|float\d*|str|string|category|bool|boolean|datetime64\[ns\]|object)\b`, 'gu'),
];

/** Verbs of dplyr whose unnamed arguments are columns, and those whose named ones make new columns. */
const taking = /\b(?:select|group_by|arrange|count|distinct|pull|drop_na|fill|vars|relocate)\s*\(/gu;
const making = /\b(?:mutate|summari[sz]e|transmute|reframe|rename|add_count|assign|agg)\s*\(/gu;
const strings = new RegExp(String.raw`["'](${column})["']`, 'gu');
const newColumn = new RegExp(`^(${column})\\s*=(?!=)`, 'u');
const listed =
  /\b(?:groupby|sort_values|drop_duplicates|dropna|set_index|parse_dates|usecols|on|subset|by)\s*[(=]\s*(?:\w{1,64}\s*=\s*)?(\[[^\]]{0,1000}\]|["'][^"'\n]*["'])/g;

const assigned = new RegExp(String.raw`^(${column})\s*(?:<-|=(?!=))`, 'u');
/** What a statement begins with that is piped or indexed. */
const sources = {
  r: new RegExp(String.raw`^\(?\s*(${column})\s*(?:\|>|%>%|\[\[?|\$)`, 'u'),
  python: new RegExp(String.raw`^\(?\s*(${wholeInPython})\s*(?:\.|\[)`, 'u'),
};
/** One column of a data frame; groups: the data frame, then the column. */
const elements = {
  r: new RegExp(String.raw`(${whole}?)(?:\$(${column})|\[\[\s*["'](${column})["']\s*\]\])`, 'gu'),
  python: new RegExp(String.raw`(${wholeInPython})\[\s*["'](${column})["']\s*\]`, 'gu'),
};
/** Several columns of a data frame; groups: the data frame, then their list. */
const selected = new RegExp(String.raw`(${wholeInPython})\[\[([^\]]{0,1000})\]\]`, 'gu');

/** The data frames that a program in R or Python speaks of, with the columns that it names. */
export function dataFramesIn(document: Pick<ProgramText, 'languageId' | 'text'>): DataFrame[] {
  const frames = new Map<string, Building>();
  for (const { language, start, end } of codeOf(document)) {
    if (language !== 'r' && language !== 'python') continue;
    for (const statement of statementsOf(document.text.slice(start, end))) note(statement, language, frames);
  }
  return [...frames].flatMap(([name, { file, columns }]) => (columns.size === 0 ? [] : [{ name, columns, ...(file !== undefined && { file }) }]));
}

function note(statement: string, language: 'r' | 'python', frames: Map<string, Building>): void {
  const target = assigned.exec(statement)?.[1];
  const body = target === undefined ? statement : statement.replace(/^[^=<]*(?:<-|=)/, '');
  const file = reads.exec(body)?.[1];
  const source = sources[language].exec(body.trim())?.[1];
  const known = source === undefined ? undefined : frames.get(source);
  const frameOf = (name: string): Building => {
    const frame = frames.get(name) ?? { columns: new Map<string, string>() };
    frames.set(name, frame);
    return frame;
  };
  if (file !== undefined && target !== undefined) frameOf(target).file = basename(file.replaceAll('\\', '/'));

  const isFrame = file !== undefined || (source !== undefined && (known !== undefined || /\|>|%>%|\.(?:groupby|assign|merge|query|rename|sort_values|loc|agg|pivot_table)\b/.test(body)));
  if (isFrame) {
    for (const name of new Set([target, source].filter((each) => each !== undefined))) {
      // What is made on the way is the result's.
      const own = name === target ? body : body.slice(0, body.search(making) >>> 0);
      for (const found of columnsIn(own, language)) add(frameOf(name), found, '');
      for (const pattern of types) for (const [, found = '', type = ''] of own.matchAll(pattern)) add(frameOf(name), found, type);
    }
  }
  for (const [, name = '', one, other] of statement.matchAll(elements[language])) {
    if (isColumn.test(name)) add(frameOf(name), one ?? other ?? '', '');
  }
  for (const [, name = '', list = ''] of language === 'python' ? statement.matchAll(selected) : []) {
    for (const [, found = ''] of list.matchAll(strings)) add(frameOf(name), found, '');
  }
}

function columnsIn(body: string, language: string): string[] {
  const found: string[] = [];
  for (const verb of [...body.matchAll(taking)].slice(0, contextDefaults.statementVerbs)) {
    for (const part of partsOf(argumentsFrom(body, verb.index + verb[0].length))) {
      const name = /^(?:-|!)?(?:desc\()?\s*([^\s()=]+)\)?$/u.exec(part)?.[1];
      if (name !== undefined) found.push(name);
    }
  }
  for (const verb of [...body.matchAll(making)].slice(0, contextDefaults.statementVerbs)) {
    for (const part of partsOf(argumentsFrom(body, verb.index + verb[0].length))) {
      const name = newColumn.exec(part)?.[1];
      if (name !== undefined && name !== 'columns') found.push(name);
    }
  }
  if (language === 'python') {
    for (const [, list = ''] of body.matchAll(listed)) {
      for (const [, name = ''] of list.matchAll(strings)) found.push(name);
    }
  }
  return found;
}

/** What stands between an open bracket and its closing one. */
function argumentsFrom(text: string, start: number): string {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character) && --depth === 0) return text.slice(start, at);
  }
  return text.slice(start);
}

/** Arguments, split at the commas that stand in no bracket. */
function partsOf(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at++) {
    const character = list.charAt(at);
    if ('([{'.includes(character) && character !== '') depth += 1;
    else if (')]}'.includes(character) && character !== '') depth -= 1;
    else if (at === list.length || (character === ',' && depth === 0)) {
      parts.push(list.slice(from, at).trim());
      from = at + 1;
    }
  }
  return parts;
}

function add({ columns }: Building, name: string, type: string): void {
  if (!isColumn.test(name) || noColumns.has(name) || name.endsWith('.')) return;
  if (!columns.has(name) && columns.size >= contextDefaults.columns) return;
  if (type !== '' || !columns.has(name)) columns.set(name, type);
}
