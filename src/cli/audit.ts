import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { AuditReport } from '../protocol/audit.ts';
import { reportText } from '../server/policy/audit/report.ts';
import { verifyFolder } from '../server/policy/audit/verify.ts';
import type { Terminal } from './check.ts';

/**
 * Verifies the audit logs of a storage folder, or of all that are found.
 * @param given the folder that the person named, if any
 * @param places where to look otherwise
 * @returns the exit code: 0 where every log is whole, 1 where not, 2 where there is nothing to verify.
 * @throws where a file cannot be read.
 */
export async function verifyAudit(
  given: string | undefined,
  places: readonly string[],
  { json }: { json: boolean },
  { cwd, out, err }: Terminal,
): Promise<0 | 1 | 2> {
  const reports: AuditReport[] = [];
  for (const folder of given === undefined ? places : [resolve(cwd, given)]) {
    const report = await verifyFolder(folder);
    if (report !== undefined) reports.push(report);
  }
  if (reports.length === 0) {
    err.write(
      given === undefined
        ? `${l10n.t('No audit log was found where editors keep it. Name the folder that has the file audit.key.')}\n`
        : `${l10n.t('There is no audit log in {0}. Name the folder that has the file audit.key.', given)}\n`,
    );
    return 2;
  }
  out.write(json ? `${JSON.stringify(reports, null, 2)}\n` : reports.map(reportText).join('\n'));
  return reports.every(({ ok }) => ok) ? 0 : 1;
}
