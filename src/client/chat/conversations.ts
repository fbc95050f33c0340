import * as vscode from 'vscode';
import { errorWords } from '../errorWords.ts';
import type { Conversation } from './conversation.ts';
import { pathTo } from './store/branches.ts';
import { exported, type ExportFormat } from './store/export.ts';
import { Keeping, shownKey } from './store/keeping.ts';
import type { Entry } from './store/search.ts';
import { StoreError, type ConversationStore, type Listing } from './store/store.ts';
import { tidyTitle } from './store/title.ts';

/** How long after a change a conversation is kept, in milliseconds. */
const rest = 200;

/** How long while an answer streams in, which is not written piece by piece. */
const streamingRest = 2000;

/** What the conversations are kept with. */
export interface ConversationsParts {
  readonly conversation: Conversation;
  readonly store: ConversationStore;
  /** Of the workspace on this machine; it is not synced. */
  readonly memento: vscode.Memento;
}

/** The conversations of the workspace: keeps the one that is shown, and lets the person go from one to another. */
export class Conversations implements vscode.Disposable {
  readonly #parts: ConversationsParts;
  readonly #listening: readonly { dispose(): unknown }[];
  readonly #left = new vscode.EventEmitter<void>();
  #timer: NodeJS.Timeout | undefined;
  #kept: Promise<void> = Promise.resolve();
  readonly #keeping: Keeping;

  /** Fires when another conversation takes the place of the one that is shown. */
  readonly onDidLeave = this.#left.event;

  /** Fulfilled once the conversation of the last session is shown, if there was one. */
  readonly restored: Promise<void>;

