import { InlineCompletionTriggerKind, type Connection, type InlineCompletionItem } from 'vscode-languageserver/node';
import type { Settings } from '../../protocol/settings.ts';
import type { GhostText } from '../completion/engine.ts';
import { isWanted } from '../completion/wanted.ts';
import type { OpenDocuments } from '../documents.ts';
import type { Workspace } from '../policy/workspace.ts';
import { signalOf } from './abort.ts';
import type { TypedKeys } from './typedKeys.ts';

/** What ghost text is answered from. */
interface GhostTextWorld {
  readonly ghostText: GhostText;
  readonly documents: OpenDocuments;
  readonly workspace: Workspace;
  readonly typedKeys: TypedKeys;
  /** Where ghost text is wanted now. */
  readonly wanted: () => Settings['completion'];
}

/** Answers `textDocument/inlineCompletion`. */
export function registerGhostText(
  connection: Connection,
  { ghostText, documents, workspace, typedKeys, wanted }: GhostTextWorld,
): void {
  connection.languages.inlineCompletion.on(async ({ textDocument, position, context }, token): Promise<InlineCompletionItem[]> => {
    // Whatever was cached under former rules is forgotten before it could be answered.
    await workspace.now();
    const document = documents.get(textDocument.uri);
    if (document === undefined) return [];
    const { uri, languageId } = document;
    const offset = document.offsetAt(position);
    const invoked = context.triggerKind === InlineCompletionTriggerKind.Invoked;
    const snapshot = { uri, languageId, text: document.getText(), offset, position, invoked };
    if (!isWanted(snapshot, wanted())) return [];
    const suggestion = await ghostText.suggest(snapshot, signalOf(token));
    if (suggestion === undefined || token.isCancellationRequested) return [];
    const end = suggestion.replaceTo === undefined ? position : document.positionAt(suggestion.replaceTo);
    return [{ insertText: suggestion.text, range: { start: position, end } }];
  });
  documents.onDidChangeContent(({ document }) => {
    const { uri, languageId } = document;
    ghostText.changed(uri);
    const position = typedKeys.take(uri);
    if (position === undefined) return;
    const snapshot = { uri, languageId, text: document.getText(), offset: document.offsetAt(position), position };
    if (isWanted(snapshot, wanted())) ghostText.follow(snapshot);
  });
  documents.onDidClose(({ document }) => {
    ghostText.forget(document.uri);
  });
}
