/**
 * Which measure finds the lines of other programs that help to write the next one: Jaccard over sets of words, or BM25
 * (Robertson and Zaragoza, 2009, k1 = 1.2, b = 0.75) over the same windows.
 *
 *     npx tsx bench/context/similarity.ts FOLDER…
 *
 * A person stands at every fifth line of every program; the lines above, as many as a window has, are the query, all other
 * programs of the same language in the folder are open, and each measure picks the best window of each program and of these as many as fit
 * into the room that neighbours have, four at most: so none wins by picking longer lines.
 * `new names`: the share of the names in the next five lines that do not stand in the query and do stand in what was
 * picked. `next line`: how like the next line the likeliest picked line is, as one minus the share of changed
 * characters. `right first`: how often the best window alone holds a line that is the next line but for a tenth.
 *
 * Measured over `test/workspaces`, `test/golden/detectors/clean` (invented R, Python, SQL, SAS and Stata) and `asyncio`,
 * `distutils`, `email`, `importlib`, `unittest` and `xml` of Python 3.11, 2,896 places in all:
 *
 *     jaccard  new names 19.4 %, next line 39.6 %, right first 6.3 %
 *     bm25     new names 20.2 %, next line 39.4 %, right first 6.1 %
 *
 * That is a tie; over the invented programs alone, names are 12.6 and 12.5 %. Jaccard stays: it knows each document by
 * itself, where BM25's weights, and with them the prompt, change when any other document does. What matters more: to
 * show what comes after the lines that are alike (new names 14.6 to 19.0 % in `asyncio`), and to compare 12 lines and
 * not 30 (11.1 to 14.6 %).
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { charactersFor } from '../../src/server/completion/defaults.ts';
import { contextDefaults } from '../../src/server/context/defaults.ts';
import { jaccard } from '../../src/server/context/similarity.ts';
import { neighbours } from '../../src/server/context/sources/neighbours.ts';
import { windowsOf, type Window } from '../../src/server/context/windows.ts';
import { wordsOf } from '../../src/server/context/words.ts';

interface Program {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly windows: readonly (Window & { readonly counts: ReadonlyMap<string, number>; readonly length: number })[];
}

type Measure = (query: ReadonlySet<string>, window: Program['windows'][number]) => number;

/** At most so many programs of one folder, evenly chosen, so that a run takes a minute. */
const mostPrograms = 120;

/** Characters. */
const room = charactersFor(contextDefaults.tokens) * neighbours.share;

const extensions = new Set(['.r', '.py', '.sql', '.sas', '.do', '.qmd']);

function programsIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return name === 'tests' || name === '__pycache__' ? [] : programsIn(path);
      return extensions.has(extname(name).toLowerCase()) ? [path] : [];
    });
}

function read(path: string): Program {
  const text = readFileSync(path, 'latin1').replace(/\r\n?/g, '\n');
  const lines = text.split('\n');
  const windows = windowsOf({ text }).map((window, index) => {
    const counts = new Map<string, number>();
    const first = (index * contextDefaults.windowLines) / 2;
    for (const [word] of lines.slice(first, first + contextDefaults.windowLines).join('\n').matchAll(/[\p{L}_][\p{L}\p{N}_]{2,}/gu)) {
      if (window.words.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return { ...window, counts, length: [...counts.values()].reduce((sum, count) => sum + count, 0) };
  });
  return { path, text, lines, windows };
}

function bm25(programs: readonly Program[]): Measure {
  const windows = programs.flatMap((program) => program.windows);
  const mean = windows.reduce((sum, { length }) => sum + length, 0) / windows.length;
  const frequency = new Map<string, number>();
  for (const { words } of windows) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const [k1, b] = [1.2, 0.75];
  return (query, { counts, length }) => {
    let score = 0;
    for (const word of query) {
      const count = counts.get(word);
      if (count === undefined) continue;
      const holding = frequency.get(word) ?? 0;
      const rare = Math.log(1 + (windows.length - holding + 0.5) / (holding + 0.5));
      score += (rare * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / mean));
    }
    return score;
  };
}

/** One minus the share of characters to change, from 0 to 1 (Levenshtein). */
function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0 || Math.abs(a.length - b.length) > longest / 2) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return 1 - (row[b.length] ?? longest) / longest;
}

function pick(measure: Measure, query: ReadonlySet<string>, others: readonly Program[]): string[] {
  const best = others.map(({ text, windows }) => {
    const scored = windows.map((window) => ({ window, score: measure(query, window) }));
    const top = scored.reduce((a, c) => (c.score > a.score ? c : a));
    return { score: top.score, text: text.slice(top.window.start, top.window.end) };
  });
  const picked: string[] = [];
  let left = room;
  for (const { text } of best.sort((a, c) => c.score - a.score)) {
    if (picked.length >= contextDefaults.windows || text.length > left) continue;
    left -= text.length;
    picked.push(text);
  }
  return picked;
}

for (const folder of process.argv.slice(2)) {
  const paths = programsIn(folder);
  const step = Math.max(1, paths.length / mostPrograms);
  const programs = paths.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).map(read);
  const measures: Record<string, Measure> = { jaccard: (query, { words }) => jaccard(query, words), bm25: bm25(programs) };
  const sums = new Map(Object.keys(measures).map((name) => [name, { names: 0, line: 0, first: 0 }]));
  let [places, withNames] = [0, 0];
  for (const program of programs) {
    const others = programs.filter((other) => other !== program && extname(other.path) === extname(program.path) && other.windows.length > 0);
    if (others.length === 0) continue;
    const stride = Math.max(5, Math.floor(program.lines.length / 20));
    for (let line = 10; line < program.lines.length - 5; line += stride) {
      const nextLine = program.lines.slice(line).find((each) => each.trim().length > 8)?.trim();
      if (nextLine === undefined) continue;
      const query = wordsOf(program.lines.slice(Math.max(0, line - contextDefaults.windowLines), line).join('\n'));
      const wanted = [...wordsOf(program.lines.slice(line, line + 5).join('\n'))].filter((word) => !query.has(word));
      places += 1;
      if (wanted.length > 0) withNames += 1;
      for (const [name, measure] of Object.entries(measures)) {
        const picked = pick(measure, query, others);
        const sum = sums.get(name);
        if (sum === undefined) continue;
        const words = wordsOf(picked.join('\n'));
        if (wanted.length > 0) sum.names += wanted.filter((word) => words.has(word)).length / wanted.length;
        const like = (text: string): number => Math.max(0, ...text.split('\n').map((each) => likeness(each.trim(), nextLine)));
        sum.line += Math.max(0, ...picked.map(like));
        sum.first += like(picked[0] ?? '') >= 0.9 ? 1 : 0;
      }
    }
  }
  console.log(`${folder}: ${programs.length} programs, ${places} places`);
  for (const [name, { names, line, first }] of sums) {
    const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
    console.log(`  ${name.padEnd(8)} new names ${percent(names / withNames)}, next line ${percent(line / places)}, right first ${percent(first / places)}`);
  }
}
