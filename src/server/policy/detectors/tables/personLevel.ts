import { meaningOf, type Meaning } from '../columns.ts';
import {
  isAge,
  isBirth,
  isCapitalised,
  isCounting,
  isDate,
  isEvenlySpaced,
  isIcd10,
  isKey,
  isOfMachines,
  isPostcode,
  isReal,
  isSex,
  isSexInLetters,
  yearOf,
} from '../values.ts';
import type { Table } from './table.ts';

/**
 * Rows of values that make a table of persons. Two where a column identifies persons by itself or by a key: one row is
 * how documentation shows a format. Three where only several columns together do: two values are how programs write a
 * range (`age = c(18, 65)`) or two categories.
 */
const leastRows = 2;
const leastRowsTogether = 3;

/** How many columns that identify only together make a person: the working rule for quasi-identifiers. */
const leastTogether = 3;

/** Births lie further apart than this, in years; other dates of one study rarely do. */
const birthSpan = 15;

/** The columns of a table that mean something and hold what their name promises, as the values that are real. */
type Known = Partial<Record<Meaning, (readonly string[])[]>>;

/** Tables that were judged: those of a program come back with every key that is pressed. */
const judged = new WeakMap<Table, boolean>();

/** Whether the rows of a table are persons: by the names of its columns where it has some that say so, else by its values. */
export function isPersonLevel(table: Table): boolean {
  const like = table.like ?? table;
  const known = judged.get(like);
  if (known !== undefined) return known;
  const is = judge(table);
  judged.set(like, is);
  return is;
}

function judge(table: Table): boolean {
  const { names } = table;
  const valuesOf = (index: number): string[] => (table.columns[index] ?? []).map(({ text }) => text);
  if (names === undefined || names.every((name) => /^(?:[VXvxcC](?:ar|ol)?_?\d{1,3}|\.{3}\d+|)$/.test(name))) {
    return byValues(table.columns.map((_, index) => valuesOf(index)));
  }
  const said = names.map(meaningOf);
  // Without one of these no rule of `byNames` holds, whatever the values are: most tables in code end here.
  if (!said.some((meaning) => meaning !== undefined && ofSomebody.has(meaning))) return false;
  const known: Known = {};
  for (const [index, meaning] of said.entries()) {
    if (meaning === undefined) continue;
    const real = valuesOf(index).filter(isReal);
    if (real.length > 0 && holds(meaning, real)) (known[meaning] ??= []).push(real);
  }
  return byNames(known);
}

/** What one column at least must mean for names to tell of persons. */
const ofSomebody: ReadonlySet<Meaning> = new Set(['identity', 'direct', 'key', 'name', 'birth', 'sex', 'age']);

/** Whether a column's values are of the kind that its name says. */
function holds(meaning: Meaning, real: readonly string[]): boolean {
  switch (meaning) {
    case 'birth':
      return real.every(isBirth);
    case 'date':
      return real.every(isDate);
    case 'sex':
      return real.every(isSex);
    case 'age':
      return real.every(isAge) && !isEvenlySpaced(real);
    case 'key':
      return new Set(real).size > 1 && !isCounting(real);
    case 'number':
      return real.every((value) => /\d/.test(value)) && !isCounting(real);
    case 'count':
    case 'perhapsCount':
      return real.every((value) => /^[-+]?[\d\s.,]+%?$/.test(value));
    case 'identity':
    case 'direct':
      return new Set(real.filter((value) => !isOfMachines(value))).size > 1 && real.every(({ length }) => length <= 100) && !real.every((value) => /^[01]$|^(?:TRUE|FALSE|oui|non)$/i.test(value));
    case 'name':
      return new Set(real).size > 1 && real.some((value) => /\p{L}{2}/u.test(value));
    case 'place':
    case 'health':
    case 'background':
    case 'establishment':
    case 'role':
      return true;
  }
}

