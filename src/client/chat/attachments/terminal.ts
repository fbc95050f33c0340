import * as vscode from 'vscode';
import { handedOverAtMost, type Attachment } from '../../../protocol/attachment.ts';

/**
 * What is selected in the active terminal. VS Code tells no extension, but copies it: the clipboard has its text again
 * afterwards, though not a picture that it held.
 * @returns undefined where nothing is selected
 */
export async function terminalSelection(): Promise<Extract<Attachment, { kind: 'terminal' }> | undefined> {
  if (vscode.window.activeTerminal === undefined) return undefined;
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  try {
    await clipboard.writeText('');
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    const text = await clipboard.readText();
    return text.trim() === '' ? undefined : { kind: 'terminal', text: text.slice(0, handedOverAtMost) };
  } finally {
    await clipboard.writeText(before);
  }
}
