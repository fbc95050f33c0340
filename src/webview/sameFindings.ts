import type { Finding, Place } from '../protocol/verdict.ts';
import { placeText } from './words.ts';

/** A place of a finding, with what is said of it beside the places of others. */
export interface Spot {
  readonly place: Place;
  /** Its line; with its column where another finding stands in the same line. Empty where no line is known. */
  readonly words: string;
}

/** Findings that differ in their lines only: what is said of all of them, and where each is. */
export interface SameFindings extends Pick<Finding, 'reason' | 'label' | 'writtenAt'> {
  /** What the file is called. */
  readonly name: string;
  /** How many findings there are. */
  readonly count: number;
  /** Where to go for them: one for each line and column, at least one. */
  readonly spots: readonly Spot[];
}

/**
 * Puts findings together that say the same of the same file, since a table can have hundreds of them.
 * @returns what is to be said, in the order of the first finding of each.
 */
export function sameFindings(findings: readonly Finding[]): SameFindings[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { rule, label, reason, place, writtenAt } = finding;
    const key = JSON.stringify([rule, label, reason, place.uri, place.name, place.line === undefined, writtenAt?.uri, writtenAt && placeText(writtenAt)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap(joined);
}

function joined(findings: readonly Finding[]): SameFindings[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { reason, label, writtenAt, place } = first;
  const spots = spotsOf(findings.map((finding) => finding.place));
  return [{ reason, label, ...(writtenAt && { writtenAt }), name: place.name, count: findings.length, spots }];
}

function spotsOf(places: readonly Place[]): Spot[] {
  const apart = [...new Map(places.map((place) => [spotText(place), place])).values()].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const inLine = new Map<number | undefined, number>();
  for (const { line } of apart) inLine.set(line, (inLine.get(line) ?? 0) + 1);
  return apart.map((place) => ({ place, words: inLine.get(place.line) === 1 ? String(place.line ?? '') : spotText(place) }));
}

function spotText({ line, column }: Place): string {
  return line !== undefined && column !== undefined ? `${line}:${column}` : String(line ?? '');
}
