import * as vscode from 'vscode';
import { linkHost } from '../address.ts';
import { schemes } from '../languageClient.ts';

/** Remembers the text editor that the person was last in, so that the panel can write where they were. */
export class LastEditor implements vscode.Disposable {
  #editor = vscode.window.activeTextEditor;
  readonly #subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    if (editor !== undefined && schemes.includes(editor.document.uri.scheme)) this.#editor = editor;
  });

  /** Inserts a text at the cursor, and says so plainly where there is no place to write. */
  async insert(text: string): Promise<void> {
    const editor = this.#editor;
    if (editor === undefined || editor.document.isClosed || !vscode.window.visibleTextEditors.includes(editor)) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('There is no open editor to insert into. Open the file, put the cursor where the code is to go, and try again.'),
      );
      return;
    }
    const written = await editor.edit((edit) => {
      edit.insert(editor.selection.active, text);
    });
    if (!written) {
      void vscode.window.showWarningMessage(vscode.l10n.t('This document cannot be changed, so nothing was inserted.'));
    } else if (editor.document.uri.scheme !== 'vscode-notebook-cell') {
      await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

/** Opens a link of an answer in the browser, once the person has seen where it leads. `https` only. */
export async function openLink(url: string): Promise<void> {
  const host = linkHost(url);
  if (host === undefined) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Vigie opens https links only.'));
    return;
  }
  const open = vscode.l10n.t('Open');
  const question = vscode.l10n.t('Open a page of {0}?', host);
  const detail = vscode.l10n.t('The link was written by a language model: {0}', url);
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, open);
  if (chosen === open) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

/**
 * Opens the document that a finding names.
 * @param line counted from 1
 */
export async function openPlace(uri: string, line?: number): Promise<void> {
  const parsed = vscode.Uri.parse(uri);
  if (!schemes.includes(parsed.scheme)) return;
  const position = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
  try {
    await vscode.window.showTextDocument(parsed, { selection: new vscode.Range(position, position) });
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', vscode.workspace.asRelativePath(parsed)));
  }
}
