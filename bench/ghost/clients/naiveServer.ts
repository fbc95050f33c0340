/**
 * A program of its own: the client that anybody writes first. Every request goes out at once with the whole prefix and
 * is answered when the model has written all; the next key aborts it; nothing is kept.
 */
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  TextDocumentSyncKind,
  type InlineCompletionItem,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
const documents = new TextDocuments(TextDocument);
let url = '';
let running = new AbortController();

connection.onInitialize(({ initializationOptions }) => {
  ({ url } = initializationOptions as { url: string });
  return { capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, inlineCompletionProvider: {} } };
});

documents.onDidChangeContent(() => {
  running.abort();
});

connection.languages.inlineCompletion.on(async ({ textDocument, position }): Promise<InlineCompletionItem[]> => {
  const document = documents.get(textDocument.uri);
  if (document === undefined) return [];
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const prompt = document.getText().slice(0, document.offsetAt(position));
  try {
    const body = JSON.stringify({ model: 'model', prompt, stream: false });
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal });
    const { choices } = (await answer.json()) as { choices: { text: string }[] };
    const insertText = choices[0]?.text ?? '';
    return insertText === '' ? [] : [{ insertText, range: { start: position, end: position } }];
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  }
});

documents.listen(connection);
connection.listen();
