import * as vscode from 'vscode';
import { hunksOf, type Hunk } from './hunks.ts';
import { place, type Lines } from './place.ts';

/** A document that code may be applied to, and the part of it that the person asked about. */
export interface Target {
  readonly uri: vscode.Uri;
  readonly range?: vscode.Range;
}

/**
 * Shows what code of an answer would change in a document, and changes what the person then chooses, change by change,
 * in VS Code's own preview of refactorings. Nothing is chosen beforehand. All of it is one step to undo.
 */
export async function apply(code: string, target: Target): Promise<void> {
  const document = await opened(target.uri);
  if (document === undefined) return;
  const editor = await editorOf(document);
  const lines = linesOf(document.getText());
  const cursor = editor?.selection.active.line ?? lines.length;
  const hunks = hunksOf(lines, place(lines, linesOf(code), selectedLines(document, editor, target), cursor));
  if (hunks.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has this code already.', vscode.workspace.asRelativePath(target.uri)),
    );
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const hunk of hunks) {
    const { range, text } = editOf(document, lines, hunk);
    edit.replace(target.uri, range, text, { needsConfirmation: true, label: vscode.l10n.t('Changes by the answer') });
  }
  const done = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  await editorOf(document, editor?.viewColumn);
  if (!done) void vscode.window.showWarningMessage(vscode.l10n.t('This document cannot be changed, so nothing was applied.'));
}

/** The editor of a document, which is opened where it is closed; a notebook's cell has one only as long as it is seen. */
async function editorOf(document: vscode.TextDocument, viewColumn?: vscode.ViewColumn): Promise<vscode.TextEditor | undefined> {
  if (document.uri.scheme !== 'vscode-notebook-cell') return vscode.window.showTextDocument(document, { viewColumn });
  return vscode.window.visibleTextEditors.find((editor) => editor.document === document);
}

async function opened(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', vscode.workspace.asRelativePath(uri)));
    return undefined;
  }
}

/** What is selected now, or else what was attached, where that is a part of the document. */
function selectedLines(
  document: vscode.TextDocument,
  editor: vscode.TextEditor | undefined,
  { range }: Target,
): Lines | undefined {
  const chosen = editor === undefined || editor.selection.isEmpty ? range : editor.selection;
  if (chosen === undefined || chosen.isEmpty) return undefined;
  const { start, end } = document.validateRange(chosen);
  return { from: start.line, to: end.character === 0 && end.line > start.line ? end.line : end.line + 1 };
}

const linesOf = (text: string) => text.split(/\r\n|\n|\r/);

/**
 * Whole lines as an edit: in the place of others without their line ends, so that the preview has only what changes;
 * else with them, or, at the end of a document without one, with that before them.
 */
function editOf(document: vscode.TextDocument, lines: readonly string[], hunk: Hunk): { range: vscode.Range; text: string } {
  const { from, to } = hunk;
  if (from < to && hunk.lines.length > 0) {
    return { range: new vscode.Range(new vscode.Position(from, 0), document.lineAt(to - 1).range.end), text: hunk.lines.join('\n') };
  }
  if (to < lines.length) {
    return { range: new vscode.Range(from, 0, to, 0), text: hunk.lines.map((line) => `${line}\n`).join('') };
  }
  const end = document.lineAt(document.lineCount - 1).range.end;
  if (from === 0) return { range: new vscode.Range(new vscode.Position(0, 0), end), text: '' };
  const start = document.lineAt(from - 1).range.end;
  return { range: new vscode.Range(start, end), text: hunk.lines.map((line) => `\n${line}`).join('') };
}
