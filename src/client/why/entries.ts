import { labelName } from '../../protocol/labelName.ts';
import type { Finding, Place } from '../../protocol/verdict.ts';
import { placesWords, placeWords, type Alike } from '../../protocol/alike.ts';
import { whichRule } from '../preview/text.ts';

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

/** How many lines the row of several findings names; the list that it leads to has all. */
const namedAtMost = 8;

/** @returns the row of one finding, or of several that only their lines tell apart: it names these. */
export function alikeEntry(findings: Alike): FindingEntry {
  const [first] = findings;
  return { ...findingEntry(first), detail: [placesWords(findings, namedAtMost), labelName(first.label), whichRule(first)].join(' · ') };
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
