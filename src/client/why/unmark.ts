import * as l10n from '@vscode/l10n';
import { exceeds } from '../../protocol/label.ts';
import { rulesFileName } from '../../protocol/rules.ts';
import type { Finding } from '../../protocol/verdict.ts';

/** The reasons of the rules that marking writes, in each language: a colleague's editor may speak another one. */
export const markReasons: readonly string[] = [
  'Marked as sensitive in the editor.',
  'Marqué comme sensible dans l’éditeur.',
];

/**
 * What the command that unmarks a file would do about its findings: take Vigie's own mark off (`mark`), or say of a data
 * file that it is not sensitive, where nothing else flags it (`dataFile`). A rule that a person wrote is theirs to change.
 * @returns undefined where it would do nothing.
 */
export function unmarking(findings: readonly Finding[]): 'mark' | 'dataFile' | undefined {
  const flagging = findings.filter(({ label }) => exceeds(label, 'internal'));
  if (flagging.some(isOwnMark)) return 'mark';
  const isDataFile = flagging.some(({ rule }) => rule === 'data-file') && !flagging.some(staysWhateverIsMarked);
  return isDataFile ? 'dataFile' : undefined;
}

/** @returns what a person is told beside the command that unmarks, where its name does not say what it would do. */
export function unmarkingDetail(unmarks: ReturnType<typeof unmarking>): string | undefined {
  return unmarks === 'dataFile' ? l10n.t('Nobody has marked it: it then counts as a data file that is not sensitive.') : undefined;
}

function isOwnMark({ rule, reason, writtenAt }: Finding): boolean {
  return rule === 'workspace-rule' && writtenAt?.name.endsWith(rulesFileName) === true && markReasons.includes(reason);
}

function staysWhateverIsMarked({ rule, writtenAt }: Finding): boolean {
  return rule !== 'data-file' && (writtenAt !== undefined || rule === 'credential-file' || rule === 'untrusted-workspace');
}
