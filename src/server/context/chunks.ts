import { isBareFence, isFence, languageAt } from '../completion/language.ts';
import { contextDefaults } from './defaults.ts';

/** The code of one chunk of a report. */
export interface Chunk {
  readonly language: string;
  /** Where its code stands: offsets, UTF-16. */
  readonly start: number;
  readonly end: number;
}

/** The chunks of code of a document in which prose and code take turns, in order; one that is not closed is left out. */
export function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start: number | undefined;
  for (let at = 0; at < text.length; ) {
    const lineEnd = text.indexOf('\n', at);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(at, end);
    if (isFence(line)) {
      if (start === undefined) start = isBareFence(line) ? -1 : end + 1;
      else {
        if (start !== -1 && at > start) chunks.push({ language: languageAt(text, start, 'markdown').id, start, end: at });
        start = undefined;
      }
    }
    at = end + 1;
  }
  return chunks.filter(({ language }) => language !== 'markdown');
}

/** Documents that hold chunks, as the editor calls them. */
const reports = new Set(['markdown', 'rmd', 'quarto', 'qmd']);

/** The code of a document by its languages: the chunks of a report, or all of a program. Of a long one the beginning. */
export function codeOf({ languageId, text: whole }: { readonly languageId: string; readonly text: string }): Chunk[] {
  const text = whole.slice(0, contextDefaults.lookedThrough);
  const language = languageId.toLowerCase();
  return reports.has(language) ? chunksOf(text) : [{ language, start: 0, end: text.length }];
}
