import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { TrueDocument } from './oracle/place.ts';
import { Chance } from './random.ts';
import { keysFor, type Key } from './typist.ts';

/** A program of the corpus. */
export interface Program extends TrueDocument {
  /** As VS Code calls it. */
  readonly languageId: string;
}

/** A stretch of a program that the person types. */
export interface Segment {
  readonly program: Program;
  /** What stands before and behind it when the person begins. */
  readonly before: string;
  readonly after: string;
  /** Where in the program typing begins and ends. */
  readonly start: number;
  readonly end: number;
  readonly keys: readonly Key[];
}

const languages: Readonly<Record<string, string>> = { '.R': 'r', '.py': 'python', '.sql': 'sql', '.sas': 'sas', '.do': 'stata' };

/** At most as many stretches are typed in one run: each in another language. */
const segmentsPerRun = 3;
/** So much of a program stands before the cursor at least, in characters, where it is long enough. */
const leastBefore = 400;

/** @returns the programs of a folder, by name */
export function readCorpus(folder: string): Program[] {
  const names = readdirSync(folder).sort();
  return names.flatMap((name) => {
    const languageId = languages[extname(name)];
    return languageId === undefined ? [] : [{ name, languageId, text: readFileSync(join(folder, name), 'utf8') }];
  });
}

/**
 * What the person types in one run: stretches of programs of different languages, each in the middle or at the end.
 * @param keys about as many keys in all
 */
export function planOf(corpus: readonly Program[], seed: number, keys: number): Segment[] {
  const chance = new Chance(seed, 'plan');
  const chosen = programsFor(corpus, seed, chance);
  return chosen.map((program, index) => segmentOf(program, Math.ceil(keys / chosen.length), chance, seed, index));
}

/** Programs of different languages; as seeds go on, every language has its turn, and so has every program. */
function programsFor(corpus: readonly Program[], seed: number, chance: Chance): Program[] {
  const turns = ['r', 'python', 'sas', 'r', 'sql', 'stata'];
  const first = ((seed - 1) * segmentsPerRun) % turns.length;
  return turns.slice(first, first + segmentsPerRun).flatMap((languageId) => {
    const programs = corpus.filter((program) => program.languageId === languageId);
    return programs.length === 0 ? [] : [chance.oneOf(programs)];
  });
}

/** To the end of a paragraph, where a thought ends: a client is not to pay for where the bench stops. */
function segmentOf(program: Program, budget: number, chance: Chance, seed: number, index: number): Segment {
  const { text } = program;
  const paragraphs = paragraphsOf(text);
  const lasts = paragraphs.filter(({ end }) => end >= Math.min(text.trimEnd().length, leastBefore + budget));
  const { end } = chance.happens(1 / 3) || lasts.length === 0 ? paragraphs.at(-1) ?? { end: 0 } : chance.oneOf(lasts);
  const starts = lineStarts(text).filter((start) => start < end);
  const keysFrom = (start: number): Key[] => keysFor(text, start, end, seed, index);
  const start = starts.findLast((each) => keysFrom(each).length >= budget) ?? starts[0] ?? 0;
  return { program, before: text.slice(0, start), after: text.slice(end), start, end, keys: keysFrom(start) };
}

/** Where lines that are not blank begin, behind their indentation: an editor has put that there already. */
function lineStarts(text: string): number[] {
  return Array.from(text.matchAll(/^([ \t]*)\S/gm), (found) => found.index + (found[1] ?? '').length);
}

/** Where the paragraphs of a text begin and end: between blank lines. */
function paragraphsOf(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(/[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*/g), (found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
}
