/** Lines of a document that code takes the place of, from 0; `to` is the first line behind them. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** Where code of an answer belongs in a document, and the code as it is to stand there. */
export interface Placed extends Lines {
  readonly lines: readonly string[];
}

/** A line of both texts is a sign that they are two states of one piece only if it says something: not `}`, not `)`. */
const telling = /[\p{L}\p{N}]{2}/u;

/**
 * Finds what a code block of an answer is a new state of. A model gives back the whole file, a function of it, or what
 * was selected, mostly with lines that it left as they were; these say where the block belongs.
 *
 * @param document Lines of the document as it is.
 * @param block Lines of the code.
 * @param selected Lines that the person had selected or attached, if they did; they count where the lines of the code say
 *   nothing.
 * @param cursor The line where code goes that belongs nowhere.
 */
export function place(
  document: readonly string[],
  block: readonly string[],
  selected: Lines | undefined,
  cursor: number,
): Placed {
  const found = definitionIn(document, block) ?? byCommonLines(document, block, selected);
  if (found !== undefined) return indented(document, block, found);
  if (selected !== undefined) return indented(document, block, selected);
  const at = Math.min(cursor, document.length);
  return { from: at, to: at, lines: block };
}

/** Beginnings of functions and classes in R and Python, of macros in SAS, and of programs in Stata, with their names. */
const definition = /^\s*(?:([\w.]+)\s*(?:<-|=)\s*function\b|(?:async\s+)?(?:def|class)\s+(\w+)|%macro\s+(\w+)|program\s+(?:define\s+)?(\w+))/i;

