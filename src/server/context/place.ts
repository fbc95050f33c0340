import { extentAround, type Budget } from '../completion/budget.ts';
import { languageAt } from '../completion/language.ts';
import { withPlainLineEnds, type Snapshot } from '../completion/view.ts';
import { contextDefaults } from './defaults.ts';
import type { Project } from './project.ts';
import type { ContextPlace } from './source.ts';

/** The most of the lines around a cursor that is looked at, on either side: lines can be long. */
const longest = 4000;

/** @param budget what of the document is in the prompt */
export function placeOf({ uri, languageId, text, offset, position }: Snapshot, budget: Budget, project: Project): ContextPlace {
  const before = withPlainLineEnds(text.slice(0, offset));
  const plain = text.includes('\r') ? before + withPlainLineEnds(text.slice(offset)) : text;
  const cursor = before.length;
  return {
    document: { uri, languageId, text: plain },
    offset: cursor,
    language: languageAt(plain, cursor, languageId),
    window: extentAround(plain, cursor, budget),
    near: plain.slice(linesBack(plain, cursor, contextDefaults.linesBefore), linesOn(plain, cursor)),
    above: plain.slice(linesBack(plain, cursor, contextDefaults.windowLines), cursor),
    step: Math.floor(position.line / contextDefaults.linesBetween),
    project,
  };
}

function linesBack(text: string, cursor: number, lines: number): number {
  let start = cursor;
  for (let count = 0; count < lines && start > 0; count++) start = text.lastIndexOf('\n', start - 1);
  return Math.max(start + 1, cursor - longest, 0);
}

function linesOn(text: string, cursor: number): number {
  let end = cursor;
  for (let count = 0; count < contextDefaults.linesBehind; count++) {
    const next = text.indexOf('\n', end);
    if (next === -1) return Math.min(text.length, cursor + longest);
    end = next + 1;
  }
  return Math.min(end, cursor + longest);
}
