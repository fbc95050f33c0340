import { signOf, type Look } from '../look.ts';
import { splitAt, splitAtBlanks, type Span } from './split.ts';
import { byColumn, type Cell, type Table } from './table.ts';

const sasBlock = /(?<!\binfile[ \t]{1,5})\b(?:datalines|cards|lines)(4?)[ \t]*;[ \t]*\r?\n?/gi;
const stataBlock = /^[ \t]*(?:qui\w{0,5}[ \t]+)?inp(?:ut?)?[ \t]+([^\n;]{1,2000})\n/gim;
/** How each opens; SAS lets any number of blanks stand before the semicolon. */
const sasOpened = signOf(/\b(?:datalines|cards|lines)4?(?:[ \t]{0,20};|[ \t]{21})/i);
const stataOpened = signOf(/\binp(?:ut?)?[ \t]/i);
const stataEnd = /^[ \t]*end[ \t]*\r?$/gim;

/**
 * Rows that stand in a SAS program after `datalines;` or `cards;`, up to the next semicolon (four after `datalines4;`),
 * with the names of the `input` statement before them.
 * Source: SAS Language Reference, DATALINES statement.
 */
export function* sasTables(look: Look, most: number): Generator<Table> {
  if (!look.has(sasOpened)) return;
  const { text } = look;
  let previous = 0;
  sasBlock.lastIndex = 0;
  for (let match = sasBlock.exec(text); match !== null; match = sasBlock.exec(text)) {
    const start = match.index + match[0].length;
    const stop = match[1] === '4' ? text.indexOf(';;;;', start) : text.indexOf(';', start);
    const end = stop === -1 ? text.length : stop;
    const step = text.slice(Math.max(previous, match.index - 4000), match.index);
    previous = sasBlock.lastIndex = end;
    const input = /\binput\b([^;]*);[^;]*(?:;[^;]*){0,3}$/i.exec(step.slice(Math.max(0, step.toLowerCase().lastIndexOf('input'))));
    if (input === null) continue;
    const names = namesOf(input[1] ?? '');
    const delimiter = /\b(?:dlm|delimiter)\s*=\s*["'](.|09)["']/i.exec(step)?.[1] ?? (/\bdsd\b/i.test(step) ? ',' : undefined);
    const table = block(text, { start, end }, names, delimiter === '09' ? '\t' : delimiter, most);
    if (table !== undefined) yield table;
  }
}

/** Rows between Stata's `input names` and `end`. Source: Stata Data Management Reference Manual, input. */
export function* stataTables(look: Look, most: number): Generator<Table> {
  if (!look.has(stataOpened)) return;
  const { text } = look;
  stataBlock.lastIndex = 0;
  for (let match = stataBlock.exec(text); match !== null; match = stataBlock.exec(text)) {
    const start = stataBlock.lastIndex;
    stataEnd.lastIndex = start;
    const end = stataEnd.exec(text)?.index ?? text.length;
    stataBlock.lastIndex = end;
    const names = (match[1] ?? '').split(/\s+/).filter((name) => /^[A-Za-z_]\w*$/.test(name) && !/^(?:str\d*|strL|byte|int|long|float|double)$/.test(name));
    const table = block(text, { start, end }, names, undefined, most);
    if (table !== undefined) yield table;
  }
}

/** The variables of a SAS input statement: without `$`, informats (`date9.`), pointers (`@1`) and column ranges. */
function namesOf(statement: string): string[] {
  return [...statement.matchAll(/(?<![\w@:&.$])[A-Za-z_]\w*(?![\w.])/g)].map(([name]) => name);
}

function block(text: string, { start, end }: Span, names: readonly string[], given: string | undefined, most: number): Table | undefined {
  const lines = linesOf(text, start, end);
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const delimiter = given ?? [';', ',', '\t', '|'].find((one) => text.slice(first.start, first.end).split(one).length === names.length && names.length > 1);
  let rows: Cell[][] = lines.slice(0, most).map((line) => (delimiter === undefined ? splitAtBlanks(text, line) : splitAt(text, line, delimiter)));
  // `input a b @@;` reads several records from a line.
  if (rows.every((row) => row.length > names.length && row.length % names.length === 0)) {
    rows = rows.flatMap((row) => Array.from({ length: row.length / names.length }, (_, index) => row.slice(index * names.length, (index + 1) * names.length)));
  }
  return { start: first.start, end: last.end, names, columns: byColumn(rows) };
}

function linesOf(text: string, start: number, end: number): Span[] {
  const lines: Span[] = [];
  for (let from = start; from < end; ) {
    const newline = text.indexOf('\n', from);
    const to = newline === -1 || newline > end ? end : newline;
    if (text.slice(from, to).trim() !== '') lines.push({ start: from, end: to });
    from = to + 1;
  }
  return lines;
}
