import { exceeds, highest, type Label } from '../../protocol/label.ts';
import type { Finding } from '../../protocol/verdict.ts';

/** A label with the findings that raised it above `internal`. */
export interface Labelled {
  readonly label: Label;
  readonly findings: readonly Finding[];
}

/** What nothing speaks against and nothing declares open. */
export const internal: Labelled = { label: 'internal', findings: [] };

/** What holds nothing of the workspace. */
export const harmless: Labelled = { label: 'public', findings: [] };

/** A label for one reason. */
export function foundBy(finding: Finding): Labelled {
  return { label: finding.label, findings: [finding] };
}

/** Where it is written what a label comes from, if that is written anywhere: as a finding tells it. */
export function writtenWhere({ findings }: Labelled): Pick<Finding, 'writtenAt'> {
  const writtenAt = findings.find((finding) => finding.writtenAt !== undefined)?.writtenAt;
  return writtenAt === undefined ? {} : { writtenAt };
}

/** The highest of several labels with all findings, the most sensitive first. */
export function combine(all: readonly Labelled[]): Labelled {
  const findings = all.flatMap((each) => each.findings);
  findings.sort((a, b) => Number(exceeds(b.label, a.label)) - Number(exceeds(a.label, b.label)));
  return { label: highest(all.map(({ label }) => label)), findings };
}
