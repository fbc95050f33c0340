import * as vscode from 'vscode';
import type { MarkResult } from '../protocol/mark.ts';
import { activeUri } from './activeFile.ts';
import { openPlace } from './chat/places.ts';
import type { Server } from './server.ts';

/**
 * Marks files as sensitive, or takes the mark off, and says what was done.
 * @param clicked What VS Code gives a command of a menu: the file, and all files that are selected with it. Without
 * it the file that the person looks at is meant.
 */
export async function markFiles(server: Server, sensitive: boolean, ...clicked: readonly unknown[]): Promise<void> {
  const files = filesOf(clicked);
  if (files.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a file, or choose one in the explorer, to mark it.'));
    return;
  }
  const results: MarkResult[] = [];
  // One after the other: they may write into the same rule file.
  for (const file of files) {
    const result = await markOne(server, file, sensitive);
    if (result.toConfirm !== true) results.push(result);
    else if (await agrees(result.message)) results.push(await markOne(server, file, sensitive, true));
  }
  // The command is done; what it says may stay for as long as the person likes.
  void tell(results, sensitive);
}

async function agrees(question: string): Promise<boolean> {
  const yes = vscode.l10n.t('Unmark');
  return (await vscode.window.showWarningMessage(question, { modal: true }, yes)) === yes;
}

async function markOne(server: Server, file: vscode.Uri, sensitive: boolean, confirmed = false): Promise<MarkResult> {
  const before = dirty();
  let result: MarkResult;
  try {
    result = await server.mark(file, sensitive, confirmed);
  } catch {
    return { done: false, message: vscode.l10n.t('Nothing was changed for {0}, since Vigie’s server gave no answer. Try again, or start it with “Vigie: Restart Server”.', vscode.workspace.asRelativePath(file)) };
  }
  if (result.done && result.rules !== undefined) await saveUnless(before, result.rules.uri);
  return result;
}

/** A rule counts for every program once it is on the disk. What the person had not saved yet is theirs to save. */
async function saveUnless(before: ReadonlySet<string>, rules: string): Promise<void> {
  const uri = vscode.Uri.parse(rules).toString();
  if (before.has(uri)) return;
  await vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri)?.save();
}

function dirty(): Set<string> {
  return new Set(vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()));
}

async function tell(results: readonly MarkResult[], sensitive: boolean): Promise<void> {
  const failed = results.filter(({ done }) => !done);
  const [first] = results;
  if (first === undefined) return;
  const done = results.length - failed.length;
  const summary = sensitive
    ? vscode.l10n.t('Files marked as sensitive: {0}.', done)
    : vscode.l10n.t('Files no longer marked: {0}.', done);
  const words = results.length === 1 ? [first.message] : [summary, ...new Set(failed.map(({ message }) => message))];
  const rules = results.find((result) => result.rules !== undefined)?.rules;
  const open = vscode.l10n.t('Open Rule');
  const show = failed.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const chosen = await show(words.join(' '), ...(rules === undefined ? [] : [open]));
  if (chosen === open && rules !== undefined) await openPlace(rules.uri, rules);
}

function filesOf([clicked, selected]: readonly unknown[]): vscode.Uri[] {
  const chosen = Array.isArray(selected) && selected.length > 0 ? selected : [clicked ?? activeUri()];
  return chosen.filter((each) => each instanceof vscode.Uri);
}
