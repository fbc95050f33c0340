import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  commandsChangedNotification,
  keysNotification,
  labelsChangedNotification,
  statusNotification,
  trustNotification,
  networkNotification,
} from '../protocol/messages.ts';
import type { InitializationOptions } from '../protocol/settings.ts';
import type { Status } from '../protocol/status.ts';
import { Crashes } from './crashes.ts';
import { errorWords } from './errorWords.ts';
import type { Keys } from './keys.ts';
import type { NetworkSettings } from './network.ts';
import { createClient, type VigieClient } from './languageClient.ts';
import type { Offers } from './offers.ts';
import { ServerRequests } from './serverRequests.ts';
import { readSettings } from './settings.ts';
import { takenCommand } from './statistics/statistics.ts';

/** What the server's client is made with. */
export interface ServerWiring {
  readonly context: vscode.ExtensionContext;
  readonly keys: Keys;
  readonly network: NetworkSettings;
  readonly log: vscode.LogOutputChannel;
  readonly offers: Offers;
}

/**
 * `asleep`: nothing has asked for it yet. `stopped`: it was asked to stop, or crashed too often, and only the person can
 * start it again.
 */
export type ServerState = 'asleep' | 'starting' | 'running' | 'stopped';

/** The language server: started in the background once something asks for it, restarted when it crashes, asked through here. */
export class Server extends ServerRequests implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #keys: Keys;
  readonly #network: NetworkSettings;
  readonly #log: vscode.LogOutputChannel;
  readonly #offers: Offers;
  readonly #crashes = new Crashes();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #labelsChanged = new vscode.EventEmitter<void>();
  readonly #commandsChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: { dispose(): unknown }[];
  #client: VigieClient | undefined;
  #started: Promise<void> = Promise.resolve();
  #state: ServerState = 'asleep';
  #status: Status | undefined;
  /** Counts starts and stops, so that a start that was overtaken by a stop ends there. */
  #attempt = 0;

  /** Fires when the state or the status has changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires when labels that were told before may be others now. */
  readonly onDidChangeLabels = this.#labelsChanged.event;
  /** Fires when there may be other commands than before; a server that has just started tells so too. */
  readonly onDidChangeCommands = this.#commandsChanged.event;

  constructor({ context, keys, network, log, offers }: ServerWiring) {
    super();
    this.#context = context;
    this.#keys = keys;
    this.#network = network;
    this.#log = log;
    this.#offers = offers;
    this.#subscriptions = [
      this.#changed,
      this.#labelsChanged,
      this.#commandsChanged,
      keys.onDidChange(() => void this.#sendKeys()),
      network.onDidChange(() => void this.#sendNetwork()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        void this.#client?.sendNotification(trustNotification, { trusted: true }).catch(() => undefined);
        this.#changed.fire();
      }),
    ];
  }

  get state(): ServerState {
    return this.#state;
  }

  /** What the server said last of what stands behind the features; undefined until it has spoken. */
  get status(): Status | undefined {
    return this.#status;
  }

  /** The process of the server that runs now. */
  get pid(): number | undefined {
    return this.#client?.serverProcess?.pid;
  }

  /** Starts the server if nothing has asked for it yet. */
  wake(): void {
    if (this.#state === 'asleep') void this.start();
  }

  /** Starts the server. Does not throw: a failure is counted as a crash and told to the person. */
  start(): Promise<void> {
    this.#started = this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#become('starting');
    const [keys, network] = await Promise.all([this.#keys.current(), this.#network.current()]);
    if (attempt !== this.#attempt) return;
    const client = createClient({
      serverPath: this.#context.asAbsolutePath('dist/server.js'),
      compiledPath: join(this.#context.globalStorageUri.fsPath, 'compiled'),
      debug: this.#context.extensionMode === vscode.ExtensionMode.Development,
      log: this.#log,
      offers: this.#offers,
      initializationOptions: () =>
        ({
          settings: readSettings(),
          keys,
          network,
          storagePath: this.#context.globalStorageUri.fsPath,
          trusted: vscode.workspace.isTrusted,
          takenCommand,
        }) satisfies InitializationOptions,
      onClosed: () => {
        this.#crashed(client);
      },
    });
    this.#client = client;
    client.onNotification(statusNotification, (status: Status) => {
      this.#status = status;
      this.#changed.fire();
    });
    client.onNotification(labelsChangedNotification, () => {
      this.#labelsChanged.fire();
    });
    client.onNotification(commandsChangedNotification, () => {
      this.#commandsChanged.fire();
    });
    try {
      await client.start();
      if (this.#client !== client) return;
      this.#become('running');
      this.#labelsChanged.fire();
    } catch {
      this.#crashed(client);
    }
  }

  /** Stops the server and starts it again, on the person's wish. */
  async restart(): Promise<void> {
    this.#crashes.forget();
    await this.stop();
    await this.start();
  }

  /** Asks the server to shut down, and waits for it. */
  async stop(): Promise<void> {
    this.#attempt += 1;
    const client = this.#client;
    this.#client = undefined;
    this.#status = undefined;
    this.#become('stopped');
    try {
      await client?.stop();
    } catch (error) {
      this.#log.warn(`The server did not shut down cleanly: ${errorWords(error)}`);
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  protected override async running(): Promise<VigieClient> {
    this.wake();
    await this.#started;
    if (this.#client === undefined || this.#state !== 'running') throw new Error('The server does not run.');
    return this.#client;
  }

  async #sendKeys(): Promise<void> {
    if (this.#state === 'asleep') return;
    try {
      const client = await this.running();
      await client.sendNotification(keysNotification, { keys: await this.#keys.current() });
    } catch {
      this.#log.info('The server does not run; it gets the keys when it starts.');
    }
  }

  async #sendNetwork(): Promise<void> {
    if (this.#state === 'asleep') return;
    try {
      const client = await this.running();
      await client.sendNotification(networkNotification, await this.#network.current());
    } catch {
      this.#log.info('The server does not run; it is told of the network when it starts.');
    }
  }

  /** A client reports its end through the connection and through a failed start; the first report counts. */
  #crashed(client: VigieClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#status = undefined;
    const answer = this.#crashes.note(Date.now());
    this.#log.error(`The server ended by itself; ${answer === 'giveUp' ? 'it is left stopped' : 'it is started again'}.`);
    if (answer === 'giveUp') {
      this.#become('stopped');
      void this.#offerRestart();
      return;
    }
    if (answer === 'restartAndSay') {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('Vigie’s server stopped unexpectedly and is being started again. An answer that was under way is lost.'),
      );
    }
    void this.start();
  }

  async #offerRestart(): Promise<void> {
    const restart = vscode.l10n.t('Restart');
    const showLog = vscode.l10n.t('Show Log');
    const chosen = await vscode.window.showErrorMessage(
      vscode.l10n.t('Vigie’s server keeps stopping, so it was not started again. Nothing is sent while it is stopped.'),
      restart,
      showLog,
    );
    if (chosen === restart) await this.restart();
    if (chosen === showLog) this.#log.show();
  }

  #become(state: ServerState): void {
    this.#state = state;
    this.#changed.fire();
  }
}
