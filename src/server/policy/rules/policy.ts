import { pathToFileURL } from 'node:url';
import { exceeds } from '../../../protocol/label.ts';
import type { Detector } from '../detectors/detector.ts';
import { pathWithin } from '../path.ts';
import type { MatchedRule, PolicyNow } from '../policyNow.ts';
import { nameOf, type FolderNow } from '../workspace.ts';

/** Puts the rules of all folders together. */
export function policyOf(folders: readonly FolderNow[], detectors: readonly Detector[]): PolicyNow {
  return {
    generation: folders.map(({ rules }) => rules.stamp).join(),
    problems: folders.flatMap(({ rules }) => rules.problems.map((problem) => ({ ...problem, file: rules.file }))),
    detectors,
    rulesFor: (named, resolved) => folders.flatMap((folder) => rulesOfFolder(folder, folders, named, resolved)),
    redactionOf: (rule) => (detectors.find((detector) => detector.rule === rule)?.redacts === true ? 'redact' : 'ask'),
    cleared: (destination) => destination,
  };
}

function rulesOfFolder(
  { folder, resolved: root, rules }: FolderNow,
  folders: readonly FolderNow[],
  named: string,
  resolved: string,
): MatchedRule[] {
  const belowTrue = pathWithin(root, resolved);
  const belowNamed = pathWithin(folder.path, named);
  const byTrue = belowTrue === undefined ? [] : rules.matcher.match(belowTrue);
  const byNamed = belowNamed === undefined ? [] : rules.matcher.match(belowNamed);
  const tightening = byNamed.filter((rule) => !byTrue.includes(rule) && exceeds(rule.label, 'internal'));
  const name = nameOf(rules.file, folders.map((each) => each.folder));
  return [...byTrue, ...tightening].map((rule) => ({
    label: rule.label,
    reason: rule.reason,
    writtenAt: { name, uri: pathToFileURL(rules.file).href, line: rule.line },
    rule: 'workspace-rule',
    liftsPresumption: byTrue.includes(rule),
  }));
}
