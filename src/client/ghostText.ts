import * as vscode from 'vscode';
import type { Offers } from './offers.ts';
import type { Server } from './server.ts';

/**
 * Asks for ghost text again once there is someone to ask. VS Code asks once for each version of a document, so a key
 * that was pressed while the server was starting, while ghost text was off or before another back end was chosen would
 * stay without an answer. It asks only in a document that has changed since: opening a file sends nothing.
 */
export class MissedGhostText implements vscode.Disposable {
  readonly #server: Server;
  readonly #offers: Offers;
  readonly #typedIn = new WeakSet<vscode.TextDocument>();
  readonly #subscriptions: { dispose(): unknown }[];
  #source: string | undefined;

  constructor(server: Server, offers: Offers) {
    this.#server = server;
    this.#offers = offers;
    const follow = (): void => {
      this.#follow();
    };
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#typedIn.add(document);
      }),
      vscode.workspace.onDidChangeConfiguration(follow),
      server.onDidChange(follow),
    ];
  }

  #follow(): void {
    const source = this.#sourceNow();
    if (source === this.#source) return;
    this.#source = source;
    const document = vscode.window.activeTextEditor?.document;
    if (source === undefined || document === undefined || !this.#typedIn.has(document)) return;
    void this.#offers.askOnBehalf();
  }

  /** Who writes ghost text now; undefined where nobody does. A back end whose last request failed is still the one. */
  #sourceNow(): string | undefined {
    const { state, status } = this.#server;
    if (state !== 'running' || status === undefined || status.state === 'unconfigured') return undefined;
    if (!vscode.workspace.getConfiguration('vigie').get<boolean>('completion.enabled', true)) return undefined;
    return `${status.destination.backend} ${status.destination.origin}`;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
