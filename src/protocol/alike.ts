import type { Finding, Place } from './verdict.ts';

/** Findings that differ by nothing but where in one file they are: at least one, in their order. */
export type Alike = readonly [Finding, ...Finding[]];

/** @returns the findings with those together that only their lines tell apart, each place once, in the order of the first of each. */
export function alike(findings: readonly Finding[]): Alike[] {
  const groups = new Map<string, Map<string, Finding>>();
  for (const finding of findings) {
    const { rule, label, reason, place, writtenAt } = finding;
    const same = JSON.stringify([rule, label, reason, place.uri, place.name, writtenAt?.uri, writtenAt?.name, writtenAt?.line]);
    const group = groups.get(same) ?? new Map<string, Finding>();
    groups.set(same, group);
    const spot = exactPlace(place);
    if (!group.has(spot)) group.set(spot, finding);
  }
  return [...groups.values()].flatMap((group): Alike[] => {
    const [first, ...others] = group.values();
    return first === undefined ? [] : [[first, ...others]];
  });
}

/** @returns a place as people write it: `R/epicurve.R:12`. */
export function placeWords({ name, line }: Place): string {
  return line === undefined ? name : `${name}:${line}`;
}

/** @returns a place with its column: `R/epicurve.R:12:5`. */
export function exactPlace(place: Place): string {
  return place.column === undefined ? placeWords(place) : `${placeWords(place)}:${place.column}`;
}

/** @returns the file of findings that only their lines tell apart, and these lines, as many as are to be named: `R/a.R:3, 7, …`. */
export function placesWords(findings: Alike, atMost = Infinity): string {
  const lines = [...new Set(findings.flatMap(({ place }) => place.line ?? []))];
  const named = [...lines.slice(0, atMost), ...(lines.length > atMost ? ['…'] : [])].join(', ');
  const [{ place }] = findings;
  return named === '' ? place.name : `${place.name}:${named}`;
}
