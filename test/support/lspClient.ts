import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  CancellationToken,
  createMessageConnection,
  ProgressType,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { ChatParams, ChatPartial, ChatProgress, ChatResult, ChatSent } from '../../src/protocol/chat.ts';
import { chatRequest } from '../../src/protocol/messages.ts';
import { until } from './until.ts';

const serverBundle = join(__dirname, '../../dist/server.js');

/** How long the server may take to end after `exit`, in milliseconds. */
const endLimit = 5000;

/** What ghost text answers, as far as the tests look at it. */
export interface GhostTextItem {
  readonly insertText: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** What a test tells at the start of a session. */
export interface SessionOptions {
  readonly settings?: unknown;
  readonly keys?: Record<string, string>;
  readonly storagePath?: string;
  readonly trusted?: boolean;
  readonly network?: unknown;
}

/** A connection to a server, and how to shut it down. */
export interface Wire {
  readonly connection: MessageConnection;
  /** @returns the exit code of its process; null where it had to be killed, or has none of its own. */
  readonly stop: () => Promise<number | null>;
}

/** Starts the server as it is shipped: `node dist/server.js --stdio`. */
function shipped(): Wire {
  const server = spawn(process.execPath, [serverBundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const stop = async () => {
    const patience = setTimeout(() => server.kill('SIGKILL'), endLimit);
    try {
      if (server.exitCode === null) {
        await connection.sendRequest('shutdown');
        await connection.sendNotification('exit');
      }
      return await ended;
    } finally {
      clearTimeout(patience);
      connection.dispose();
    }
  };
  return { connection, stop };
}

/** A bare LSP client. */
export class LspClient {
  readonly connection: MessageConnection;
  /** Every notification that came, in order. */
  readonly notifications: { readonly method: string; readonly params: unknown }[] = [];
  readonly #wire: Wire;
  #tokens = 0;

  private constructor(wire: Wire) {
    this.#wire = wire;
    this.connection = wire.connection;
    this.connection.onNotification((method, params) => void this.notifications.push({ method, params }));
    this.connection.onRequest(() => null);
    this.connection.listen();
  }

  /** Starts a server, by default the one that is shipped, and initializes it for one folder. */
  static async start(folderUri: string | undefined, options: SessionOptions, locale = 'en', wire = shipped()): Promise<LspClient> {
    const client = new LspClient(wire);
    await client.connection.sendRequest('initialize', {
      processId: process.pid,
      locale,
      rootUri: folderUri ?? null,
      workspaceFolders: folderUri === undefined ? null : [{ uri: folderUri, name: 'study' }],
      capabilities: {
        workspace: {
          workspaceFolders: true,
          applyEdit: true,
          workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
        },
        textDocument: { inlineCompletion: {} },
      },
      initializationOptions: options,
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces the whole text of an open document. */
  async change(uri: string, version: number, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  /** @param asked whether the person asks for it, rather than types */
  async ghostText(
    uri: string,
    position: Position,
    token = CancellationToken.None,
    asked = false,
  ): Promise<GhostTextItem[]> {
    const context = { triggerKind: asked ? 1 : 2 };
    return this.connection.sendRequest(
      'textDocument/inlineCompletion',
      { textDocument: { uri }, position, context },
      token,
    );
  }

  /** Asks in the chat; `onProgress` sees the answer as it comes, `onSent` the verdict before it. */
  async chat(
    params: Partial<ChatParams>,
    onProgress: (progress: ChatProgress) => void = () => undefined,
    token = CancellationToken.None,
    onSent: (sent: ChatSent) => void = () => undefined,
  ): Promise<ChatResult> {
    const partialResultToken = `chat-${++this.#tokens}`;
    const listening = this.connection.onProgress(new ProgressType<ChatPartial>(), partialResultToken, (partial) => {
      if (partial.kind === 'sent') onSent(partial);
      else onProgress(partial);
    });
    try {
      const full: ChatParams = { history: [], text: '', attachments: [], ...params, partialResultToken };
      return await this.connection.sendRequest(chatRequest, full, token);
    } finally {
      listening.dispose();
    }
  }

  /** The parameters of the first notification of this name that fits; waits for it. */
  notified<T>(method: string, fits: (params: T) => boolean = () => true): Promise<T> {
    return until(
      () => `${method} that fits, among ${JSON.stringify(this.notifications)}`,
      () =>
        this.notifications.find((each) => each.method === method && fits(each.params as T))?.params as T | undefined,
    );
  }

  /** Shuts the server down as LSP wants it. @returns its exit code; null where it had to be killed. */
  stop(): Promise<number | null> {
    return this.#wire.stop();
  }
}
