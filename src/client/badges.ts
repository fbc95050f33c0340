import * as vscode from 'vscode';
import type { Label } from '../protocol/label.ts';
import type { Server } from './server.ts';

/** How long files that come into view are collected before their labels are asked for, in milliseconds. */
const collecting = 60;

/** The most files that one request asks about; the contract's bound. */
const batch = 1000;

/** The most labels that are kept; a person who has scrolled through more sees the first ones asked for again. */
const kept = 20_000;

/** What is told by itself that many labels may have changed is followed after this rest, in milliseconds. */
const rest = 250;

interface Waiting {
  readonly uri: vscode.Uri;
  readonly answer: (label: Label | undefined) => void;
}

/**
 * Shows in the explorer and on tabs which files are sensitive or secret. VS Code asks only for what is in view, so the
 * size of the folder does not matter.
 */
export class Badges implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #server: Server;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #labels = new Map<string, Promise<Label | undefined>>();
  readonly #subscriptions: { dispose(): unknown }[];
  #waiting: Waiting[] = [];
  #collector: NodeJS.Timeout | undefined;
  #follower: NodeJS.Timeout | undefined;

  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(server: Server) {
    this.#server = server;
    const follow = (): void => {
      clearTimeout(this.#follower);
      this.#follower = setTimeout(() => {
        this.#labels.clear();
        this.#changed.fire(undefined);
      }, rest);
    };
    this.#subscriptions = [
      this.#changed,
      server.onDidChangeLabels(follow),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('vigie.explorerBadges')) follow();
      }),
    ];
  }

  async provideFileDecoration(
    uri: vscode.Uri,
    token: vscode.CancellationToken,
  ): Promise<vscode.FileDecoration | undefined> {
    if (uri.scheme !== 'file' && uri.scheme !== 'vscode-remote') return undefined;
    if (!vscode.workspace.getConfiguration('vigie').get<boolean>('explorerBadges', true)) return undefined;
    const label = await this.#labelOf(uri);
    return token.isCancellationRequested ? undefined : decorationOf(label);
  }

  #labelOf(uri: vscode.Uri): Promise<Label | undefined> {
    const key = uri.toString();
    const known = this.#labels.get(key);
    if (known !== undefined) return known;
    const asked = new Promise<Label | undefined>((answer) => {
      this.#waiting.push({ uri, answer });
      this.#collector ??= setTimeout(() => void this.#ask(), collecting);
    });
    const [oldest] = this.#labels.keys();
    if (oldest !== undefined && this.#labels.size >= kept) this.#labels.delete(oldest);
    this.#labels.set(key, asked);
    return asked;
  }

  /** One request at a time, and what came into view last first: that is what the person looks at. */
  async #ask(): Promise<void> {
    while (this.#waiting.length > 0) {
      const asked = this.#waiting.splice(-batch);
      const labels = await this.#server.labels(asked.map(({ uri }) => uri)).catch(() => undefined);
      for (const [index, { uri, answer }] of asked.entries()) {
        // Without an answer there is nothing to show; the next look asks again.
        if (labels === undefined) this.#labels.delete(uri.toString());
        answer(labels?.[index]);
      }
    }
    this.#collector = undefined;
  }

  dispose(): void {
    clearTimeout(this.#collector);
    clearTimeout(this.#follower);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/**
 * A letter besides the colour, since some themes show none, and some people see none. The colours are Vigie's own
 * (`package.json`): VS Code's for warnings reads as olive green in light themes, beside the green icons of tables.
 */
function decorationOf(label: Label | undefined): vscode.FileDecoration | undefined {
  switch (label) {
    case 'sensitive':
      return new vscode.FileDecoration(
        'S',
        vscode.l10n.t('Sensitive for Vigie: sent only where that is cleared'),
        new vscode.ThemeColor('vigie.sensitiveForeground'),
      );
    case 'secret':
      return new vscode.FileDecoration(
        '!!',
        vscode.l10n.t('Secret for Vigie: never sent'),
        new vscode.ThemeColor('vigie.secretForeground'),
      );
    case 'public':
    case 'internal':
    case undefined:
      return undefined;
  }
}
