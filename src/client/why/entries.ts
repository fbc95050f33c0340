import * as l10n from '@vscode/l10n';
import { labelName } from '../../protocol/labelName.ts';
import type { Finding, Place } from '../../protocol/verdict.ts';
import { placeWords, whichRule } from '../preview/text.ts';

/** A place that can be opened. */
export type Openable = Place & { readonly uri: string };

/** A finding as a row of a list. */
export interface FindingEntry {
  readonly label: string;
  readonly detail: string;
  /** Where the row leads: to what was found, or else to the rule. */
  readonly opens: Openable | undefined;
  /** Where the rule is written, if it is somewhere else than what was found. */
  readonly rule: Openable | undefined;
}

/** @returns the row of a finding: its reason first; below, where there is room, its place, its label and the rule. */
export function findingEntry(finding: Finding): FindingEntry {
  const { label, reason, place, writtenAt } = finding;
  const written = openable(writtenAt);
  const found = openable(place);
  const same = written !== undefined && found !== undefined && key(written) === key(found);
  return {
    label: `$(circle-slash) ${reason}`,
    detail: [placeWords(place), labelName(label), whichRule(finding)].join(' · '),
    opens: found ?? written,
    rule: same ? undefined : written,
  };
}

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

/** How many lines the row of several findings names; the list that it leads to has all. */
const namedAtMost = 8;

/** @returns the row of one finding, or of several that only their lines tell apart: it names these. */
export function alikeEntry(findings: Alike): FindingEntry {
  const [first] = findings;
  const entry = findingEntry(first);
  if (findings.length === 1) return entry;
  const { place, label } = first;
  const lines = [...new Set(findings.flatMap((finding) => finding.place.line ?? []))];
  const named = [...lines.slice(0, namedAtMost), ...(lines.length > namedAtMost ? ['…'] : [])].join(', ');
  const where = named === '' ? place.name : `${place.name}:${named}`;
  return { ...entry, detail: [l10n.t('{0} places: {1}', findings.length, where), labelName(label), whichRule(first)].join(' · ') };
}

/** @returns a place with its column: `R/epicurve.R:12:5`. */
export function exactPlace(place: Place): string {
  return place.column === undefined ? placeWords(place) : `${placeWords(place)}:${place.column}`;
}

/** @returns the places where the rules of these findings are written, each once. */
export function rulesOf(findings: readonly Finding[]): Openable[] {
  const places = findings.flatMap(({ writtenAt }) => openable(writtenAt) ?? []);
  return [...new Map(places.map((place) => [key(place), place])).values()];
}

function openable(place: Place | undefined): Openable | undefined {
  return place?.uri === undefined ? undefined : { ...place, uri: place.uri };
}

function key({ uri, line }: Openable): string {
  return `${uri}#${line ?? ''}`;
}
