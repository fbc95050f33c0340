import * as vscode from 'vscode';
import { blockAround } from '../block.ts';
import { inTime } from '../inTime.ts';
import type { Server } from '../server.ts';

/** How long the language's own extension may take to name the function around the cursor, in milliseconds. */
const patience = 400;

/**
 * What a command is about: the selection; without one, the function around the cursor as the language's extension or
 * Vigie's server knows it, or else the lines up to the next blank ones.
 * @returns undefined for the whole document
 */
export async function subjectOf(
  { document, selection }: Pick<vscode.TextEditor, 'document' | 'selection'>,
  server: Server,
): Promise<vscode.Range | undefined> {
  if (!selection.isEmpty) return selection;
  const at = selection.active;
  const named = (await functionAround(document, at)) ?? (await ownFunctionAround(document, at, server));
  if (named !== undefined) return named;
  const block = blockAround(document.getText().split(/\r\n|\n|\r/), at.line);
  return block && wholeLines(document, block);
}

const functions = [vscode.SymbolKind.Function, vscode.SymbolKind.Method, vscode.SymbolKind.Constructor];

/** The innermost function around a position, where the language's extension knows one. */
async function functionAround(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.Range | undefined> {
  const asked = vscode.commands.executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  let level = ((await inTime(asked, patience)) ?? []).filter((symbol) => 'children' in symbol);
  let found: vscode.Range | undefined;
  for (;;) {
    const around = level.find(({ range }) => range.contains(at));
    if (around === undefined) return found;
    if (functions.includes(around.kind)) found = around.range;
    level = around.children;
  }
}

async function ownFunctionAround(
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
  server: Server,
): Promise<vscode.Range | undefined> {
  const { lines } = await server.functionAround(document.uri, { line, character }).catch(() => ({ lines: undefined }));
  return lines && lines.last < document.lineCount ? wholeLines(document, lines) : undefined;
}

function wholeLines(document: vscode.TextDocument, { first, last }: { first: number; last: number }): vscode.Range {
  return new vscode.Range(first, 0, last, document.lineAt(last).text.length);
}
