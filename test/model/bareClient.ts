import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { root } from '../../scripts/host/folders.mjs';

/** How long the server may take to end after `exit`, in milliseconds. */
const endLimit = 5000;

/** The smallest client of `dist/server.js --stdio`: LSP's messages and nothing of an editor. */
export class BareClient {
  readonly connection: MessageConnection;
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | null>;

  private constructor(connection: MessageConnection, process: ChildProcess) {
    this.connection = connection;
    this.#process = process;
    this.#ended = new Promise((resolve) => process.once('exit', resolve));
  }

  /** Starts the server and initialises it. `folder` is the workspace's, `storagePath` where traces go. */
  static async start(options: { folder: string; storagePath: string; settings: object }): Promise<BareClient> {
    const { folder, storagePath, settings } = options;
    const server = spawn(process.execPath, [join(root, 'dist', 'server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    connection.listen();
    const client = new BareClient(connection, server);
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uriOf(folder),
      workspaceFolders: [{ uri: uriOf(folder), name: 'workspace' }],
      capabilities: { textDocument: { inlineCompletion: {} } },
      initializationOptions: { settings, storagePath },
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  /** Tells the server of an open document. */
  async open(uri: string, languageId: string, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Ends the server as LSP has it. @returns its exit code; null where it had to be killed. */
  async end(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const patience = setTimeout(() => this.#process.kill('SIGKILL'), endLimit);
    const code = await this.#ended;
    clearTimeout(patience);
    this.connection.dispose();
    return code;
  }
}

/** @returns the `file` URI of a path. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
