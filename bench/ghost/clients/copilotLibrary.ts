import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CancellationToken, Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';

/*
 * What the adapter uses of Copilot's library, `@vscode/chat-lib`, which is no dependency of the project and has no types
 * here. Besides its main entry these are the classes of its own that the provider wants to be given objects of.
 */

/** A document as the library sees it; every change makes another. */
export interface CopilotDocument {
  readonly uri: string;
  readonly version: number;
  getText(range?: Range): string;
  offsetAt(position: Position): number;
}

/** One text that it proposes. */
export interface CopilotCompletion {
  readonly clientCompletionId: string;
  readonly insertText: string;
  readonly range: Range;
}

export interface CopilotProvider {
  getInlineCompletions(document: CopilotDocument, position: Position, token: CancellationToken, options: object): Promise<CopilotCompletion[] | undefined>;
  /** Sends the request ahead, as if the text were accepted. */
  inlineCompletionShown(completionId: string): Promise<void>;
}

/** What a document changed into, as its history of recent edits follows it. */
export interface WatchedDocument {
  setValue(value: object, transaction: undefined, version: number): void;
}

export interface CopilotLibrary {
  readonly createInlineCompletionsProvider: (options: object) => CopilotProvider;
  readonly TextDocument: {
    create(uri: string, languageId: string, version: number, text: string): CopilotDocument;
    withChanges(document: CopilotDocument, changes: readonly TextDocumentContentChangeEvent[], version: number): CopilotDocument;
  };
  readonly Workspace: new () => { addDocument(options: object): WatchedDocument };
  readonly DocumentId: { create(uri: string): object };
  readonly Text: new (text: string) => object;
  readonly Uri: { parse(uri: string): object };
  readonly Token: new (info: object) => object;
  readonly Response: new (
    status: number,
    statusText: string,
    headers: Headers,
    body: ReadableStream<Uint8Array> | null,
    fetcher: string,
    report: () => void,
    id: string,
    host: string,
  ) => object;
}

/** Loads the library. @param folder that of its package */
export function copilotLibrary(folder: string): CopilotLibrary {
  const load = createRequire(join(folder, 'package.json'));
  const named = (module: string, name: string): never => (load(`./dist/src/${module}.js`) as Record<string, unknown>)[name] as never;
  const completions = '_internal/extension/completions-core/vscode-node/lib/src';
  return {
    createInlineCompletionsProvider: named('main', 'createInlineCompletionsProvider'),
    TextDocument: named(`${completions}/textDocument`, 'CopilotTextDocument'),
    Workspace: named('_internal/platform/inlineEdits/common/observableWorkspace', 'MutableObservableWorkspace'),
    DocumentId: named('_internal/platform/inlineEdits/common/dataTypes/documentId', 'DocumentId'),
    Text: named('_internal/util/vs/editor/common/core/text/abstractText', 'StringText'),
    Uri: named('_internal/util/vs/base/common/uri', 'URI'),
    Token: named('_internal/platform/authentication/common/copilotToken', 'CopilotToken'),
    Response: named('_internal/platform/networking/common/fetcherService', 'Response'),
  };
}
