import { pathToFileURL } from 'node:url';
import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { exceeds, highest } from '../../protocol/label.ts';
import type { Finding, Place } from '../../protocol/verdict.ts';
import { combine, type Labelled } from './labelled.ts';
import { pathWithin } from './path.ts';
import { presume } from './presumption.ts';
import type { SourceFinding } from './sources/finding.ts';
import { nameOf, type WorkspaceNow } from './workspace.ts';

/** Something beside the rules that says how sensitive a file is. It can only tighten. */
export interface PathSource {
  /**
   * @param root the folder at which looking upwards ends
   * @param resolved the file's one true path
   */
  findings(root: string, resolved: string): Promise<readonly SourceFinding[]>;
}

/**
 * The label of a file by the rules of all layers, by presumption, and by other sources.
 * @param named the path as the editor names it
 * @param resolved the file's one true path
 */
export async function labelByPath(
  named: string,
  resolved: string,
  now: WorkspaceNow,
  sources: readonly PathSource[],
  place: Place,
): Promise<Labelled> {
  const said = await Promise.all(sources.map((source) => source.findings(rootOf(resolved, now), resolved)));
  const counting = said.flat().filter(({ rule }) => rule !== 'ai-ignore' || now.policy.honoursAiIgnore);
  const bySources = counting.map((found) => told(found, now, place));
  return combine([
    labelByRules(named, resolved, now, place),
    { label: highest(bySources.map(({ label }) => label)), findings: bySources },
  ]);
}

function labelByRules(named: string, resolved: string, { policy }: WorkspaceNow, place: Place): Labelled {
  const rules = policy.rulesFor(named, resolved);
  const declared = rules.filter(({ liftsPresumption }) => liftsPresumption).map(({ label }) => label);
  // An explicit rule may say that a data file is open; nothing says so of a file of passwords.
  const counts = ({ rule }: { readonly rule: string }): boolean => rule !== 'data-file' || declared.length === 0;
  const tightening = rules.filter((rule) => exceeds(rule.label, 'internal') && counts(rule));
  const findings = tightening.map(
    ({ rule, label, reason, writtenAt }): Finding => ({ rule, label, reason, place, writtenAt }),
  );
  const lowest = declared.length === 0 ? 'internal' : highest(declared);
  const byRules = { label: highest([lowest, ...findings.map(({ label }) => label)]), findings };
  const byName = presumed([resolved, named], place);
  const kept = byName.findings.filter(counts);
  return combine([byRules, { label: highest(kept.map(({ label }) => label)), findings: kept }]);
}

/** What names alone say of a file. */
export function presumed(paths: readonly string[], place: Place): Labelled {
  const findings: Finding[] = [];
  for (const presumption of paths.map((path) => presume(path))) {
    if (presumption === undefined || findings.some(({ rule }) => rule === presumption.rule)) continue;
    const reason =
      presumption.rule === 'data-file'
        ? l10n.t('It is a data file, and data files are presumed sensitive until a rule in .vigie.json says otherwise.')
        : l10n.t('It is a file that keeps passwords or keys.');
    findings.push({ ...presumption, reason, place });
  }
  return { label: highest(findings.map(({ label }) => label)), findings };
}

/** The workspace folder that holds a file, or the file's own folder. */
function rootOf(resolved: string, { folders }: WorkspaceNow): string {
  const holding = folders.filter(({ resolved: root }) => pathWithin(root, resolved) !== undefined);
  return holding.map(({ resolved: root }) => root).sort((a, b) => a.length - b.length)[0] ?? dirname(resolved);
}

function told({ rule, label, reason, writtenAt }: SourceFinding, { folders }: WorkspaceNow, place: Place): Finding {
  if (writtenAt === undefined) return { rule, label, reason, place };
  const { file, line } = writtenAt;
  const name = nameOf(file, folders.map(({ folder }) => folder));
  return { rule, label, reason, place, writtenAt: { name, uri: pathToFileURL(file).href, line } };
}
