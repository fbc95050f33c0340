import { chunksOf } from '../chunks.ts';
import { contextDefaults } from '../defaults.ts';
import { PerDocument } from '../perDocument.ts';
import type { ProgramText } from '../project.ts';
import type { ContextPlace, ContextSource, Fragment } from '../source.ts';

const chunks = new PerDocument(({ text }: ProgramText) => chunksOf(text));

/** What loads packages and data for all that follows. */
const setsUp = /\b(?:library|require|source|import|use)\b/;

/** The code of the same report above what is in the prompt, or of the notebook's other cells, in its order. */
export const earlierChunks: ContextSource = {
  name: 'earlierChunks',
  volatile: false,
  share: 0.6,
  dependsOn: ({ document, language, window, project }) =>
    [language.id, window.start, document.uri.startsWith('vscode-notebook-cell:') ? project.changesBut(document.uri) : ''].join('\n'),
  collect: (place) => Promise.resolve([...fromReport(place), ...fromNotebook(place)]),
};

function fromReport({ document, language, window }: ContextPlace): Fragment[] {
  const earlier = chunks.of(document).filter(({ start }) => start < window.start);
  return earlier.map((chunk, index) => {
    const end = Math.min(chunk.end, window.start);
    const rank = rankOf(document.text.slice(chunk.start, end), chunk.language === language.id, (index + 1) / earlier.length);
    return fragment(document, `chunk ${document.uri} ${index}`, { start: chunk.start, end }, rank);
  });
}

function fromNotebook({ document, project }: ContextPlace): Fragment[] {
  const { before, behind } = project.cellsAround(document.uri);
  const of = (cells: readonly ProgramText[], rank: (index: number) => number): Fragment[] =>
    cells.flatMap((cell, index) => {
      if (cell.languageId === 'markdown' || cell.languageId === 'raw' || cell.text.trim() === '') return [];
      const sameLanguage = cell.languageId === document.languageId;
      return [fragment(cell, `cell ${cell.uri}`, { start: 0, end: cell.text.length }, rankOf(cell.text, sameLanguage, rank(index)))];
    });
  return [...of(before, (index) => (index + 1) / before.length), ...of(behind, () => 0)];
}

/** @param nearness from 0, far off, to 1, right before. */
function rankOf(code: string, sameLanguage: boolean, nearness: number): number {
  if (!sameLanguage) return 0.25 + 0.1 * nearness;
  return setsUp.test(code) ? 0.85 : 0.55 + 0.3 * nearness;
}

/** The beginning of a chunk, in whole lines. */
function fragment(document: ProgramText, id: string, { start, end }: { start: number; end: number }, rank: number): Fragment {
  const whole = document.text.slice(start, end);
  const cut = whole.length <= contextDefaults.chunkCharacters ? whole : whole.slice(0, whole.lastIndexOf('\n', contextDefaults.chunkCharacters) + 1);
  return { id, text: cut.trimEnd(), document, start, rank };
}
