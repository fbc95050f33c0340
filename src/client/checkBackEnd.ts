import * as vscode from 'vscode';
import type { CheckBackEndResult } from '../protocol/backEndReport.ts';
import { Report } from './report.ts';
import type { Server } from './server.ts';

/** Has the back end checked on the person's wish and shows what was found. */
export class BackEndCheck implements vscode.Disposable {
  readonly #server: Server;
  readonly #report: Report;
  #text = '';

  constructor(server: Server) {
    this.#server = server;
    this.#report = new Report('vigie-back-end', vscode.l10n.t('Back end'), () => this.#text);
  }

  /** @returns what was found, once its report is shown; undefined where the person gave up or it failed. */
  async check(): Promise<CheckBackEndResult | undefined> {
    let result: CheckBackEndResult | undefined;
    try {
      result = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Vigie checks the back end …'), cancellable: true },
        async (_, token) => {
          const found = await this.#server.checkBackEnd(token);
          return token.isCancellationRequested ? undefined : found;
        },
      );
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      const cause = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(vscode.l10n.t('The back end could not be checked: {0}', cause));
      return undefined;
    }
    if (result === undefined) return undefined;
    this.#text = result.text;
    this.#report.changed();
    await this.#report.show();
    return result;
  }

  dispose(): void {
    this.#report.dispose();
  }
}
