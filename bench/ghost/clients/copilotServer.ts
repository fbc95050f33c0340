/**
 * A program of its own: Copilot's library behind LSP. Debounce, caches, requests ahead and what is cut off an answer are
 * the library's, with its shipped settings; the document's changes are handed on as an editor's are.
 */
import {
  CancellationToken,
  createConnection,
  Emitter,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  type InlineCompletionItem,
  type Range,
} from 'vscode-languageserver/node';
import { copilotHost } from './copilotHost.ts';
import { copilotLibrary, type CopilotDocument, type CopilotLibrary, type CopilotProvider, type WatchedDocument } from './copilotLibrary.ts';

/** A document, as completions are asked for in it and as the history of edits follows it. */
interface Opened {
  document: CopilotDocument;
  readonly watched: WatchedDocument;
}

const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
const documents = new Map<string, Opened>();
const changes = new Emitter<unknown>();
const openings = new Emitter<unknown>();
const turns = new Emitter<unknown>();
const never = new Emitter<unknown>();
let started: { library: CopilotLibrary; provider: CopilotProvider; workspace: InstanceType<CopilotLibrary['Workspace']>; root: { uri: string; name: string } };
/** The completion that was answered last. */
let answered: string | undefined;

connection.onInitialize(({ initializationOptions, workspaceFolders }) => {
  const { folder, oracle } = initializationOptions as { folder: string; oracle: string };
  const library = copilotLibrary(folder);
  const workspace = new library.Workspace();
  const [root = { uri: 'file:///', name: '' }] = workspaceFolders ?? [];
  const documentManager = {
    onDidChangeTextDocument: changes.event,
    onDidOpenTextDocument: openings.event,
    onDidCloseTextDocument: never.event,
    onDidFocusTextDocument: turns.event,
    onDidChangeWorkspaceFolders: never.event,
    getTextDocumentsUnsafe: () => [...documents.values()].map(({ document }) => document),
    findNotebook: () => undefined,
    getWorkspaceFolders: () => [root],
  };
  const provider = library.createInlineCompletionsProvider({ ...copilotHost(library, oracle), workspace, documentManager });
  started = { library, provider, workspace, root };
  return { capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, inlineCompletionProvider: {} } };
});

connection.onDidOpenTextDocument(({ textDocument }) => {
  const { library, workspace, root } = started;
  const { uri, languageId, version, text } = textDocument;
  const document = library.TextDocument.create(uri, languageId, version, text);
  const watched = workspace.addDocument({
    id: library.DocumentId.create(uri),
    initialValue: text,
    initialVersionId: version,
    languageId,
    workspaceRoot: library.Uri.parse(root.uri),
  });
  if (documents.size === 0) warmUp(document);
  documents.set(uri, { document, watched });
  openings.fire({ document: textDocument });
  turns.fire({ document: { uri } });
});

connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
  const opened = documents.get(textDocument.uri);
  if (opened === undefined) return;
  const { library } = started;
  const before = opened.document;
  const changed = contentChanges.flatMap((change) => ('range' in change ? [withOffsets(before, change.range, change.text)] : []));
  opened.document = library.TextDocument.withChanges(before, contentChanges, textDocument.version);
  opened.watched.setValue(new library.Text(opened.document.getText()), undefined, textDocument.version);
  changes.fire({ document: textDocument, contentChanges: changed });
});

/**
 * Has the library load its vocabularies, which takes seconds and which it does at its first request: a prompt is made
 * and not sent. Else a short run would tell of nothing else; the time to the first ghost text is measured for itself.
 */
function warmUp(document: CopilotDocument): void {
  const position = { line: 0, character: 0 };
  void started.provider.getInlineCompletions(document, position, CancellationToken.None, { promptOnly: true }).catch(() => undefined);
}

/** A change as the library hears of it. */
function withOffsets(document: CopilotDocument, range: Range, text: string): object {
  const rangeOffset = document.offsetAt(range.start);
  return { range, rangeOffset, rangeLength: document.offsetAt(range.end) - rangeOffset, text };
}

connection.languages.inlineCompletion.on(async ({ textDocument, position }, token): Promise<InlineCompletionItem[]> => {
  const opened = documents.get(textDocument.uri);
  if (opened === undefined) return [];
  const completions = await started.provider.getInlineCompletions(opened.document, position, token, { isCycling: false });
  if (completions === undefined || token.isCancellationRequested) return [];
  answered = completions[0]?.clientCompletionId;
  return completions.map(({ insertText, range }) => ({ insertText, range }));
});

/** The editor shows what was answered last: the library sends its request ahead. */
connection.onNotification('bench/shown', () => {
  if (answered !== undefined) void started.provider.inlineCompletionShown(answered).catch(() => undefined);
});

connection.listen();
