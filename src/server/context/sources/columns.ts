import { dataFramesIn, type DataFrame } from '../dataFrames.ts';
import { PerDocument } from '../perDocument.ts';
import type { ProgramText } from '../project.ts';
import { reachedFrom, referencesKey } from '../reach.ts';
import type { ContextPlace, ContextSource, Fragment } from '../source.ts';
import { namesIn } from '../words.ts';

const frames = new PerDocument(dataFramesIn);
/** Those of the part of a document that stands before the prompt. */
const framesAbove = new PerDocument(dataFramesIn);

/**
 * The columns of the data frames that are used near the cursor, with their types, as other programs and the rest of
 * this one name them. Data files are not opened: their values are nobody's business, and of a file without a header the
 * first line is a person.
 */
export const columns: ContextSource = {
  name: 'columns',
  volatile: false,
  share: 0.15,
  dependsOn: ({ document, near, window, project }) =>
    [referencesKey(document), usedFrames(document, near).map(({ name }) => name).join(' '), window.start, project.changesBut(document.uri)].join('\n'),
  collect: async (place, signal) => {
    const { document, near, project } = place;
    const used = usedFrames(document, near);
    if (used.length === 0) return [];
    const { before, behind } = project.cellsAround(document.uri);
    const others = new Map([...project.othersThan(document.uri), ...(await reachedFrom([document, ...before, ...behind], project, signal))].map((each) => [each.uri, each]));
    const inPrompt = new Set(namesIn(document.text.slice(place.window.start, place.window.end)).keys());
    const outside = outsideOfPrompt(place);
    return [...(outside === undefined ? [] : [outside]), ...others.values()].flatMap((program) =>
      (program === outside ? framesAbove : frames).of(program).flatMap((frame): Fragment[] => {
        const same = used.find((each) => each.name === frame.name || (each.file !== undefined && each.file === frame.file));
        const unknown = [...frame.columns].filter(([name]) => !inPrompt.has(name));
        return same === undefined || unknown.length === 0 ? [] : [fragmentOf(program, same.name, frame, document)];
      }),
    );
  },
};

/** The data frames of a document that the lines around the cursor name. */
function usedFrames(document: ProgramText, near: string): DataFrame[] {
  const names = namesIn(near);
  const known = frames.of(document);
  const bare = [...names.keys()].filter((name) => !known.some((frame) => frame.name === name) && isPiped(near, name));
  return [...known.filter(({ name }) => names.has(name)), ...bare.map((name) => ({ name, columns: new Map<string, string>() }))];
}

/** Whether a name is used as a data frame is: the document need not name any of its columns yet. */
function isPiped(near: string, name: string): boolean {
  const at = near.indexOf(name);
  return at !== -1 && /^\s*(?:\|>|%>%|\$|\[|\.(?:groupby|assign|merge|query)\b)/.test(near.slice(at + name.length, at + name.length + 20));
}

function outsideOfPrompt({ document, window }: ContextPlace): ProgramText | undefined {
  if (window.start === 0) return undefined;
  return { ...document, text: document.text.slice(0, window.start) };
}

function fragmentOf(program: ProgramText, name: string, { columns: named }: DataFrame, document: ProgramText): Fragment {
  const list = [...named].map(([column, type]) => (type === '' ? column : `${column} (${type})`)).join(', ');
  return {
    id: `columns ${program.uri} ${name}`,
    text: `# ${name}: ${list}`,
    document: program,
    rank: program.uri === document.uri ? 0.8 : 0.7,
  };
}
