import type { Connection } from 'vscode-languageserver/node';

type Handler = (...values: unknown[]) => unknown;

/** A connection whose other end is the test: what is registered at it is called directly, without a wire. */
export class DirectConnection {
  readonly #handlers = new Map<string, Handler>();
  readonly connection = {
    onDidOpenTextDocument: this.#on('open'),
    onDidChangeTextDocument: this.#on('change'),
    onDidCloseTextDocument: this.#on('close'),
    onWillSaveTextDocument: this.#on('willSave'),
    onWillSaveTextDocumentWaitUntil: this.#on('willSaveWaitUntil'),
    onDidSaveTextDocument: this.#on('save'),
    onDidChangeWatchedFiles: this.#on('watchedFiles'),
    languages: { inlineCompletion: { on: this.#on('inlineCompletion') } },
  } as unknown as Connection;

  open(uri: string, text: string, languageId = 'r'): void {
    this.call('open', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces the whole text of an open document. */
  change(uri: string, version: number, text: string): void {
    this.call('change', { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  close(uri: string): void {
    this.call('close', { textDocument: { uri } });
  }

  /** @throws Error where nobody listens */
  call(name: string, ...values: unknown[]): unknown {
    const handler = this.#handlers.get(name);
    if (handler === undefined) throw new Error(`Nobody listens to ${name}.`);
    return handler(...values);
  }

  #on(name: string): (handler: Handler) => { dispose: () => void } {
    return (handler) => {
      this.#handlers.set(name, handler);
      return { dispose: () => this.#handlers.delete(name) };
    };
  }
}
