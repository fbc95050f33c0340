import * as vscode from 'vscode';
import type { Attachments } from './chat/attachments.ts';
import type { Conversation } from './chat/conversation.ts';
import { blockAround } from './block.ts';
import { schemes } from './languageClient.ts';

/** How long the language's own extension may take to name the function around the cursor, in milliseconds. */
const patience = 400;

/** Explains the selection; without one, the function or block around the cursor, or else the whole document. */
export async function explainSelection(conversation: Conversation, attachments: Attachments): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !schemes.includes(editor.document.uri.scheme)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a file and select what Vigie is to explain.'));
    return;
  }
  const range = await subjectOf(editor);
  await vscode.commands.executeCommand('vigie.chat.focus');
  const attached = [await attachments.describe(editor.document.uri, range)];
  await conversation.send({ shown: vscode.l10n.t('Explain this.'), text: '', command: { name: 'explain' }, attached });
}

async function subjectOf({ document, selection }: vscode.TextEditor): Promise<vscode.Range | undefined> {
  if (!selection.isEmpty) return selection;
  const named = await functionAround(document, selection.active);
  if (named !== undefined) return named;
  const block = blockAround(document.getText().split(/\r\n|\n|\r/), selection.active.line);
  return block && new vscode.Range(block.first, 0, block.last, document.lineAt(block.last).text.length);
}

const functions = [vscode.SymbolKind.Function, vscode.SymbolKind.Method, vscode.SymbolKind.Constructor];

/** The innermost function around a position, where the language's extension knows one. */
async function functionAround(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.Range | undefined> {
  const asked = vscode.commands.executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience, undefined));
  let level = ((await Promise.race([asked, late])) ?? []).filter((symbol) => 'children' in symbol);
  let found: vscode.Range | undefined;
  for (;;) {
    const around = level.find(({ range }) => range.contains(at));
    if (around === undefined) return found;
    if (functions.includes(around.kind)) found = around.range;
    level = around.children;
  }
}