/** A block that is one definition takes the place of the definition of that name. */
function definitionIn(document: readonly string[], block: readonly string[]): Lines | undefined {
  const names = block.flatMap((line, at) => {
    const name = nameDefined(line);
    return name === undefined || indentOf(line) > indentOf(block[firstSaying(block)] ?? '') ? [] : [{ name, at }];
  });
  const [only] = names;
  if (names.length !== 1 || only === undefined) return undefined;
  // Code before it, but for comments and decorators, or behind it is not of the definition: then the lines have to say.
  if (block.slice(0, only.at).some((line) => !/^\s*(?:$|#|@|\*)/.test(line))) return undefined;
  if (block.slice(endOf(block, only.at)).some((line) => /\S/.test(line))) return undefined;
  const starts = document.flatMap((line, at) => (nameDefined(line) === only.name ? [at] : []));
  const [start] = starts;
  if (starts.length !== 1 || start === undefined) return undefined;
  const from = withWhatIsAbove(document, start);
  return { from: block.slice(0, only.at).some((line) => /\S/.test(line)) ? from : start, to: endOf(document, start) };
}

function nameDefined(line: string): string | undefined {
  const [, ...names] = definition.exec(line) ?? [];
  return names.find(Boolean)?.toLowerCase();
}

/** Comments and decorators right above a definition belong to it. */
function withWhatIsAbove(document: readonly string[], start: number): number {
  let from = start;
  while (from > 0 && /^\s*[#@]/.test(document[from - 1] ?? '')) from -= 1;
  return from;
}

/** @returns the line behind a definition: behind its last bracket or `end`, or behind what is indented more. */
function endOf(document: readonly string[], start: number): number {
  const indent = indentOf(document[start] ?? '');
  let end = start + 1;
  while (end < document.length) {
    const line = document[end] ?? '';
    if (/\S/.test(line) && indentOf(line) <= indent) {
      const closes = /^\s*(?:[})\]]|%mend\b|end\b)/i.test(line);
      if (closes) end += 1;
      // A bracket that opens again, as in `}) {`, or a body that begins on its own line, goes on.
      if (!(closes ? /[{(]\s*$/.test(line) : /^\s*\{\s*$/.test(line))) break;
      if (closes) continue;
    }
    end += 1;
  }
  while (end > start + 1 && !/\S/.test(document[end - 1] ?? '')) end -= 1;
  return end;
}

/** The least share of a block's telling lines that a document must have for the block to be a state of it. */
const leastCommon = 0.3;

function byCommonLines(document: readonly string[], block: readonly string[], selected: Lines | undefined): Lines | undefined {
  const wanted = block.map((line) => line.trim());
  const tellingLines = wanted.filter((line) => telling.test(line)).length;
  const pairs = commonInOrder(document.map((line) => line.trim()), wanted);
  const first = pairs[0];
  const last = pairs.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const enough = pairs.length >= Math.max(Math.min(2, tellingLines), tellingLines * leastCommon);
  if (!enough) return undefined;
  const whole = pairs.length >= document.filter((line) => telling.test(line)).length * 0.6;
  if (whole) return { from: 0, to: document.at(-1) === '' ? document.length - 1 : document.length };
  const from = upTo(document, block, first);
  const to = downTo(document, block, last);
  if (selected !== undefined && selected.from <= from && to <= selected.to) return selected;
  return { from, to };
}

/** Above the first common line, lines of the block that look like those of the document are new states of them. */
function upTo(document: readonly string[], block: readonly string[], first: Pair): number {
  let step = 1;
  while (step <= first.new && isLike(document[first.old - step], block[first.new - step])) step += 1;
  return first.old - step + 1;
}

function downTo(document: readonly string[], block: readonly string[], last: Pair): number {
  let step = 1;
  while (last.new + step < block.length && isLike(document[last.old + step], block[last.new + step])) step += 1;
  return last.old + step;
}

/** The least share of words that two states of one line have in common, unless they begin with the same one. */
const leastAlike = 0.5;

function isLike(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const words = one.match(/[\p{L}\p{N}_.]+/gu) ?? [];
  const others = new Set(other.match(/[\p{L}\p{N}_.]+/gu) ?? []);
  const [first] = words;
  if (first === undefined) return one.trim() === other.trim();
  if (other.trimStart().startsWith(first) && others.has(first)) return true;
  const common = new Set(words.filter((word) => others.has(word))).size;
  return (2 * common) / (new Set(words).size + others.size) >= leastAlike;
}

interface Pair {
  readonly old: number;
  readonly new: number;
}

/** Pairs of equal telling lines, in the order of both: a longest chain over lines that the document has once. */
function commonInOrder(document: readonly string[], block: readonly string[]): Pair[] {
  const placesOf = new Map<string, number[]>();
  for (const [at, line] of document.entries()) {
    if (telling.test(line)) placesOf.set(line, [...(placesOf.get(line) ?? []), at]);
  }
  const pairs = block.flatMap((line, at) => {
    const places = placesOf.get(line);
    return places?.length === 1 ? [{ old: places[0] ?? 0, new: at }] : [];
  });
  return longestRising(pairs);
}

/** The longest chain whose lines in the document rise; by patience, in n log n. */
function longestRising(pairs: readonly Pair[]): Pair[] {
  const ends: { pair: Pair; before: number }[] = [];
  const all: { pair: Pair; before: number }[] = [];
  const tops: number[] = [];
  for (const pair of pairs) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.pair.old ?? 0) < pair.old) low = middle + 1;
      else high = middle;
    }
    const entry = { pair, before: low === 0 ? -1 : (tops[low - 1] ?? -1) };
    all.push(entry);
    ends[low] = entry;
    tops[low] = all.length - 1;
  }
  const chain: Pair[] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = all[at]?.before ?? -1) {
    const entry = all[at];
    if (entry !== undefined) chain.unshift(entry.pair);
  }
  return chain;
}

const indentOf = (line: string) => /^\s*/.exec(line)?.[0].length ?? 0;

const firstSaying = (lines: readonly string[]) => lines.findIndex((line) => /\S/.test(line));

/** The block as far to the right as what it takes the place of. */
function indented(document: readonly string[], block: readonly string[], { from, to }: Lines): Placed {
  const there = /^\s*/.exec(document.slice(from, to).find((line) => /\S/.test(line)) ?? '')?.[0] ?? '';
  const here = /^\s*/.exec(block[firstSaying(block)] ?? '')?.[0] ?? '';
  if (here === there || here !== '') return { from, to, lines: block };
  return { from, to, lines: block.map((line) => (/\S/.test(line) ? there + line : line)) };
}
