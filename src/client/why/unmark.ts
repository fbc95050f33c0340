import { exceeds } from '../../protocol/label.ts';
import { rulesFileName } from '../../protocol/rules.ts';
import type { Finding } from '../../protocol/verdict.ts';

/** The reasons of the rules that marking writes, in each language: a colleague's editor may speak another one. */
export const markReasons: readonly string[] = [
  'Marked as sensitive in the editor.',
  'Marqué comme sensible dans l’éditeur.',
];

/**
 * Whether the command that unmarks a file may help against its findings: it takes off Vigie's own marks, and says of a
 * data file that it is not sensitive where nothing else flags it. A rule that a person wrote is theirs to change.
 */
export function canUnmark(findings: readonly Finding[]): boolean {
  const flagging = findings.filter(({ label }) => exceeds(label, 'internal'));
  if (flagging.some(isOwnMark)) return true;
  return flagging.some(({ rule }) => rule === 'data-file') && !flagging.some(staysWhateverIsMarked);
}

function isOwnMark({ rule, reason, writtenAt }: Finding): boolean {
  return rule === 'workspace-rule' && writtenAt?.name.endsWith(rulesFileName) === true && markReasons.includes(reason);
}

function staysWhateverIsMarked({ rule, writtenAt }: Finding): boolean {
  return rule !== 'data-file' && (writtenAt !== undefined || rule === 'credential-file' || rule === 'untrusted-workspace');
}
