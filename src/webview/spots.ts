import type { Alike } from '../protocol/alike.ts';
import type { Place } from '../protocol/verdict.ts';

/** One of the places of findings that only their lines tell apart. */
export interface Spot {
  readonly place: Place;
  /** What is said of it beside the others: its line, with its column where another finding stands in the same line. */
  readonly words: string;
}

/** @returns where to go for findings that only their lines tell apart, in the order of the lines: at least one. */
export function spotsOf(findings: Alike): Spot[] {
  const places = findings.map(({ place }) => place).sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const inLine = new Map<number | undefined, number>();
  for (const { line } of places) inLine.set(line, (inLine.get(line) ?? 0) + 1);
  return places.map((place) => {
    const { name, line, column } = place;
    if (line === undefined) return { place, words: name };
    return { place, words: column === undefined || inLine.get(line) === 1 ? String(line) : `${line}:${column}` };
  });
}
