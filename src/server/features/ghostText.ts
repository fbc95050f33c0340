import { InlineCompletionTriggerKind, type Connection, type InlineCompletionItem } from 'vscode-languageserver/node';
import type { Settings } from '../../protocol/settings.ts';
import type { GhostText } from '../completion/engine.ts';
import { defaults } from '../completion/defaults.ts';
import type { Suggestion } from '../completion/show.ts';
import type { Snapshot } from '../completion/view.ts';
import type { Cancellation } from '../completion/waiting.ts';
import { isWanted } from '../completion/wanted.ts';
import type { OpenDocuments } from '../documents.ts';
import { namesOf } from '../openFiles.ts';
import type { Workspace } from '../policy/workspace.ts';
import { cancellationOf } from './abort.ts';
import { countedLanguage } from './countedLanguage.ts';
import type { TypedKeys } from './typedKeys.ts';

/** What ghost text is answered from. */
interface GhostTextWorld {
  readonly ghostText: GhostText;
  readonly documents: OpenDocuments;
  readonly workspace: Pick<Workspace, 'now'>;
  readonly typedKeys: TypedKeys;
  /** Where ghost text is wanted now. */
  readonly wanted: () => Settings['completion'];
  /** See `InitializationOptions`. */
  readonly takenCommand?: string | undefined;
}

/** Answers `textDocument/inlineCompletion`. */
export function registerGhostText(
  connection: Connection,
  { ghostText, documents, workspace, typedKeys, wanted, takenCommand }: GhostTextWorld,
): void {
  /** The last state for which there was something to show. */
  let offered = '';
  /** Who asks where a suggestion is shown already wants another; who asks for the first gets it as soon as it is there. */
  const othersThan = async (
    first: Suggestion,
    snapshot: Snapshot,
    { isSeen, signal }: { isSeen: boolean; signal: Cancellation },
  ): Promise<Suggestion[]> => {
    const alternatives = ghostText.alternatives(snapshot);
    if (isSeen) await alternatives.come(signal, defaults.variantsMs);
    return alternatives.besides(first);
  };
  connection.languages.inlineCompletion.on(async ({ textDocument, position, context }, token): Promise<InlineCompletionItem[]> => {
    const document = documents.get(textDocument.uri);
    if (document === undefined) return [];
    const { uri, languageId, version } = document;
    /** A position means another place, or none, in any other state of the document. It is one object while it is open. */
    const isOutdated = (): boolean => token.isCancellationRequested || documents.get(uri) !== document || document.version !== version;
    // Whatever was cached under former rules is forgotten before it could be answered.
    await workspace.now();
    if (isOutdated()) return [];
    const offset = document.offsetAt(position);
    const invoked = context.triggerKind === InlineCompletionTriggerKind.Invoked;
    const snapshot = { uri, languageId, text: document.getText(), offset, position, invoked };
    if (!isWanted(snapshot, wanted())) return [];
    const signal = cancellationOf(token);
    const suggestion = await ghostText.suggest(snapshot, signal);
    if (suggestion === undefined || isOutdated()) return [];
    const state = `${uri} ${version} ${offset}`;
    const others = invoked ? await othersThan(suggestion, snapshot, { isSeen: state === offered, signal }) : [];
    if (isOutdated()) return [];
    offered = state;
    const command = takenCommand === undefined ? {} : { command: { title: '', command: takenCommand, arguments: [uri, countedLanguage(snapshot)] } };
    return [suggestion, ...others].map(({ text, replaceTo = offset }) => ({
      insertText: text,
      // What is replaced is never more than the rest of the line.
      range: { start: position, end: { line: position.line, character: position.character + replaceTo - offset } },
      ...command,
    }));
  });
  const tellChanged = (uri: string): void => {
    for (const name of namesOf(uri)) ghostText.changed(name);
  };
  documents.onDidChangeContent(({ document }) => {
    const { uri, languageId } = document;
    tellChanged(uri);
    const position = typedKeys.take(uri);
    if (position === undefined) return;
    const snapshot = { uri, languageId, text: document.getText(), offset: document.offsetAt(position), position };
    if (isWanted(snapshot, wanted())) ghostText.follow(snapshot);
  });
  documents.onDidClose(({ document }) => {
    ghostText.forget(document.uri);
    // What was never saved is gone.
    tellChanged(document.uri);
  });
}
