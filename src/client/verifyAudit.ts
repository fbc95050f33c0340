import { join } from 'node:path';
import * as vscode from 'vscode';
import type { VerifyAuditResult } from '../protocol/audit.ts';
import { errorWords } from './errorWords.ts';
import { Report } from './report.ts';
import type { Server } from './server.ts';

/** Verifies the audit log on the person's wish and shows what was found. */
export class AuditVerification implements vscode.Disposable {
  readonly #server: Server;
  readonly #report: Report;
  #text = '';

  constructor(server: Server) {
    this.#server = server;
    this.#report = new Report('vigie-audit', vscode.l10n.t('Audit log'), () => this.#text);
  }

  /** @returns what was found, once it is known; the message stays for the person to answer. */
  async verify(): Promise<VerifyAuditResult | undefined> {
    let result: VerifyAuditResult;
    try {
      result = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Vigie verifies the audit log …') },
        () => this.#server.verifyAudit(),
      );
    } catch (error) {
      void vscode.window.showErrorMessage(vscode.l10n.t('The audit log could not be verified: {0}', errorWords(error)));
      return undefined;
    }
    this.#text = result.text;
    this.#report.changed();
    void this.#tell(result);
    return result;
  }

  /** Opens the last report. */
  async showReport(): Promise<void> {
    const document = await this.#report.open();
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#report.dispose();
  }

  async #tell({ ok, files, lines, problems, notes, folder }: VerifyAuditResult): Promise<void> {
    const report = vscode.l10n.t('Show Report');
    const open = vscode.l10n.t('Open Folder');
    if (ok && files === 0) {
      const nothing =
        notes.length === 0
          ? vscode.l10n.t('Nothing has been logged yet, so there is nothing to verify.')
          : vscode.l10n.t('There is no chained log here yet, so there is nothing to verify.');
      // There may be no folder yet that could be opened.
      if ((await vscode.window.showInformationMessage(nothing, report)) === report) await this.showReport();
      return;
    }
    const chosen = ok
      ? await vscode.window.showInformationMessage(
          vscode.l10n.t('The audit log is whole, as far as this can be told. Logs: {0}; lines: {1}.', files, lines),
          report,
          open,
        )
      : await vscode.window.showWarningMessage(
          vscode.l10n.t('The audit log is not as it was written. Places found: {0}.', problems.length),
          report,
          open,
        );
    if (chosen === report) await this.showReport();
    if (chosen === open) await openFolder(folder);
  }
}

/** The window of a remote machine cannot show that machine's folders in a file manager; there a new window opens it. */
async function openFolder(folder: string): Promise<void> {
  const uri = vscode.Uri.file(join(folder, 'audit'));
  if (vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop) {
    await vscode.commands.executeCommand('revealFileInOS', uri);
    return;
  }
  await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
}