  constructor(parts: ConversationsParts) {
    this.#parts = parts;
    this.#keeping = new Keeping(parts.memento, (message) => void vscode.window.showWarningMessage(message));
    this.#listening = [
      this.#left,
      parts.conversation.onDidChange(() => {
        this.#keepSoon();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.#leaveDeleted();
      }),
    ];
    this.restored = this.#restore();
  }

  /** Whoever comes back to this window may have deleted in another one what is shown here. */
  async #leaveDeleted(): Promise<void> {
    const { conversation, store } = this.#parts;
    const { id, title } = conversation.thread;
    const isDeleted = await store.isDeleted(id).catch(() => false);
    // What is asked in it meanwhile stays to be read; that it is not kept has been told.
    if (!isDeleted || id !== this.shown || this.#keeping.hasTold(id) || conversation.isAnswering) return;
    this.#keeping.isKnown(id);
    await conversation.clear();
    this.#left.fire();
    void vscode.window.showInformationMessage(vscode.l10n.t('The conversation “{0}” was deleted in another window.', title));
  }

  #keepSoon(): void {
    const { isAnswering } = this.#parts.conversation;
    if (isAnswering && this.#timer !== undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), isAnswering ? streamingRest : rest);
  }

  /** The id of the conversation that is shown. */
  get shown(): string {
    return this.#parts.conversation.thread.id;
  }

  /** Keeps what has changed, now. Does not throw: what goes wrong is told to the person. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#kept = this.#kept.then(() => this.#keep());
    return this.#kept;
  }

  #keep(): Promise<void> {
    const { conversation, store } = this.#parts;
    const { id, isEmpty } = conversation.thread;
    return this.#keeping.keep(isEmpty ? undefined : id, async () => {
      conversation.takeOver(await store.write(conversation.stored()));
    });
  }

  async #restore(): Promise<void> {
    const { conversation, store, memento } = this.#parts;
    const id = memento.get<string>(shownKey);
    if (id === undefined) return;
    try {
      const stored = await store.read(id);
      if (stored !== undefined && conversation.thread.isEmpty) await conversation.open(stored);
    } catch (error) {
      this.tell(error);
    }
  }

  /** Leaves the conversation that is shown and begins another. */
  async begin(): Promise<void> {
    await this.#leave();
    await this.#parts.conversation.clear();
    this.#left.fire();
  }

  /** Shows a conversation that was kept. */
  async open(id: string): Promise<void> {
    if (id === this.shown) return;
    try {
      const stored = await this.#parts.store.read(id);
      if (stored === undefined) {
        void vscode.window.showWarningMessage(vscode.l10n.t('This conversation is no longer there.'));
        return;
      }
      await this.#leave();
      await this.#parts.conversation.open(stored);
      this.#left.fire();
    } catch (error) {
      this.tell(error);
    }
  }

  async #leave(): Promise<void> {
    await this.restored;
    await this.#parts.conversation.stop();
    await this.flush();
  }

  /** Looks through all that are kept, and tells what cannot be read. */
  async list(): Promise<Listing['entries']> {
    await this.flush();
    const { entries, troubles } = await this.#parts.store.list();
    for (const trouble of troubles) this.tell(trouble);
    return entries;
  }

  /** Searches the texts of some of them, as `ConversationStore.search` does. */
  search(entries: readonly Entry[], query: string, signal: AbortSignal): ReturnType<ConversationStore['search']> {
    return this.#parts.store.search(entries, query, signal);
  }

  /** Asks for another title. @returns whether there is one */
  async rename(id = this.shown, title = this.#parts.conversation.thread.title): Promise<boolean> {
    if (id === this.shown && this.#parts.conversation.thread.isEmpty) return false;
    const written = await vscode.window.showInputBox({
      title: vscode.l10n.t('Rename Conversation'),
      prompt: vscode.l10n.t('The title is kept on this machine only.'),
      value: title,
    });
    const tidy = tidyTitle(written ?? '');
    if (tidy === '' || tidy === title) return false;
    if (id === this.shown) this.#parts.conversation.rename(tidy);
    else await this.#parts.store.rename(id, tidy, Date.now()).catch((error: unknown) => { this.tell(error); });
    return true;
  }

  /** Deletes a conversation for good, after asking. @returns whether it was */
  async remove(id = this.shown, title = this.#parts.conversation.thread.title): Promise<boolean> {
    if (id === this.shown && this.#parts.conversation.thread.isEmpty) return false;
    const really = vscode.l10n.t('Delete');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Delete the conversation “{0}”?', title),
      { modal: true, detail: vscode.l10n.t('It is deleted from this machine and cannot be brought back.') },
      really,
    );
    if (chosen !== really) return false;
    if (id === this.shown) await this.begin();
    await this.#parts.store.remove(id).catch((error: unknown) => { this.tell(error); });
    return true;
  }

  /** Shows a conversation as a document that has not been saved. @returns whether it was */
  async export(id = this.shown): Promise<boolean> {
    await this.flush();
    const { conversation, store } = this.#parts;
    const stored = id === this.shown ? conversation.stored() : await store.read(id).catch((error: unknown): undefined => { this.tell(error); });
    if (stored === undefined || stored.exchanges.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to export yet.'));
      return false;
    }
    const formats: (vscode.QuickPickItem & { format: ExportFormat })[] = [
      { format: 'markdown', label: 'Markdown', description: '.md' },
      { format: 'quarto', label: 'Quarto', description: '.qmd', detail: vscode.l10n.t('Its code is shown and not run.') },
    ];
    const chosen = await vscode.window.showQuickPick(formats, { title: vscode.l10n.t('Export Conversation') });
    if (chosen === undefined) return false;
    const content = exported({ ...stored, path: pathTo(stored.exchanges, stored.shown) }, chosen.format);
    const document = await vscode.workspace.openTextDocument({ language: chosen.format, content });
    await vscode.window.showTextDocument(document, { preview: false });
    return true;
  }

  /** Tells why a conversation could not be read, and where its file is. */
  tell(error: unknown): void {
    const show = vscode.l10n.t('Show File');
    const aside = error instanceof StoreError ? error.aside : undefined;
    const message = vscode.l10n.t('The conversations could not be read: {0}', errorWords(error));
    void vscode.window
      .showWarningMessage(error instanceof StoreError ? error.message : message, ...(aside === undefined ? [] : [show]))
      .then((chosen) => chosen === show && aside !== undefined && vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(aside)));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const each of this.#listening) each.dispose();
  }
}
