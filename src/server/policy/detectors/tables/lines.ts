import { meaningOf } from '../columns.ts';
import type { Look, Note } from '../look.ts';
import { linesOf, type Lines } from './cutLines.ts';
import { calmBehind, firstOpen, stretches, type Stretch } from './runs.ts';
import { splitAt, splitAtBlanks, type Span } from './split.ts';
import { byColumn, movedTable, type Cell, type Table } from './table.ts';

const delimiters = [';', ',', '\t', '|'] as const;

/** The line of types under a tibble's header, and the rules of drawn tables. */
const types = /^\s*<[\w+:.[\]]+>(?:\s+<[\w+:.[\]]+>)*\s*$/;
const ruler = /^[\s|+:=-]+$/;

/** A line of a program that opens a text: what stands before the quote is code. */
const opensText = /["'][^"']*$/;

/** What a header has not, the signs of code, and what rows without one have, a date. */
const code = /[={}<>$~%@]|\w\(/;
const dated = /\d[-/.]\d\d?[-/.]\d|\d[a-zéû]{3}\d|\d{8}/i;

/**
 * Tables that stand in a text line by line: CSV and its kin with `;`, `,`, tab or `|`, bare, in a string or in a
 * comment; Markdown tables; what R, pandas, SAS and Stata print in aligned columns.
 * @param most how many rows of each are read.
 * @param known runs that are no tables, of texts that were read before; more are added.
 */
export function lineTablesUpTo(most: number, known = noTables): (look: Look) => readonly Table[] {
  const note: Note<LinesRead> = {
    of: ({ text }, earlier) => {
      const lines = linesOf(text, earlier && { ...earlier, note: earlier.note.lines });
      const before = earlier?.note;
      const runs = kinds.map((kind, index) => runsOf(kind, { text, lines }, most, known, before?.runs[index]));
      const areAsBefore = runs.every((ofKind, index) => ofKind === before?.runs[index]);
      return { lines, runs, tables: before !== undefined && areAsBefore ? before.tables : tablesOf(runs) };
    },
  };
  return (look) => look.noted(note).tables;
}

/** The kinds of tables: what parts their values, and how many there are in a line at least. */
const kinds = [...delimiters.map((delimiter, count) => ({ delimiter, count, least: 1 })), { delimiter: ' ', count: 4, least: 3 }] as const;
type Kind = (typeof kinds)[number];

/** Lines that follow each other with one count, and the table that they make, if they do. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly table: Table | undefined;
}

const noRuns: readonly Run[] = [];

interface LinesRead {
  readonly lines: Lines;
  /** By kind. */
  readonly runs: readonly (readonly Run[])[];
  readonly tables: readonly Table[];
}

/** @returns the runs of a kind: the same array as of the earlier text where none is another one. */
function runsOf(
  { delimiter, count, least }: Kind,
  read: { readonly text: string; readonly lines: Lines },
  most: number,
  known: Set<string>,
  earlier: readonly Run[] = noRuns,
): readonly Run[] {
  const { text, lines } = read;
  const counted = { counts: lines.counts[count] ?? [], words: lines.counts[4], least };
  const from = firstOpen(counted, lines);
  let next = 0;
  while ((earlier[next]?.last ?? Infinity) < from) next += 1;
  const found = earlier.slice(0, next);
  const end = stretches(counted, from, lines.again + Math.max(linesAbove, calmBehind), (stretch) => {
    const { first, last } = stretch;
    // By how many lines it stood further above, if it is of the lines behind what has changed.
    const moved = first - linesAbove >= lines.again ? lines.moved : 0;
    while ((earlier[next]?.first ?? Infinity) + moved < first) next += 1;
    const before = earlier[next];
    if (before?.first === first - moved && before.last === last - moved) {
      if (last < lines.carried) {
        found.push(before);
        return;
      }
      if (first - linesAbove >= lines.again) {
        found.push(movedRun(before, lines));
        return;
      }
    }
    const table = unlessNone(known, delimiter, read, stretch, () => {
      const rows = rowsOf(lines, stretch, most);
      return delimiter === ' ' ? aligned(text, lines, first, rows, last) : delimited(text, lines, first, rows, last, delimiter);
    });
    found.push({ first, last, table });
  });
  const behind = lines.again === Infinity ? [] : earlier.filter(({ first }) => first + lines.moved >= end);
  for (const run of behind) found.push(movedRun(run, lines));
  return found.length === earlier.length && found.every((run, index) => isSameRun(run, earlier[index])) ? earlier : found;
}

/** The tables of all runs. Long documents have thousands of runs, which are gone through at each key that is pressed. */
function tablesOf(runs: LinesRead['runs']): Table[] {
  const tables: Table[] = [];
  for (const ofKind of runs) {
    for (const { table } of ofKind) if (table !== undefined) tables.push(table);
  }
  return tables;
}

function movedRun(run: Run, { moved, growth }: Lines): Run {
  const table = run.table && growth !== 0 ? movedTable(run.table, growth) : run.table;
  return moved === 0 && table === run.table ? run : { first: run.first + moved, last: run.last + moved, table };
}

function isSameRun(run: Run, other: Run | undefined): boolean {
  return run.first === other?.first && run.last === other.last && run.table === other.table;
}

/** How far above its first line a run is read: where its header may stand. */
const linesAbove = 3;

/** Runs of lines, by their text and what parts their values, that turned out to be no tables. */
const noTables = new Set<string>();
const mostNoTables = 2000;

/** Longer runs are read anew each time, in characters and in lines: a program has few of them. */
const longestNoTable = 1000;
const mostLinesOfNone = 50;

/**
 * Reads a run, unless the same lines were read of late and were no table: those of a program come back with every key
 * that is pressed. What a run is depends on its lines and on those just above it, and on nothing else in the text.
 */
function unlessNone(
  known: Set<string>,
  kind: string,
  { text, lines }: { readonly text: string; readonly lines: Lines },
  { first, last }: { readonly first: number; readonly last: number },
  read: () => Table | undefined,
): Table | undefined {
  const above = Math.min(first, linesAbove);
  const written = text.slice(lines.starts[first - above], lines.ends[last]);
  if (written.length > longestNoTable || last - first > mostLinesOfNone) return read();
  const key = `${kind}${above}${last - first} ${written}`;
  if (known.has(key)) return undefined;
  const table = read();
  if (table !== undefined) return table;
  if (known.size >= mostNoTables) known.clear();
  known.add(key);
  return undefined;
}

function spanOf(lines: Lines, index: number): Span {
  return { start: lines.starts[index] ?? 0, end: lines.ends[index] ?? 0 };
}

/** The lines of a stretch that are not blank, up to so many behind the first. */
function rowsOf(lines: Lines, { first, last, spaced }: Stretch, most: number): Span[] {
  const rows: Span[] = [];
  for (let line = first; line <= last && rows.length <= most; line += 1) {
    if (!spaced || lines.counts[4][line] !== 0) rows.push(spanOf(lines, line));
  }
  return rows;
}

function delimited(text: string, lines: Lines, first: number, read: readonly Span[], last: number, delimiter: string): Table | undefined {
  const whole = wholeString(text, spanOf(lines, first), delimiter);
  const head = withoutCode(text, whole);
  // Where code stands before the header, it may stand before each row: `s += "…`.
  const bare = (line: Span): Span => (head.start === whole.start ? line : withoutCode(text, line));
  const second = bare(read[1] ?? head);
  const names = splitAt(text, head, delimiter);
  // With two columns alone, an enumeration of words is like a table: both must mean something.
  const headed = meansSomething(text, head, names, names.length > 2 ? 1 : 2);
  const above = headed || first === 0 ? undefined : shorterHeader(text, spanOf(lines, first - 1), delimiter, names.length);
  if (above !== undefined) {
    const rows = read.map((line) => splitAt(text, wholeString(text, line, delimiter), delimiter));
    // What is one too many is a delimiter at the end of rows, or the names of rows that R writes before them.
    const shift = rows.every((row) => row.at(-1)?.text === '') ? 0 : 1;
    return { start: head.start, end: inner(text, spanOf(lines, last)).end, names: above, columns: byColumn(rows.map((row) => row.slice(shift))) };
  }
  if (!headed && (names.length === 2 || !dated.test(text.slice(second.start, second.end)))) return undefined;
  if (isProgram(text, second)) return undefined;
  const spans = [head, ...read.slice(1).map((line) => bare(wholeString(text, line, delimiter)))];
  return withHeader(text, spans, spans.map((line) => splitAt(text, line, delimiter)), bare(spanOf(lines, last)));
}

function aligned(text: string, lines: Lines, first: number, read: readonly Span[], last: number): Table | undefined {
  const head = spanOf(lines, first);
  const written = text.slice(head.start, head.end);
  const { end } = inner(text, spanOf(lines, last));
  const rowsRead = (): Cell[][] => read.map((line) => splitAtBlanks(text, line));
  if (!/\d/.test(written)) {
    if (!everyLineCounts(text, read.slice(1)) || !meansSomething(text, head, splitAtBlanks(text, head), 2)) return undefined;
    return withHeader(text, read, rowsRead(), spanOf(lines, last));
  }
  // Rows with a number or label of their own have one word more than the header, which rules and types may part from them.
  for (let above = first - 1; above >= Math.max(0, first - linesAbove); above -= 1) {
    const line = spanOf(lines, above);
    const header = text.slice(line.start, line.end);
    if (types.test(header) || ruler.test(header)) continue;
    const cells = splitAtBlanks(text, line);
    if (!everyLineCounts(text, read) || !meansSomething(text, line, cells, 2)) break;
    const names = cells.map((cell) => cell.text);
    const rows = rowsRead();
    const shift = (rows[0]?.length ?? 0) - names.length;
    if (shift < 0 || shift > 2) break;
    return { start: head.start, end, names, columns: byColumn(rows.map((row) => row.slice(shift))) };
  }
  if (dated.test(written)) return { start: head.start, end, names: undefined, columns: byColumn(rowsRead()) };
  return undefined;
}

/** The names in a line above rows that have one value more than it has names. */
function shorterHeader(text: string, line: Span, delimiter: string, width: number): string[] | undefined {
  const span = withoutCode(text, wholeString(text, line, delimiter));
  const names = splitAt(text, span, delimiter);
  return names.length === width - 1 && meansSomething(text, span, names, 2) ? names.map((cell) => cell.text) : undefined;
}

/** Whether a line may be a header of which so many names say something: only then are the rows below it read. */
function meansSomething(text: string, line: Span, cells: readonly Cell[], least: number): boolean {
  return !code.test(text.slice(line.start, line.end)) && cells.filter((cell) => meaningOf(cell.text) !== undefined).length >= least;
}

/** Whether a line assigns or calls. */
function isProgram(text: string, line: Span): boolean {
  return /\w\(|[^<>=]=[^=]|<-|[{}]\s*$/.test(text.slice(line.start, line.end));
}

/** Whether lines all hold a digit, as printed rows do by a number, a date or an age, and prose does not. */
function everyLineCounts(text: string, lines: readonly Span[]): boolean {
  return lines.every(({ start, end }) => /\d/.test(text.slice(start, end)));
}

/** The inside of the one string of a line, where no delimiter stands outside of it but the comma after it. */
function wholeString(text: string, line: Span, delimiter: string): Span {
  const open = text.indexOf('"', line.start);
  if (open === -1 || open >= line.end) return line;
  const found = /^"([^"]*)"[\s,;)]*$/.exec(text.slice(open, line.end));
  if (found?.[1] === undefined || !found[1].includes(delimiter) || text.slice(line.start, open).includes(delimiter)) return line;
  return { start: open + 1, end: open + 1 + found[1].length };
}

