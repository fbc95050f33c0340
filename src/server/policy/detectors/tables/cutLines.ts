import type { Earlier } from '../look.ts';

/** The lines of a text: where each begins and ends, and by kind what is counted in each. */
export interface Lines {
  readonly starts: number[];
  readonly ends: number[];
  /** Semicolons, commas, tabs, bars, words; one number per line. */
  readonly counts: readonly [number[], number[], number[], number[], number[]];
  /** How many lines are those of the earlier text, from the first on. */
  readonly carried: number;
  /** From which line on they are those of the earlier text again, by how many lines further behind, and how many code units. */
  readonly again: number;
  readonly moved: number;
  readonly growth: number;
}

/** The codes of the characters that are told apart. */
const tab = 9;
const newline = 10;
const carriageReturn = 13;
const space = 32;
const quote = 34;
const hash = 35;
const apostrophe = 39;
const closingBracket = 41;
const star = 42;
const comma = 44;
const slash = 47;
const semicolon = 59;
const greater = 62;
const backslash = 92;
const letterN = 110;
const letterR = 114;
const bar = 124;
const delimiters = [semicolon, comma, tab, bar] as const;

/** By the code of a delimiter: how many stand in a line outside of quotes, and within. Made once, since lines are cut with every key. */
const outside = new Uint32Array(128);
const within = new Uint32Array(128);

