import { InlineCompletionTriggerKind, type Connection, type InlineCompletionItem } from 'vscode-languageserver/node';
import type { GhostText } from '../completion/engine.ts';
import type { OpenDocuments } from '../documents.ts';
import { signalOf } from './abort.ts';

/** Answers `textDocument/inlineCompletion`; `enabled` says whether ghost text is wanted now. */
export function registerGhostText(
  connection: Connection,
  ghostText: GhostText,
  documents: OpenDocuments,
  enabled: () => boolean,
): void {
  connection.languages.inlineCompletion.on(async ({ textDocument, position, context }, token): Promise<InlineCompletionItem[]> => {
    const document = documents.get(textDocument.uri);
    if (document === undefined || !enabled()) return [];
    const { uri, languageId } = document;
    const offset = document.offsetAt(position);
    const invoked = context.triggerKind === InlineCompletionTriggerKind.Invoked;
    const snapshot = { uri, languageId, text: document.getText(), offset, position, invoked };
    const suggestion = await ghostText.suggest(snapshot, signalOf(token));
    if (suggestion === undefined || token.isCancellationRequested) return [];
    const end = suggestion.replaceTo === undefined ? position : document.positionAt(suggestion.replaceTo);
    return [{ insertText: suggestion.text, range: { start: position, end } }];
  });
  documents.onDidClose(({ document }) => {
    ghostText.forget(document.uri);
  });
}
