import { ownCopy } from '../../ownCopy.ts';
import { derived, stepsOf, type Step } from '../look.ts';
import { groupsOf, TablesOf, type Piece } from './carried.ts';
import { readKeyed, readLiterals, type Keyed } from './literals.ts';
import { lazyTable, movedCell, type Cell, type Table } from './table.ts';

/** Where a vector opens: R's `c(`, Python's or JSON's `[` with a value behind it, and `{` with the number of a row. */
const opening = /\bc\(|\[(?=\s{0,20}["'\dNTF-])|\{(?=\s{0,20}["']?\d{1,18}["']?\s{0,20}:)/g;

/** How far behind a bracket its first value, or the colon behind its first number, is looked for. */
const openingReach = 65;

/** What stands before a vector that is a named column: `nom = `, `"nom": `, `nom <- as.Date(`. */
const nameBefore =
  /(?:["'`]([^"'`\n]{1,60})["'`]|([\p{L}_.][\p{L}\p{N}_.]{0,59}))\]{0,2}\s{0,20}(?:=|<-|:)\s{0,20}(?:(?:as\.\w+|factor|as_factor|(?:lubridate::)?(?:ymd|dmy|mdy|ymd_hms)|pd\.\w+|np\.array|pl\.\w+|haven::labelled)\(\s{0,20}){0,2}$/u;

/** What stands before vectors, as it was read of late: the same comes back with every key that is pressed. */
const namesRead = new Map<string, ReturnType<typeof nameAtEnd>>();
const mostNamesRead = 500;

/** All combinations of some values: by their nature not persons. */
const combinations = /(?:expand\.grid|expand_grid|crossing|CJ|product|nesting|MultiIndex\.\w+)\(\s{0,20}$/;

/** How far before a vector its name may begin, and how far apart the columns of one table may stand, in characters. */
const reach = 160;

export interface Vector extends Piece {
  readonly name: string;
  /** The numbers of the rows, where they stand with the values: those of one table are the same in each column. */
  readonly keys: string | undefined;
  readonly start: number;
  readonly end: number;
  /** Where they were first read. */
  readonly first: readonly Cell[];
}

/** What was read from one opening on: a vector, or nothing. */
export interface VectorRead extends Step {
  readonly vector: Vector | undefined;
}

export const vectorsRead = stepsOf<VectorRead>({
  opening,
  back: reach,
  take: (text, match) => {
    const at = match.index;
    const from = at + match[0].length;
    const before = lastVisible(text, at);
    if (before !== '=' && before !== '-' && before !== ':' && before !== '(') {
      return { at, next: from, seen: from + openingReach, vector: undefined };
    }
    const read = match[0] === '{' ? readKeyed(text, from) : { ...readLiterals(text, from), keys: undefined };
    return { at, next: Math.max(read.end, from), seen: Math.max(read.seen, from + openingReach), vector: vectorOf(text, at, read) };
  },
  move: ({ at, next, seen, vector }, by) => ({
    at: at + by,
    next: next + by,
    seen: seen + by,
    vector: vector && { name: vector.name, keys: vector.keys, start: vector.start + by, end: vector.end + by, first: vector.first, by: vector.by + by },
  }),
});

function vectorOf(text: string, opened: number, { cells, end, keys }: Omit<Keyed, 'seen'>): Vector | undefined {
  const closed = end >= text.length || (keys === undefined ? text[end] === ')' || text[end] === ']' : text[end] === '}');
  if (!closed || cells.length < 2 || (keys !== undefined && areCodes(keys))) return undefined;
  const lead = text.slice(Math.max(0, opened - reach), opened);
  const named = nameRead(lead);
  return named && { name: named.name, keys: keys?.join(), start: opened - lead.length + named.index, end: Math.min(end + 1, text.length), first: cells, by: 0 };
}

/** Codes and what they stand for, as codebooks give them for each variable: from 1 on, where pandas counts rows from 0. */
function areCodes(keys: readonly string[]): boolean {
  return keys.length < 10 && keys[0] === '1' && keys[1] === '2';
}

/** The name at the end of what stands before a vector, and where it begins there. */
function nameAtEnd(lead: string): { readonly name: string; readonly index: number } | undefined {
  const named = nameBefore.exec(lead);
  const name = named?.[1] ?? named?.[2];
  return named === null || name === undefined || combinations.test(lead.slice(0, named.index)) ? undefined : { name, index: named.index };
}

function nameRead(lead: string): ReturnType<typeof nameAtEnd> {
  if (namesRead.has(lead)) return namesRead.get(lead);
  const own = ownCopy(lead);
  const read = nameAtEnd(own);
  if (namesRead.size >= mostNamesRead) namesRead.clear();
  namesRead.set(own, read);
  return read;
}

function lastVisible(text: string, offset: number): string | undefined {
  let at = offset - 1;
  while (at >= 0 && offset - at < 20 && text[at]?.trim() === '') at -= 1;
  return text[at];
}

const tables = new TablesOf<Vector>();

function tableOf(group: readonly Vector[]): Table {
  return tables.of(group, (like) =>
    lazyTable(
      { start: group[0]?.start ?? 0, end: group.at(-1)?.end ?? 0, names: group.map(({ name }) => name), ...(like && { like }) },
      () => group.map(({ first, by }) => (by === 0 ? first : first.map((cell) => movedCell(cell, by)))),
    ),
  );
}

/**
 * Tables written column by column: R's `data.frame(nom = c(…), age = c(…))` and its kin, the same vectors assigned one
 * by one, pandas' `DataFrame({"nom": […], …})`, and what its `to_json()` and `to_dict()` write. Neighbouring vectors of
 * one length make a table.
 */
export const vectorTables = derived(vectorsRead, (found): readonly Table[] =>
  groupsOf(
    found.flatMap(({ vector }) => vector ?? []),
    (next, last, group) => next.first.length === last.first.length && next.keys === last.keys && next.start - last.end <= reach && !group.some(({ name }) => name === next.name),
  ).map(tableOf),
);
