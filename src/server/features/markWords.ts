import * as l10n from '@vscode/l10n';
import { labelName } from '../../protocol/labelName.ts';
import type { MarkResult } from '../../protocol/mark.ts';
import type { Finding } from '../../protocol/verdict.ts';
import french from '../../../l10n/bundle.l10n.fr.json';
import type { RuleWords } from '../policy/rules/edit.ts';

const sensitiveReason = 'Marked as sensitive in the editor.';
const internalReason = 'Marked as not sensitive in the editor.';

/** The rule that marks files as sensitive, in the language of the session; known again in any language. */
export function sensitiveRule(): RuleWords {
  const reason = l10n.t('Marked as sensitive in the editor.');
  return { label: 'sensitive', reason, reasons: [sensitiveReason, french[sensitiveReason]] };
}

/** The rule that says of data files that they are not sensitive: no more open than any other file. */
export function internalRule(): RuleWords {
  const reason = l10n.t('Marked as not sensitive in the editor.');
  return { label: 'internal', reason, reasons: [internalReason, french[internalReason]] };
}

/** Where a finding's rule is written, for a person who wants to look. */
export function placeOfRule({ writtenAt }: Finding): Pick<MarkResult, 'rules'> {
  if (writtenAt?.uri === undefined) return {};
  const { uri, line } = writtenAt;
  return { rules: { uri, ...(line !== undefined && { line }) } };
}

/** Why a file is flagged already, so that a mark would add nothing. */
export function alreadyFlagged(name: string, finding: Finding): MarkResult {
  const message = l10n.t('{0} is labelled {1} already: {2}', name, labelName(finding.label), finding.reason);
  return { done: false, message, ...placeOfRule(finding) };
}

/** Why a file stays flagged whatever is done with marks, where that is said, and who can change it. */
export function cannotUnmark(name: string, finding: Finding): MarkResult {
  return { done: false, message: `${staysFlagged(name, finding)} ${whoCanChange(finding)}`, ...placeOfRule(finding) };
}

/** That a file is flagged, and why. */
export function staysFlagged(name: string, { label, reason }: Pick<Finding, 'label' | 'reason'>): string {
  return l10n.t('{0} stays {1}: {2}', name, labelName(label), reason);
}

/** Asks whether a data file is to be opened by a rule while its content says otherwise. */
export function opensThoughItHolds(name: string, { reason }: Finding): string {
  return l10n.t(
    'Should {0} count as internal? {1} Vigie would hold that back where it recognises it, but single rows of the file would no longer be recognised elsewhere, and could be sent. The rule is written for everybody who shares this folder.',
    name,
    reason,
  );
}

/** That a data file was opened by a rule although its content says otherwise. */
export function openedThoughItHolds(name: string, { reason }: Finding): string {
  return l10n.t(
    '{0} counts as internal now, as you confirmed. {1} Vigie still holds that back where it recognises it, but no longer recognises single rows of the file elsewhere.',
    name,
    reason,
  );
}

/** Asks whether a data file is to be opened by a rule of which nobody but the person can tell what it holds. */
export function opensUnread(name: string): string {
  return l10n.t(
    'Should {0} count as internal? Vigie cannot read what it holds, so only you can tell whether it is about persons. Text from it would no longer be held back for where it comes from, and could be sent. The rule is written for everybody who shares this folder.',
    name,
  );
}

/** That such a data file was opened by a rule. */
export function openedUnread(name: string): string {
  return l10n.t(
    '{0} counts as internal now, as you confirmed. Vigie cannot read what it holds, and no longer holds text from it back for where it comes from.',
    name,
  );
}

/** That nothing is said of a file that cannot even be asked whether it flags itself. @param code the system's, of why */
export function staysUnread(name: string, code: string): string {
  return l10n.t('Nothing was changed: {0} cannot be read ({1}), so nobody knows what flags it. Check its permissions.', name, code);
}

/** Who can change what a finding says, and where. */
function whoCanChange({ rule, reason, writtenAt }: Omit<Finding, 'rule'> & { readonly rule: string }): string {
  const where = writtenAt === undefined ? '' : writtenAt.line === undefined ? writtenAt.name : `${writtenAt.name}:${writtenAt.line}`;
  switch (rule) {
    case 'organisation-rule':
      return l10n.t('Your organisation says so ({0}); whoever keeps its rules can change that.', where);
    case 'user-rule':
      return l10n.t('Your own rules for all projects say so ({0}); you can change them there.', where);
    case 'workspace-rule':
      if (sensitiveRule().reasons.includes(reason)) return l10n.t('A folder that holds it is marked ({0}); take the mark off that.', where);
      return l10n.t('Someone wrote that rule by hand ({0}); ask its author, or change it there.', where);
    case 'marker':
      return l10n.t('The file says so itself ({0}); take the marker out of it.', where);
    case 'credential-file':
      return l10n.t('No rule can open such a file.');
    default:
      return writtenAt === undefined ? l10n.t('No mark can change that.') : l10n.t('That is written in {0}; change it there.', where);
  }
}
