import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { chunksOf } from '../../../src/server/context/chunks.ts';
import { dataFramesIn } from '../../../src/server/context/dataFrames.ts';
import { definitionsIn } from '../../../src/server/context/definitionsIn.ts';
import { referencesIn } from '../../../src/server/context/references.ts';
import { windowsOf } from '../../../src/server/context/windows.ts';

type Look = (document: { readonly languageId: string; readonly text: string }) => unknown;
const looks: Readonly<Record<string, Look>> = { dataFramesIn, definitionsIn, referencesIn, windowsOf, chunksOf: ({ text }) => chunksOf(text) };
const languages = ['r', 'python', 'sql', 'sas', 'stata', 'quarto'];

const size = 200_000;
const ordinary = 'cases <- read_csv("cases.csv") |>\n  filter(age > 65) |>\n  mutate(rate = n / pop)\nper_100k <- function(n, pop) {\n  1e5 * n / pop\n}\n';

/** What programs hold that nobody would read: pictures, genomes, tables in one line, a bracket that is never closed. */
const extraordinary: readonly (readonly [name: string, head: string, unit: string])[] = [
  ['a word', '', 'aaa_'],
  ['a genome in a string', 'reference = "', 'ACGT'],
  ['a word behind data', 'x <- read_csv("a.csv") |> mutate(', 'aaa_'],
  ['a word behind data in Python', 'x = pd.read_csv("a.csv").assign(', 'aaa_'],
  ['white space behind data', 'x = read_csv(', '\t'],
  ['white space', '', ' '],
  ['dots', 'from ', '.'],
  ['imports that are never closed', '', 'from a import (\n'],
  ['verbs in verbs', 'x |> select(', 'select('],
  ['verbs in verbs in Python', 'x = df.assign(', 'agg('],
  ['lists in lists', 'x = df.groupby(', 'on=['],
  ['lists of columns', 'x = df.merge(', 'a[['],
  ['escaped quotes', 'x = ', '\\"'],
  ['open brackets', '', '('],
  ['open functions', '', 'f <- function(\n'],
  ['a list in one line', 'x = [', '"a", '],
  ['fences', '', '```\n'],
];

describe('what looking through a program costs', () => {
  /** Milliseconds, the best of some looks. */
  const costOf = (look: Look, languageId: string, text: string): number => {
    let best = Infinity;
    for (let count = 0; count < 3; count++) {
      const start = performance.now();
      look({ languageId, text });
      best = Math.min(best, performance.now() - start);
      // What takes so long once need not be tried again.
      if (best > 2000) break;
    }
    return best;
  };
  const usual = new Map<string, number>();
  before(() => {
    const text = ordinary.repeat(size / ordinary.length);
    for (const [name, look] of Object.entries(looks)) usual.set(name, Math.max(...languages.map((languageId) => costOf(look, languageId, text))));
  });

  for (const [what, head, unit] of extraordinary) {
    it(`is bounded for ${what}`, function () {
      this.timeout(120_000);
      const text = head + unit.repeat(size / unit.length);
      for (const [name, look] of Object.entries(looks)) {
        for (const languageId of languages) {
          const cost = costOf(look, languageId, text);
          const limit = 20 * (usual.get(name) ?? 0) + 100;
          assert.ok(cost < limit, `${name} of ${languageId} took ${cost.toFixed(0)} ms, of at most ${limit.toFixed(0)} ms`);
        }
      }
    });
  }
});
