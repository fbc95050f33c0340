import * as vscode from 'vscode';
import { dayOf, merged, type Counts, type Days } from './counts.ts';
import { Report } from '../report.ts';
import { Ledger } from './ledger.ts';
import { reportOf } from './report.ts';

/** Where the counts lie in the extension's own storage of this machine, which no service synchronises. */
const storageKey = 'ghostTextStatistics';

/** How long counts are gathered before they are stored, in milliseconds. */
const storeAfter = 5000;

/** VS Code runs it when a person takes a suggestion to its end, with the document's URI. */
export const takenCommand = '_vigie.ghostTextTaken';

/** What becomes of ghost text: counted, kept on this machine, shown on the person's wish. */
export class Statistics implements vscode.Disposable {
  readonly #storage: vscode.Memento;
  readonly #report = new Report('vigie-statistics', vscode.l10n.t('Ghost text statistics'), () => reportOf(this.days));
  readonly #ledger = new Ledger((language, counts) => {
    this.#add(language, counts);
  });
  readonly #subscriptions: { dispose(): unknown }[];
  /** What is not stored yet. */
  #fresh: Days = {};
  #timer: NodeJS.Timeout | undefined;

  constructor(storage: vscode.Memento) {
    this.#storage = storage;
    this.#subscriptions = [
      this.#report,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        for (const { rangeOffset, rangeLength, text } of contentChanges) {
          if (rangeLength < text.length) this.#ledger.wrote(document.uri.toString(), rangeOffset, text, rangeLength);
        }
      }),
      vscode.commands.registerCommand(takenCommand, (uri: unknown) => {
        if (typeof uri === 'string') this.#ledger.taken(uri);
      }),
    ];
  }

  /** What was counted. */
  get days(): Days {
    return merged(this.#storage.get<Days>(storageKey, {}), this.#fresh, new Date());
  }

  /** A suggestion was given to the editor for an offset (UTF-16), where this language is written. */
  offered({ uri }: vscode.TextDocument, suggestion: { readonly language: string; readonly at: number; readonly text: string }): void {
    this.#ledger.offered({ uri: uri.toString(), ...suggestion });
  }

  /** Shows the counts, as rendered Markdown where the editor can render it. */
  async show(): Promise<void> {
    this.#report.changed();
    await this.#report.show();
  }

  /** Deletes the counts, once the person has confirmed it. */
  async reset(): Promise<void> {
    const confirm = vscode.l10n.t('Delete');
    const question = vscode.l10n.t('Delete the ghost text statistics of this machine?');
    if ((await vscode.window.showWarningMessage(question, { modal: true }, confirm)) !== confirm) return;
    await this.forget();
  }

  /** Deletes the counts. */
  async forget(): Promise<void> {
    this.#fresh = {};
    await this.#storage.update(storageKey, undefined);
    this.#report.changed();
  }

  /** Stores what was counted. Other windows count too, so what is stored is read anew. */
  async store(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { days } = this;
    if (Object.keys(this.#fresh).length === 0) return;
    this.#fresh = {};
    await this.#storage.update(storageKey, days);
  }

  dispose(): void {
    void this.store();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #add(language: string, counts: Counts): void {
    const today = new Date();
    this.#fresh = merged(this.#fresh, { [dayOf(today)]: { [language]: counts } }, today);
    this.#timer ??= setTimeout(() => void this.store(), storeAfter);
  }
}
