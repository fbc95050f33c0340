import * as vscode from 'vscode';
import type { CheckBackEndResult } from '../protocol/backEndReport.ts';
import type { Server } from './server.ts';

/** The scheme of the report's document, which no one can edit. */
const reportScheme = 'vigie-back-end';

/** Has the back end checked on the person's wish and shows what was found. */
export class BackEndCheck implements vscode.Disposable {
  readonly #server: Server;
  readonly #provider: vscode.Disposable;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  #text = '';

  constructor(server: Server) {
    this.#server = server;
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(reportScheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: () => this.#text,
    });
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
    this.#changed.fire(reportUri());
    await show();
    return result;
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }
}

/** Shows the report as a page or, where Markdown's preview is switched off, as its text. */
async function show(): Promise<void> {
  const uri = reportUri();
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }
}

function reportUri(): vscode.Uri {
  return vscode.Uri.from({ scheme: reportScheme, path: `/${vscode.l10n.t('Back end')}.md` });
}
