import * as vscode from 'vscode';
import { writtenSchemes } from '../languageClient.ts';
import { Offered } from './codeCommands.ts';

/** What Vigie can be asked from the light bulb and the menu of refactorings; nothing of it changes a file by itself. */
const refactoring = vscode.CodeActionKind.Refactor.append('vigie');

/** Offers the commands of the chat where the editor offers what can be done about code and about problems in it. */
class CommandActions implements vscode.CodeActionProvider {
  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only, triggerKind }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    // Vigie's own say what must not be sent, and have fixes of their own.
    const problems = diagnostics.filter(({ source }) => source !== 'Vigie');
    const offered = new Offered(document, range, problems);
    const fixes = problems.length > 0 && asksFor(only, vscode.CodeActionKind.QuickFix) ? fixesFor(offered) : [];
    // A bulb at every line that the cursor passes would mean nothing.
    const asked = !range.isEmpty || triggerKind === vscode.CodeActionTriggerKind.Invoke;
    return asked && asksFor(only, refactoring) ? [...fixes, ...refactoringsFor(offered)] : fixes;
  }
}

/** @returns what takes the actions away again. */
export function registerCommandActions(): vscode.Disposable {
  const documents = writtenSchemes.map((scheme) => ({ scheme }));
  return vscode.languages.registerCodeActionsProvider(documents, new CommandActions(), {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, refactoring],
  });
}

function asksFor(only: vscode.CodeActionKind | undefined, kind: vscode.CodeActionKind): boolean {
  return only === undefined || only.contains(kind);
}

function fixesFor(offered: Offered): vscode.CodeAction[] {
  const kind = vscode.CodeActionKind.QuickFix;
  return [
    action(vscode.l10n.t('Fix with Vigie'), 'vigie.fix', kind, offered),
    action(vscode.l10n.t('Explain with Vigie'), 'vigie.explainSelection', kind, offered),
  ].map((each) => Object.assign(each, { diagnostics: [...offered.problems] }));
}

function refactoringsFor({ document, range }: Offered): vscode.CodeAction[] {
  const offered = new Offered(document, range, []);
  return [
    action(vscode.l10n.t('Review with Vigie'), 'vigie.review', refactoring.append('review'), offered),
    action(vscode.l10n.t('Document with Vigie'), 'vigie.document', refactoring.append('document'), offered),
    action(vscode.l10n.t('Write tests with Vigie'), 'vigie.writeTests', refactoring.append('tests'), offered),
    action(vscode.l10n.t('Translate with Vigie…'), 'vigie.translate', refactoring.append('translate'), offered),
  ];
}

function action(title: string, command: string, kind: vscode.CodeActionKind, offered: Offered): vscode.CodeAction {
  const offer = new vscode.CodeAction(title, kind);
  offer.command = { title, command, arguments: [offered] };
  return offer;
}
