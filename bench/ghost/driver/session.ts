import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import type { Contender, Position } from '../clients/contender.ts';

/** A document as it stands when the session begins. */
export interface OpenDocument {
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
}

/** How long a program may take to end after `exit`, in milliseconds. */
const endLimit = 3000;

/** A running client, spoken to as an editor does. */
export class Session {
  readonly connection: MessageConnection;
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #versions = new Map<string, number>();

  private constructor(child: ChildProcess & { stdin: NodeJS.WritableStream; stdout: NodeJS.ReadableStream }, folder: string) {
    this.#process = child;
    this.#folder = folder;
    this.connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    this.connection.onRequest((method, params) => answerTo(method, params));
    this.connection.onNotification(() => undefined);
    this.connection.listen();
  }

  /**
   * Starts a client in a home of its own, with a workspace that holds the documents.
   * @param oracle the model's address
   * @param temporary an empty folder
   */
  static async start(contender: Contender, oracle: string, temporary: string, documents: readonly OpenDocument[]): Promise<Session> {
    const [home, folder] = ['home', 'study'].map((name) => join(temporary, name)) as [string, string];
    for (const path of [home, folder]) mkdirSync(path, { recursive: true });
    for (const { name, text } of documents) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { command, args, env, initializationOptions, capabilities } = contender.launch(oracle, home);
    const child = spawn(command, args, { env: { ...environment(home), ...env }, cwd: folder, stdio: ['pipe', 'pipe', process.env['GHOST_STDERR'] === undefined ? 'ignore' : 'inherit'] });
    const session = new Session(child, folder);
    const died = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => {
        reject(new Error(`${contender.name} has ended with ${code} before it was asked anything.`));
      });
    });
    const ready = session.connection.sendRequest('initialize', {
      processId: process.pid,
      clientInfo: { name: 'Visual Studio Code', version: '1.105.0' },
      locale: 'en',
      rootUri: pathToFileURL(folder).href,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'study' }],
      capabilities,
      initializationOptions,
    });
    // It ends some day in any case.
    died.catch(() => undefined);
    await Promise.race([ready, died]);
    await session.connection.sendNotification('initialized', {});
    return session;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  uriOf(name: string): string {
    return pathToFileURL(join(this.#folder, name)).href;
  }

  async open({ name, languageId, text }: OpenDocument): Promise<void> {
    const uri = this.uriOf(name);
    this.#versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Puts a text in the place of a range, as a key does. */
  async change(uri: string, start: Position, end: Position, text: string): Promise<void> {
    const version = (this.#versions.get(uri) ?? 1) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end }, text }],
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    if (this.#process.exitCode !== null) return;
    const patience = setTimeout(() => this.#process.kill('SIGKILL'), endLimit);
    await Promise.race([this.#bye(), ended]);
    await ended;
    clearTimeout(patience);
    this.connection.dispose();
  }

  async #bye(): Promise<void> {
    try {
      await this.connection.sendRequest('shutdown');
      await this.connection.sendNotification('exit');
    } catch {
      // It has gone already, or does not know how; the patience above ends it.
    }
  }
}

/** Nothing of the machine's own settings, caches or proxies is found. */
function environment(home: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  const xdg = { XDG_CONFIG_HOME: '.config', XDG_STATE_HOME: '.local/state', XDG_CACHE_HOME: '.cache', XDG_DATA_HOME: '.local/share' };
  const folders = Object.entries(xdg).map(([name, path]) => [name, join(home, path)]);
  return { PATH, HOME: home, USERPROFILE: home, ...Object.fromEntries(folders) as Record<string, string> };
}

/** Editors answer each item of a configuration request; null is for what they do not have. */
function answerTo(method: string, params: unknown): unknown {
  if (method !== 'workspace/configuration') return null;
  return ((params as { items?: unknown[] }).items ?? []).map(() => null);
}