/** A first line may begin with the call that takes the text: `read.csv(text = "id;nom`. */
function withoutCode(text: string, line: Span): Span {
  const head = text.slice(line.start, Math.min(line.end, line.start + 120));
  const found = /^[^;,\t|]*(?:\(|=|<-)[^;,\t|]*(?="[^"]*$)/.exec(head) ?? (opensText.test(head) ? /^[^;,\t|"']*(?:\(|=|<-)[^;,\t|"']*(?=["'])/.exec(head) : null);
  return found === null ? line : { start: line.start + found[0].length, end: line.end };
}

/** Takes the first row for names where all of it reads as names; rules between rows do not count. */
function withHeader(text: string, lines: readonly Span[], rows: readonly Cell[][], last: Span): Table | undefined {
  const written = rows.flatMap((row, index) => (row.every((cell) => /^:?-*:?$/.test(cell.text)) ? [] : [index]));
  const [head, second] = written;
  const names = head === undefined ? undefined : rows[head];
  if (head === undefined || second === undefined || names === undefined) return undefined;
  const named = names.every(isName);
  const from = named ? second : head;
  return {
    start: inner(text, lines[from] ?? last).start,
    end: inner(text, last).end,
    names: named ? names.map((cell) => cell.text) : undefined,
    columns: byColumn(rows.slice(from)),
  };
}

function isName({ text }: Cell): boolean {
  return text.length <= 60 && !/^[-+]?[\d.,/: -]+$/.test(text) && !/^\d{1,2}\D{3}\d{4}$/.test(text);
}

/** A line without the blanks around it, nor the quotes of a string that opens or closes in it or is all of it. */
function inner(text: string, line: Span): Span {
  const written = text.slice(line.start, line.end);
  const quotes = written.split('"').length - 1;
  const opened = /^\s*"/.exec(written)?.[0].length;
  const blanks = /^\s*/.exec(written)?.[0].length ?? 0;
  const closed = /"[^"]{0,80}$/.exec(written)?.index;
  const whole = line.start + written.trimEnd().length;
  if (quotes === 2 && opened !== undefined && /"[\s,;)]*$/.test(written)) return { start: line.start + opened, end: line.start + (closed ?? written.length) };
  if (quotes % 2 === 0) return { start: line.start + blanks, end: whole };
  if (opened !== undefined) return { start: line.start + opened, end: whole };
  return { start: line.start + blanks, end: closed === undefined ? whole : line.start + closed };
}
