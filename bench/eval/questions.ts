import { Chance } from '../ghost/random.ts';

/** A program of a project: its path in the project's folder, with `/`. */
export interface ProjectFile {
  readonly name: string;
  /** As VS Code calls it. */
  readonly languageId: string;
  readonly text: string;
}

/** A place in a program whose line is to be written again. */
export interface Question {
  readonly file: ProjectFile;
  /** From 1. */
  readonly line: number;
  /** `start`: behind the line's indentation. `middle`: behind a space, bracket, comma or other sign within it. */
  readonly place: 'start' | 'middle';
  /** What stands before the cursor, and what behind the line, from its line end on. */
  readonly before: string;
  readonly after: string;
  /** What was taken away: the rest of the line. */
  readonly truth: string;
  /**
   * The project's own names in the truth that its other files hold and the document does not before the cursor: who sees
   * the document alone can only guess them.
   */
  readonly elsewhere: readonly string[];
}

/** Lines at a file's beginning that nothing is asked about: there is too little to go by. */
const firstLines = 5;
/** The shortest line that is asked about, in characters: shorter ones are closing brackets. */
const leastLine = 10;
/** The least that is taken away from the middle of a line, in characters. */
const leastTaken = 4;

const comment = /^(?:#|--|\/\/|"""|''')/;
/** The projects' own names have an underscore; words of the languages and their packages' functions mostly have none. */
const name = /\p{L}[\p{L}\p{N}]*_[\p{L}\p{N}_]+/gu;

/**
 * The places of a file that can be asked about, two for each line that is one of code, in order.
 * @param others the other files of its project
 */
export function questionsIn(file: ProjectFile, others: readonly ProjectFile[]): Question[] {
  const known = namesIn(others.map(({ text }) => text).join('\n'));
  const questions: Question[] = [];
  let start = 0;
  for (const [index, line] of file.text.split('\n').entries()) {
    const code = line.trim();
    const indented = line.length - line.trimStart().length;
    const end = start + line.length;
    if (index >= firstLines && code.length >= leastLine && !comment.test(code)) {
      const middle = middleOf(code, new Chance(file.name, index));
      for (const [place, at] of [['start', 0], ['middle', middle]] as const) {
        if (at === undefined) continue;
        const before = file.text.slice(0, start + indented + at);
        const truth = code.slice(at);
        const seen = namesIn(before);
        const elsewhere = [...namesIn(truth)].filter((each) => known.has(each) && !seen.has(each));
        questions.push({ file, line: index + 1, place, before, after: file.text.slice(end), truth, elsewhere });
      }
    }
    start = end + 1;
  }
  return questions;
}

/**
 * So many lines, spread evenly over all, each with both its places.
 * @param lines at most so many; all where there are fewer
 */
export function sample(questions: readonly Question[], lines: number): Question[] {
  const all = [...new Set(questions.map(keyOf))];
  const chosen = new Set(Array.from({ length: Math.min(lines, all.length) }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / Math.min(lines, all.length))]));
  return questions.filter((question) => chosen.has(keyOf(question)));
}

const keyOf = ({ file, line }: Question): string => `${file.name}:${line}`;

/** A place in the middle half of a line behind which something begins. */
function middleOf(code: string, chance: Chance): number | undefined {
  const places = Array.from({ length: code.length }, (_, at) => at).filter(
    (at) => at >= code.length / 4 && at <= (code.length * 3) / 4 && /[ ([,.=$"']/.test(code.charAt(at - 1)) && code.charAt(at) !== ' ' && code.length - at >= leastTaken,
  );
  return places.length === 0 ? undefined : chance.oneOf(places);
}

function namesIn(text: string): Set<string> {
  return new Set(text.match(name) ?? []);
}
