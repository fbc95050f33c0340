import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CreateFile, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { LspClient } from '../support/lspClient.ts';

/** The editor's side of documents: what is open, and edits that the server makes, be they of open files or of others. */
export class Editing {
  readonly #client: LspClient;
  readonly #open = new Map<string, TextDocument>();
  /** Every edit that the server asked for, in order. */
  readonly applied: WorkspaceEdit[] = [];

  constructor(client: LspClient) {
    this.#client = client;
    client.connection.onRequest('workspace/applyEdit', async ({ edit }: { edit: WorkspaceEdit }) => {
      this.applied.push(edit);
      return { applied: await this.apply(edit) };
    });
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    this.#open.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.#client.open(uri, languageId, text);
  }

  async type(uri: string, text: string): Promise<void> {
    const { languageId, version } = this.#document(uri);
    this.#open.set(uri, TextDocument.create(uri, languageId, version + 1, text));
    await this.#client.change(uri, version + 1, text);
  }

  text(uri: string): string {
    return this.#open.get(uri)?.getText() ?? readFileSync(fileURLToPath(uri), 'utf8');
  }

  /** @returns whether it was applied: an edit for another version is not. */
  async apply({ documentChanges = [] }: WorkspaceEdit): Promise<boolean> {
    for (const change of documentChanges as (CreateFile | TextDocumentEdit)[]) {
      if ('kind' in change) {
        if (!existsSync(fileURLToPath(change.uri))) writeFileSync(fileURLToPath(change.uri), '');
        continue;
      }
      const { uri, version } = change.textDocument;
      const open = this.#open.get(uri);
      if (version !== null && open?.version !== version) return false;
      const edits = change.edits.filter((each) => 'newText' in each);
      const text = TextDocument.applyEdits(open ?? TextDocument.create(uri, '', 0, this.text(uri)), edits);
      if (open === undefined) writeFileSync(fileURLToPath(uri), text);
      else await this.type(uri, text);
    }
    return true;
  }

  #document(uri: string): TextDocument {
    const document = this.#open.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open.`);
    return document;
  }
}
