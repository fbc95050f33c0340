import * as vscode from 'vscode';
import type { ServiceName } from '../protocol/models.ts';
import type { LabelResult } from '../protocol/status.ts';
import type { Server } from './server.ts';

interface Known {
  /** The document's version that was asked about; undefined for one that was not open. */
  readonly version: number | undefined;
  readonly asked: Promise<LabelResult | undefined>;
}

/**
 * Labels as the server sees them, asked once for each version of a document, whoever wants to show them. They are for
 * showing only: what may be sent is judged anew at every request.
 */
export class Labels implements vscode.Disposable {
  readonly #server: Server;
  readonly #known = new Map<string, Known>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: { dispose(): unknown }[];

  /** Fires when labels may be others than those that were told. */
  readonly onDidChange = this.#changed.event;

  constructor(server: Server) {
    this.#server = server;
    const forget = (): void => {
      this.#known.clear();
      this.#changed.fire();
    };
    this.#subscriptions = [
      this.#changed,
      server.onDidChange(forget),
      server.onDidChangeLabels(forget),
      vscode.workspace.onDidSaveTextDocument(forget),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        for (const key of this.#known.keys()) if (key.includes(uri.toString())) this.#known.delete(key);
      }),
    ];
  }

  /**
   * @param service where a question of the chat would go; left out: where the settings say that requests go
   * @returns a document's label; undefined where the server cannot be asked.
   */
  of(uri: vscode.Uri, service?: ServiceName): Promise<LabelResult | undefined> {
    const document = uri.toString();
    const key = service === undefined ? document : JSON.stringify([document, service]);
    const version = vscode.workspace.textDocuments.find((each) => each.uri.toString() === document)?.version;
    const known = this.#known.get(key);
    if (known !== undefined && version !== undefined && known.version === version) return known.asked;
    const asked = this.#server.label(uri, service).catch(() => {
      if (this.#known.get(key)?.asked === asked) this.#known.delete(key);
      return undefined;
    });
    if (version !== undefined) this.#known.set(key, { version, asked });
    return asked;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
