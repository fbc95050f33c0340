import { indentOf, leadingSpace, opensIndent, type Indent } from '../syntax/indent.ts';
import type { Filter } from './candidate.ts';

/** What models indent with where nothing tells otherwise. */
const usualWidth = 4;

/**
 * Indents the lines of a completion as the document does: tabs or spaces, and as many as it takes for a step. Steps of
 * another width are seen by the first line that is indented under one that opens a block; lines that are aligned with
 * something stay so, and so does the first line, from which the others are counted.
 */
export const indentation: Filter = (candidate, view) => {
  const { language, lineBefore } = view;
  const [first = '', ...lines] = candidate.text.split('\n');
  if (lines.length === 0 || language.within === 'prose' || language.id === 'yaml') return candidate;
  const indent = indentOf(view);
  const base = leadingSpace(lineBefore + first);
  const width = widthOf([lineBefore + first, ...lines]);
  if (indent.width === undefined && !lines.some((line) => leadingSpace(line).includes('\t'))) return candidate;
  const changed = lines.map((line) => indented(line, base, width, indent));
  return { ...candidate, text: [first, ...changed].join('\n') };
};

/** The step of the completion's own lines: a tab, or so many spaces; undefined where it shows none. */
function widthOf(lines: readonly string[]): number | undefined {
  for (const [at, line] of lines.entries()) {
    const last = lines[at - 1];
    if (last === undefined || line.trim() === '' || !opensIndent(last)) continue;
    const [here, above] = [leadingSpace(line), leadingSpace(last)];
    if (here.includes('\t')) return undefined;
    const step = here.length - above.length;
    if (step > 1) return step;
  }
  return undefined;
}

function indented(line: string, base: string, width: number | undefined, indent: Indent): string {
  const space = leadingSpace(line);
  if (space === '' || !space.startsWith(base)) {
    const isRight = space === '' || space.includes('\t') === indent.tabs;
    return isRight ? line : withUnit(space, indent, width) + line.slice(space.length);
  }
  const more = space.slice(base.length);
  if (more.includes('\t') || indent.tabs) return base + withUnit(more, indent, width) + line.slice(space.length);
  if (width === undefined || indent.width === undefined || !isTwice(width, indent.width)) return line;
  if (more.length % width !== 0) return line;
  return base + ' '.repeat((more.length / width) * indent.width) + line.slice(space.length);
}

/** Only the widths that people choose between: 2 and 4, 4 and 8. */
function isTwice(one: number, other: number): boolean {
  return one === 2 * other || other === 2 * one;
}

/** White space at the start of a line in the document's unit. */
function withUnit(space: string, { tabs, width }: Indent, step: number | undefined): string {
  if (!tabs) return space.replaceAll('\t', ' '.repeat(width ?? usualWidth));
  return space.replaceAll(' '.repeat(step ?? usualWidth), '\t');
}