function byNames(known: Known): boolean {
  const rows = (...meanings: Meaning[]): number => Math.max(0, ...meanings.flatMap((one) => (known[one] ?? []).map(({ length }) => length)));
  const personal = rows('birth', 'sex', 'age') >= leastRows;
  if (rows('identity') >= leastRows && (known.establishment === undefined || personal || known.key !== undefined)) return true;
  // A team or its correspondents: they have functions, and nothing is said of their health.
  if (known.role !== undefined && !personal && known.key === undefined && known.health === undefined) return false;
  if (rows('direct') >= leastRows && (known.establishment === undefined || personal || known.key !== undefined)) return true;
  if (rows('key') >= leastRows && rows('date', 'birth', 'name') >= leastRows) return true;
  if (known.count !== undefined || known.perhapsCount?.some(isSeveral) === true) return false;
  if (rows('name') >= leastRows && known.establishment === undefined) {
    if (rows('birth') >= leastRows || (known.name ?? []).some((names) => names.every(isFullName))) return true;
    if (personal && rows('sex', 'age', 'birth') >= leastRows && (rows('health', 'date', 'place', 'key') >= leastRows || rows('sex') >= leastRows)) return true;
  }
  const together = (['sex', 'place', 'date', 'background'] as const).filter((one) => rows(one) >= leastRowsTogether).length;
  const born = rows('birth', 'age') >= leastRowsTogether ? 1 : 0;
  const ill = rows('health') >= leastRowsTogether ? 1 : 0;
  const somebody = born === 1 || rows('sex') >= leastRowsTogether;
  return somebody && together + born + ill >= leastTogether && distinctEnough(known);
}

/** `DUPOND Marie`, as lists of persons write it. */
function isFullName(value: string): boolean {
  return /^\p{Lu}[\p{Lu}'’-]+,? \p{Lu}\p{Ll}/u.test(value);
}

/** Whether what may be a count goes beyond yes and no. */
function isSeveral(values: readonly string[]): boolean {
  return values.some((value) => !/^[0-2](?:\.0*)?$/.test(value));
}

/** Whether some column tells its rows apart, as persons' do and the crossings of a few categories do not. */
function distinctEnough(known: Known): boolean {
  const telling = [...(known.birth ?? []), ...(known.age ?? []), ...(known.date ?? []), ...(known.place ?? [])];
  return telling.some((values) => new Set(values).size * 2 > values.length);
}

/**
 * Judges rows without a header, by what every value of a column looks like. Rows with a key of their own are persons
 * where a date and one more of sex, postcode or diagnosis stand beside it; rows without one where a date of birth does
 * and the sex, or two columns of names.
 */
function byValues(columns: readonly (readonly string[])[]): boolean {
  // A column of dates is needed in any case, and every date begins with a digit.
  if (!columns.some((column) => column.some((value) => /^\d/.test(value) && isDate(value)))) return false;
  const full = columns.map((column) => column.filter(isReal));
  const height = Math.max(0, ...full.map(({ length }) => length));
  if (height < leastRowsTogether) return false;
  const all = (test: (value: string) => boolean): (readonly string[])[] =>
    full.filter((column) => column.length >= leastRowsTogether && column.length * 2 > height && column.every(test));
  const dates = all(isDate);
  if (dates.length === 0) return false;
  const kinds = [all(isSexInLetters), all(isPostcode), all(isIcd10)].filter(({ length }) => length > 0).length;
  const keys = all(isKey).filter((column) => new Set(column).size === column.length && !isCounting(column));
  if (keys.length > 0 && kinds + dates.length >= 2) return kinds > 0;
  const births = dates.filter(spansBirths);
  const names = all((value) => isCapitalised(value) && !isIcd10(value) && !isSex(value)).filter((column) => new Set(column).size * 2 > column.length);
  const sexed = all(isSexInLetters).length > 0;
  return births.length > 0 && (names.length >= 2 || (sexed && (kinds >= 2 || dates.length >= 2 || names.length > 0)));
}

function spansBirths(column: readonly string[]): boolean {
  const years = column.map(yearOf).filter((year) => year !== undefined);
  return years.length === column.length && Math.max(...years) - Math.min(...years) >= birthSpan && new Set(column).size * 2 > column.length;
}
