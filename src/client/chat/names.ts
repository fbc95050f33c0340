import * as vscode from 'vscode';

/** What a person calls a document: its path in the workspace, and the cell where it is a notebook's. */
export function nameOf(uri: vscode.Uri): string {
  if (uri.scheme === 'output') return vscode.l10n.t('Output');
  if (uri.scheme === 'search-editor') return vscode.l10n.t('Search results');
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().find(({ document }) => document.uri.toString() === uri.toString());
    if (cell !== undefined) {
      return vscode.l10n.t('{0}, cell {1}', vscode.workspace.asRelativePath(notebook.uri), cell.index + 1);
    }
  }
  return vscode.workspace.asRelativePath(uri);
}

/** The lines of a range as people count them; an end at the start of a line is the end of the line before. */
export function lines({ start, end }: vscode.Range): string {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return last === start.line ? String(start.line + 1) : `${start.line + 1}-${last + 1}`;
}
