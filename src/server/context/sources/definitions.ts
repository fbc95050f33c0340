import { definitionsIn, type Definition } from '../definitionsIn.ts';
import { PerDocument } from '../perDocument.ts';
import type { ProgramText } from '../project.ts';
import { reachedFrom, referencesKey } from '../reach.ts';
import type { ContextPlace, ContextSource, Fragment } from '../source.ts';
import { namesIn, wordsOf } from '../words.ts';

const known = new PerDocument(definitionsIn);

/**
 * What functions, macros and tables are that are used near the cursor: their signatures and first lines, from the
 * programs that the document leads to, and from the document itself where they stand outside of the prompt. What is
 * not used yet is told in brief, what has names in common with the lines around the cursor first.
 */
export const definitions: ContextSource = {
  name: 'definitions',
  volatile: false,
  share: 0.45,
  dependsOn: ({ document, near, window, project }) =>
    [referencesKey(document), [...namesIn(near).keys()].sort().join(' '), window.start, project.changesBut(document.uri)].join('\n'),
  collect: async (place, signal) => {
    const { document, near, project } = place;
    const { before, behind } = project.cellsAround(document.uri);
    const reached = await reachedFrom([document, ...before, ...behind], project, signal);
    const used = namesIn(near);
    const inPrompt = namesInPrompt(place);
    const own = known.of(document).filter(({ start, end }) => end <= place.window.start || start >= place.window.end);
    return [
      ...reached.flatMap((program) => fragmentsOf(program, known.of(program), used, inPrompt)),
      ...fragmentsOf(document, own, used, inPrompt),
    ];
  },
};

/** What the prompt itself defines: a definition of the same name elsewhere is another one. */
function namesInPrompt({ document, window }: ContextPlace): ReadonlySet<string> {
  const inside = known.of(document).filter(({ start, end }) => start < window.end && end > window.start);
  return new Set(inside.map(({ name }) => name));
}

function fragmentsOf(program: ProgramText, all: readonly Definition[], used: ReadonlyMap<string, number>, inPrompt: ReadonlySet<string>): Fragment[] {
  return all
    .filter(({ name }) => !inPrompt.has(name))
    .map(({ name, start, end, brief }) => {
      const uses = used.get(name) ?? 0;
      const text = program.text.slice(start, end);
      const rank = uses > 0 ? Math.min(1, 0.85 + 0.05 * uses) : 0.3 + 0.3 * shareUsed(brief.text, used);
      return { id: `definition ${program.uri} ${name}`, text, document: program, start, brief, rank };
    });
}

/** How many of the names in a text are used, from 0 to 1 in steps, so that not every key changes the order. */
function shareUsed(text: string, used: ReadonlyMap<string, number>): number {
  const words = [...wordsOf(text)];
  const share = words.filter((word) => used.has(word)).length / Math.max(1, words.length);
  return Math.round(share * 4) / 4;
}
