import { languageAt } from '../../completion/language.ts';
import type { Hit } from '../detectors/detector.ts';
import { syntaxName } from './syntax.ts';

/** A hit in the program that it stands in. */
export interface Fixable {
  /** The whole document. */
  readonly text: string;
  readonly hit: Hit;
  /** The language at the hit: that of the chunk in a document of mixed languages. */
  readonly language: string;
  /** Where the program begins: the chunk, or the document. */
  readonly from: number;
}

/** One replacement in a document. Offsets are UTF-16 code units; `end` is exclusive. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Finds the program that a hit stands in. @param languageId of the document, as the editor names it. */
export function fixable(text: string, hit: Hit, languageId: string): Fixable {
  const { id, within } = languageAt(text, hit.start, languageId);
  const from = within === 'chunk' ? chunkStart(text, hit.start) : 0;
  return { text, hit, language: syntaxName(id), from };
}

/** Where the chunk around an offset begins: behind the nearest fence before it. */
function chunkStart(text: string, offset: number): number {
  let start = 0;
  for (const match of text.slice(0, offset).matchAll(/^[ \t]*(?:`{3,}|~{3,}).*\n/gm)) start = match.index + match[0].length;
  return start;
}
