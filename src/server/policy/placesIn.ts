import type { Place } from '../../protocol/verdict.ts';
import type { Extent } from './surroundings.ts';

/** Where a text begins in its source. Line and column count from 1. */
export interface Beginning {
  readonly line: number;
  readonly column: number;
  /** Lines of the text, such as a heading, that stand before what comes from the source. */
  readonly linesBefore: number;
}

/**
 * Tells where stretches of a text stand in its source.
 * @param place the source as a whole, which is all that is told where it is not known how the text begins there.
 */
export function placesIn(text: string, place: Place, beginning: Beginning | undefined): (stretch: Extent) => Place {
  if (beginning === undefined) return () => place;
  let starts: readonly number[] | undefined;
  return ({ start, end }) => {
    starts ??= lineStarts(text);
    const last = positionAt(end, starts, beginning);
    return { ...place, ...positionAt(start, starts, beginning), endLine: last.line, endColumn: last.column };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** A place in the lines before what comes from the source counts as the source's beginning. */
function positionAt(
  offset: number,
  starts: readonly number[],
  { line, column, linesBefore }: Beginning,
): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  if (low < linesBefore) return { line, column };
  const inLine = offset - (starts[low] ?? 0);
  return { line: line + low - linesBefore, column: inLine + (low === linesBefore ? column : 1) };
}
