import type { Connection } from 'vscode-languageserver/node';
import type { VerifyAuditResult } from '../../protocol/audit.ts';
import { verifyAuditRequest } from '../../protocol/messages.ts';
import { reportText } from '../policy/audit/report.ts';
import { verifyFolder } from '../policy/audit/verify.ts';

/** Answers the request `vigie/verifyAudit`. @param storage Vigie's storage folder */
export function registerVerifyAudit(connection: Connection, storage: string): void {
  connection.onRequest(verifyAuditRequest, async (): Promise<VerifyAuditResult> => {
    const report = (await verifyFolder(storage)) ?? { folder: storage, files: 0, lines: 0, problems: [], notes: [], ok: true };
    return { ...report, text: reportText(report) };
  });
}