/** What may stand between an end of line as a string spells it and the true one: the end of the string, and of what it is in. */
const closing = /["'][ \t,;)+\\]{0,8}(?:\r?\n|$)/y;

/** Before which offset behind a character it is looked whether a line ends with it: `\r\n` spelt, and what closes. */
const endReach = 16;

/**
 * Cuts a text into lines, also at `\n` as a string spells it and where such a string closes, and counts delimiters:
 * outside of double quotes where these are paired in the line, else all.
 */
export function linesOf(text: string, earlier?: Earlier<Lines>): Lines {
  const carried = earlier === undefined ? 0 : linesBefore(earlier);
  const [starts, ends]: [number[], number[]] = [[], []];
  const all: Lines['counts'] = [[], [], [], [], []];
  const [semicolons, commas, tabs, bars, words] = all;
  for (const kind of delimiters) outside[kind] = within[kind] = 0;
  const total = (kind: number, paired: boolean): number => (outside[kind] ?? 0) + (paired ? 0 : (within[kind] ?? 0));
  const lastEnd = carried === 0 ? undefined : earlier?.note.ends[carried - 1];
  const endedBy = lastEnd === undefined ? newline : text.charCodeAt(lastEnd);
  /** Whether the line stands in a string, behind an end of line that is spelt there. */
  let inString = endedBy === backslash;
  /** Whether it is what stands behind such a string: code, unless an end of line is spelt there again. */
  let behindString = endedBy === quote || endedBy === apostrophe;
  let start = lastEnd === undefined ? 0 : inString ? pastSpelt(text, lastEnd) : lastEnd + 1;
  let leading = true;
  let counted = outside;
  let inLine = 0;
  let quotes = 0;
  let apostrophes = 0;
  let blank = true;
  const { length } = text;
  let [again, moved] = [Infinity, 0];
  /** From which line of the earlier text on they are taken over again. */
  let resumed = Infinity;
  for (let at = start; at <= length; at += 1) {
    const char = at === length ? newline : text.charCodeAt(at);
    // Most characters are letters, which end neither a line nor a value.
    if (char > greater && char !== backslash && char !== bar) {
      if (blank) {
        inLine += 1;
        blank = leading = false;
      }
      continue;
    }
    let past = 0;
    if (char === newline) past = at + 1;
    else if (char === backslash) past = pastSpelt(text, at);
    else if (char === carriageReturn) past = text.charCodeAt(at + 1) === newline ? 0 : at + 1;
    else if (char === quote) past = inString && quotes === 0 && !leading && endsValue(text, at) ? at + 1 : 0;
    else if (char === apostrophe) {
      past = inString && apostrophes === 0 && !leading && endsValue(text, at) && isClosed(text.charCodeAt(at + 1)) ? at + 1 : 0;
      apostrophes += 1;
    }
    if (past > 0) {
      starts.push(start);
      ends.push(at);
      // One string per line, as in `c("a;b", "c;d")`: its delimiters are those of the row.
      const wholeString = quotes === 2 && (outside[semicolon] ?? 0) + (outside[tab] ?? 0) + (outside[bar] ?? 0) === 0 && (outside[comma] ?? 0) < 2;
      const paired = quotes % 2 === 0 && !wholeString;
      if (behindString && char !== backslash) for (const kind of delimiters) outside[kind] = within[kind] = 0;
      semicolons.push(total(semicolon, paired));
      commas.push(total(comma, paired || (wholeString && (within[comma] ?? 0) < 2)));
      tabs.push(total(tab, paired));
      bars.push(total(bar, paired));
      words.push(inLine);
      const known = earlier === undefined || at < earlier.again || at === length ? -1 : indexOf(earlier.note.ends, at - earlier.growth);
      if (earlier !== undefined && known >= 0) {
        resumed = known + 1;
        again = carried + ends.length;
        moved = again - resumed;
        break;
      }
      start = past;
      at = past - 1;
      inString = char === backslash;
      behindString = char === quote || char === apostrophe;
      for (const kind of delimiters) outside[kind] = within[kind] = 0;
      counted = outside;
      inLine = quotes = apostrophes = 0;
      leading = blank = true;
    } else if (leading && (char === space || char === hash || char === greater || char === star || char === slash)) {
      start = at + 1;
    } else if (char === space || char === carriageReturn) blank = true;
    else {
      if (blank && char !== tab) inLine += 1;
      blank = char === tab;
      leading = false;
      if (char === quote) {
        counted = counted === outside ? within : outside;
        quotes += 1;
      } else if (char === comma || char === semicolon || char === tab || char === bar) counted[char] = (counted[char] ?? 0) + 1;
    }
  }
  if (earlier === undefined) return { starts, ends, counts: all, carried, again, moved, growth: 0 };
  const { note, growth } = earlier;
  const behind = Math.min(resumed, note.ends.length);
  const asMany = carried + starts.length === behind;
  const between = (before: number[], here: number[], by = 0): number[] => {
    if (by === 0 && asMany && here.every((count, line) => count === before[carried + line])) return before;
    // Mostly there are as many lines as before, and they are copied at once.
    const lines = asMany ? before.slice() : before.slice(0, carried).concat(here, before.slice(behind));
    for (let line = 0; line < here.length; line += 1) lines[carried + line] = here[line] ?? 0;
    for (let line = carried + here.length; line < lines.length; line += 1) lines[line] = (lines[line] ?? 0) + by;
    return lines;
  };
  return {
    starts: between(note.starts, starts, growth),
    ends: between(note.ends, ends, growth),
    counts: note.counts.map((counts, kind) => between(counts, all[kind] ?? [])) as unknown as Lines['counts'],
    carried,
    again,
    moved,
    growth,
  };
}

/** The offset behind an end of line that a string spells with a backslash at `at`; 0 where it spells something else. */
function pastSpelt(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  const isBoth = next === letterR && text.charCodeAt(at + 2) === backslash && text.charCodeAt(at + 3) === letterN;
  if (next !== letterN && !isBoth) return 0;
  const past = at + (isBoth ? 4 : 2);
  const after = text.charCodeAt(past);
  if (after !== quote && after !== apostrophe) return past;
  closing.lastIndex = past;
  return closing.test(text) ? closing.lastIndex : past;
}

/** Whether a quote closes something, by what stands before it: behind a delimiter it opens a value, behind a backslash it is one of the text. */
function endsValue(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return before !== space && before !== tab && before !== semicolon && before !== comma && before !== bar && before !== backslash;
}

/** Whether a string may be over before a character: an apostrophe stands in words too. */
function isClosed(next: number): boolean {
  return next === closingBracket || next === comma || next === newline || next === carriageReturn || Number.isNaN(next);
}

/** How many lines end, and were seen to end, where two texts are still the same. */
function linesBefore({ note: { ends }, same }: Earlier<Lines>): number {
  return firstFrom(ends, same - endReach);
}

/** The index of a number among ascending ones; -1 where it is not among them. */
function indexOf(ascending: readonly number[], wanted: number): number {
  const index = firstFrom(ascending, wanted);
  return ascending[index] === wanted ? index : -1;
}

/** The index of the first of some ascending numbers that is so much or more. */
function firstFrom(ascending: readonly number[], least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
