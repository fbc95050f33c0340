import { contextDefaults } from '../defaults.ts';
import { PerDocument } from '../perDocument.ts';
import { jaccard } from '../similarity.ts';
import type { ContextSource, Fragment } from '../source.ts';
import { windowsOf } from '../windows.ts';
import { wordsOf } from '../words.ts';

const windows = new PerDocument(windowsOf);

/** A window in another language shares names of data, not ways to write. */
const otherLanguage = 0.6;

/**
 * What comes after the lines of other open documents that are most like those above the cursor, at one place of each
 * document. Jaccard over words finds as much as BM25 does (`bench/context/similarity.ts`), and what it says of one
 * document does not change with another.
 */
export const neighbours: ContextSource = {
  name: 'neighbours',
  volatile: true,
  share: 0.35,
  dependsOn: ({ document, step, project }) => `${step}\n${project.changesBut(document.uri)}`,
  collect: ({ document, language, above, project }) => {
    const query = wordsOf(above);
    const [notebook] = document.uri.split('#', 1);
    const best = project.othersThan(document.uri).flatMap((other): Fragment[] => {
      if (other.uri.startsWith('vscode-notebook-cell:') && other.uri.split('#', 1)[0] === notebook) return [];
      const weight = other.languageId === document.languageId || other.languageId === language.id ? 1 : otherLanguage;
      const scored = windows.of(other).map((window) => ({ ...window, score: weight * jaccard(query, window.words) }));
      const top = scored.reduce((a, b) => (b.score > a.score ? b : a));
      if (top.score < contextDefaults.leastSimilar) return [];
      const text = other.text.slice(top.start, top.end).trimEnd();
      return [{ id: `neighbour ${other.uri}`, text, document: other, start: top.start, rank: Math.min(1, 0.3 + 2 * top.score) }];
    });
    return Promise.resolve(best.sort((a, b) => b.rank - a.rank).slice(0, contextDefaults.windows));
  },
};
