import * as vscode from 'vscode';

/** @returns the file or document that the person looks at, whatever shows it: text, notebook, or a viewer of its own. */
export function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputNotebook) return input.uri;
  const text = vscode.window.activeTextEditor?.document.uri;
  if (text !== undefined) return text;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
}
