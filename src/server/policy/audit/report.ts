import * as l10n from '@vscode/l10n';
import type { AuditFinding, AuditReport } from '../../../protocol/audit.ts';

/** The report of a verification for a person, as Markdown that also reads well as plain text. */
export function reportText(report: AuditReport): string {
  const { folder, files, lines, problems, notes } = report;
  return [
    `# ${l10n.t('Vigie: verification of the audit log')}`,
    '',
    summary(report),
    '',
    `- ${l10n.t('Folder: {0}', folder)}`,
    ...(files === 0 ? [] : [`- ${l10n.t('Logs: {0}; lines: {1}', files, lines)}`]),
    '',
    ...section(l10n.t('What speaks of tampering'), problems),
    ...section(l10n.t('What else should be known'), notes),
    `## ${l10n.t('What this does not prove')}`,
    '',
    ...limits().map((limit) => `- ${limit}`),
    '',
  ].join('\n');
}

/** The outcome in one sentence. */
export function summary({ ok, problems, notes, files }: AuditReport): string {
  if (files === 0 && ok) {
    return notes.length === 0
      ? l10n.t('Nothing has been logged yet, so there is nothing to verify.')
      : l10n.t('There is no chained log here yet, so there is nothing to verify.');
  }
  return ok
    ? l10n.t('The audit log is whole: no line was changed, removed or moved since it was written, as far as this can be told.')
    : l10n.t('The audit log is not as it was written. Places found: {0}.', problems.length);
}

/** A finding on one line: where, what kind, and what it means. */
export function findingLine({ file, line, kind, message }: AuditFinding): string {
  return `${line === undefined ? file : `${file}:${line}`}: ${kindName(kind)}: ${message}`;
}

function section(title: string, findings: readonly AuditFinding[]): string[] {
  return findings.length === 0 ? [] : [`## ${title}`, '', ...findings.map((each) => `- ${findingLine(each)}`), ''];
}

/** What a sound verification leaves open; nobody should believe more than it shows. */
function limits(): string[] {
  return [
    l10n.t('Whoever can read the key on this machine can write a chain that looks sound. A log that its owner cannot deny having needs to be sent to a collector as it is written.'),
    l10n.t('The newest log can be deleted together with its head file, or both be put back as they were earlier, without a trace, until a later log names it.'),
    l10n.t('It shows what Vigie judged, not what other programs on this machine sent.'),
  ];
}

function kindName(kind: AuditFinding['kind']): string {
  switch (kind) {
    case 'changed':
      return l10n.t('changed');
    case 'removed':
      return l10n.t('removed');
    case 'reordered':
      return l10n.t('moved');
    case 'truncated':
      return l10n.t('cut off');
    case 'missingFile':
      return l10n.t('missing file');
    case 'damagedKey':
      return l10n.t('key does not fit');
    case 'interrupted':
      return l10n.t('interrupted write');
    case 'unchained':
      return l10n.t('without chain');
  }
}
