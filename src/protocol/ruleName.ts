import * as l10n from '@vscode/l10n';

/** A rule by its identifier, as findings, traces and rule files name it: one of Vigie's own, or somebody's pattern. */
export type RuleId = OwnRule | `pattern:${string}`;

/** Every rule that Vigie itself names. A new one is added here, and to `ownNames`, before any finding can carry it. */
type OwnRule =
  | 'nir'
  | 'credentials'
  | 'snds-pseudonym'
  | 'contact'
  | 'person-table'
  | 'health-message'
  | 'dicom'
  | 'kinship'
  | 'data-file'
  | 'credential-file'
  | 'marker'
  | 'organisation-rule'
  | 'workspace-rule'
  | 'user-rule'
  | 'ai-ignore'
  | 'git-attributes'
  | 'purview'
  | 'hard-link'
  | 'unresolved-path'
  | 'unreadable'
  | 'printed'
  | 'unknown-source'
  | 'labelled-before'
  | 'redacted-before'
  | 'clearance'
  | 'unlisted-destination'
  | 'untrusted-workspace'
  | 'rules-broken'
  | 'flagged-files-unread'
  | 'flagged-files-unreadable'
  | 'undecided'
  | 'untraceable';

/** The names are asked for one by one, since the language of a session is known only once it has begun. */
const ownNames: Readonly<Record<OwnRule, () => string>> = {
  nir: () => l10n.t('social-security number'),
  credentials: () => l10n.t('password or key'),
  'snds-pseudonym': () => l10n.t('pseudonym of the SNDS'),
  contact: () => l10n.t('contact details of a person'),
  'person-table': () => l10n.t('table of persons'),
  'health-message': () => l10n.t('health message'),
  dicom: () => l10n.t('medical image'),
  kinship: () => l10n.t('passage of a flagged file'),
  'data-file': () => l10n.t('data file'),
  'credential-file': () => l10n.t('file of passwords or keys'),
  marker: () => l10n.t('marker in the file'),
  'organisation-rule': () => l10n.t('rule of the organisation'),
  'workspace-rule': () => l10n.t('rule of the workspace'),
  'user-rule': () => l10n.t('rule of your own'),
  'ai-ignore': () => l10n.t('ignore file of an AI tool'),
  'git-attributes': () => l10n.t('attribute in git'),
  purview: () => l10n.t('Purview label'),
  'hard-link': () => l10n.t('second name of a flagged file'),
  'unresolved-path': () => l10n.t('path that cannot be resolved'),
  unreadable: () => l10n.t('file that cannot be read'),
  printed: () => l10n.t('what a program printed'),
  'unknown-source': () => l10n.t('unknown source'),
  'labelled-before': () => l10n.t('label of an earlier turn'),
  'redacted-before': () => l10n.t('redacted in an earlier turn'),
  clearance: () => l10n.t('clearance of the destination'),
  'unlisted-destination': () => l10n.t('destination that is not listed'),
  'untrusted-workspace': () => l10n.t('workspace that is not trusted'),
  'rules-broken': () => l10n.t('broken rule file'),
  'flagged-files-unread': () => l10n.t('flagged files not read yet'),
  'flagged-files-unreadable': () => l10n.t('flagged files that cannot be read'),
  undecided: () => l10n.t('judgement that failed'),
  untraceable: () => l10n.t('audit log that cannot be written'),
};

/**
 * What a person reads for a rule, in the language of the session: its name, and behind it the identifier by which rule
 * files, the audit log and JSON know it: `passage of a flagged file (kinship)`.
 * @param rule an identifier; one that is not known, as in a conversation that a later version has kept, stands for itself
 */
export function ruleWords(rule: string): string {
  if (rule.startsWith('pattern:')) return l10n.t('pattern of a rule file ({0})', rule);
  return Object.hasOwn(ownNames, rule) ? l10n.t('{0} ({1})', ownNames[rule as OwnRule](), rule) : rule;
}
