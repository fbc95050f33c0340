import * as vscode from 'vscode';
import { writtenSchemes } from './languageClient.ts';
import type { Server } from './server.ts';

/**
 * Starts the server with the first editor in which a person may write: ghost text, findings and fixes come from it
 * unasked. All else starts it by asking: a badge in the explorer, a command, the chat. Documents alone are no reason:
 * VS Code keeps some open for itself, such as the settings of a remote machine.
 */
export function wakeForEditors(server: Server): vscode.Disposable {
  const wake = (editors: readonly vscode.TextEditor[]): void => {
    if (editors.some(({ document: { uri } }) => writtenSchemes.includes(uri.scheme))) server.wake();
  };
  wake(vscode.window.visibleTextEditors);
  return vscode.window.onDidChangeVisibleTextEditors(wake);
}
