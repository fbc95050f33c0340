import * as vscode from 'vscode';
import { fromPanelSchema, type FromPanel, type PanelRemedy, type ToPanel } from '../../protocol/panel.ts';
import {
  openSettings,
  originOfBackend,
  otherBackend,
  useBackend,
  type Backend,
} from '../settings.ts';
import type { Keys } from '../keys.ts';
import type { PreviewDocuments } from '../preview/documents.ts';
import { nextQuestion } from '../preview/subjects.ts';
import type { Server } from '../server.ts';
import type { Attachments } from './attachments.ts';
import type { Adding } from './attachments/add.ts';
import type { Finder } from './attachments/find.ts';
import type { BlockActions } from './blocks/actions.ts';
import type { KnownCommands } from '../commands/known.ts';
import { readSlash } from '../commands/slash.ts';
import type { Conversation, Message } from './conversation.ts';
import { showConversations } from './conversationList.ts';
import type { Conversations } from './conversations.ts';
import { destinationNow } from './destination.ts';
import type { ModelChoices } from './modelChoices.ts';
import type { ModelPicker } from './modelPicker.ts';
import { chatTab, Pages } from './pages.ts';
import { openLink, openPlace, type LastEditor } from './places.ts';

/** What the panel speaks with. */
export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly server: Server;
  readonly keys: Keys;
  readonly conversation: Conversation;
  readonly conversations: Conversations;
  readonly models: ModelChoices;
  readonly modelPicker: ModelPicker;
  readonly attachments: Attachments;
  readonly adding: Adding;
  readonly finder: Finder;
  readonly lastEditor: LastEditor;
  readonly blocks: BlockActions;
  readonly commands: KnownCommands;
  readonly previews: PreviewDocuments;
}

/** The chat: shows the page and carries messages between it and the rooms that answer them. */
export class ChatPanel implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer, vscode.Disposable {
  static readonly view = 'vigie.chat';
  readonly #parts: PanelParts;
  readonly #subscriptions: { dispose(): unknown }[];
  readonly #pages: Pages;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    this.#pages = new Pages(parts.extensionUri, (message, reply) => {
      this.#receive(message, reply);
    });
    this.#subscriptions = [
      parts.conversation.onDidPost((message) => {
        this.#post(message);
        if (message.type === 'opened' || message.type === 'titled') this.#pages.entitle(message.title);
        if (message.type === 'cleared') this.#pages.entitle('');
        if (message.type === 'opened' || message.type === 'cleared') parts.models.conversationChanged();
      }),
      parts.conversations.onDidLeave(() => {
        parts.attachments.begin();
      }),
      parts.models.onDidChange(() => {
        this.#post(this.#destination());
      }),
      parts.commands.onDidChange((commands) => {
        this.#post({ type: 'commands', commands });
      }),
      parts.attachments.onDidChange((attachments) => {
        this.#post({ type: 'attachments', attachments });
      }),
      parts.server.onDidChange(() => {
        this.#post(this.#destination());
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#post({ type: 'mayRun', mayRun: true });
      }),
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#show(view);
  }

  deserializeWebviewPanel(tab: vscode.WebviewPanel): Promise<void> {
    this.#show(tab);
    return Promise.resolve();
  }

  /** Shows the chat in a tab of the editor, beside what is open. */
  openTab(): void {
    const tab = vscode.window.createWebviewPanel(chatTab, vscode.l10n.t('Vigie Chat'), vscode.ViewColumn.Beside, {
      enableScripts: true,
      retainContextWhenHidden: true,
    });
    this.#show(tab);
  }

  #show(host: vscode.WebviewView | vscode.WebviewPanel): void {
    this.#parts.server.wake();
    this.#pages.show(host);
    this.#pages.entitle(this.#parts.conversation.thread.title);
  }

  /** Takes a message from a page. One that the contract does not know is dropped. */
  #receive(received: unknown, reply: (answer: ToPanel) => void): void {
    const message = fromPanelSchema.safeParse(received);
    if (message.success) void this.#answer(message.data, reply);
  }

  async #answer(message: FromPanel, reply: (answer: ToPanel) => void): Promise<void> {
    const { conversation, conversations, attachments, lastEditor } = this.#parts;
    switch (message.type) {
      case 'ready':
        reply(this.#destination());
        reply({ type: 'mayRun', mayRun: vscode.workspace.isTrusted });
        reply({ type: 'commands', commands: this.#parts.commands.current });
        await conversations.restored;
        reply(conversation.replay());
        return attachments.refresh();
      case 'send': {
        const question = this.#question(message);
        const putBack = attachments.sent(message.attachments);
        const { outcome } = await conversation.send(question);
        if (outcome !== 'answered') putBack();
        return;
      }
      case 'preview':
        return this.#previewNext(this.#question(message));
      case 'previewTurn':
        return this.#previewTurn(message.id);
      case 'focus':
        await vscode.commands.executeCommand('setContext', 'vigie.chatFocused', message.focused);
        return;
      case 'stop':
        return conversation.stop();
      case 'edit':
        return conversation.edit(message.id, this.#worded(message.text));
      case 'askAgain':
        return conversation.askAgain(message.id);
      case 'branch':
        return conversation.showBranch(message.id, message.to);
      case 'continue':
        return conversation.goOn(message.id);
      case 'pickModel':
        return this.pickModel();
      case 'showConversations':
        return this.showConversations();
      case 'detach':
        attachments.detach(message.id);
        return;
      case 'takeColumns':
        attachments.takeColumns(message.id);
        return;
      case 'findAttachments':
        return this.#find(message.query);
      case 'attach':
        return this.#parts.adding.addFound(message.id);
      case 'attachDropped':
        return this.#parts.adding.addDropped(message.uris);
      case 'addContext':
        return this.#parts.adding.choose();
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
      case 'insert':
        return lastEditor.insert(message.text);
      case 'block':
        if (await this.#parts.blocks.act(message)) this.back();
        return;
      case 'openLink':
        await openLink(message.url, () => conversation.mayOpen(message.url));
        this.back();
        return;
      case 'openPlace':
        return openPlace(message.uri, message);
      case 'remedy':
        return this.#remedy(message.remedy);
    }
  }

  /** Puts the keyboard into the field for the question, in the page where the person was last, or else in the view. */
  async focus(): Promise<void> {
    if (!this.#pages.focusLast()) await vscode.commands.executeCommand(`${ChatPanel.view}.focus`);
    this.#pages.postToLast({ type: 'toQuestion' });
  }

  /**
   * Puts the keyboard back into the chat where that is on the screen: when one of its own lists or questions has been
   * answered or given up, VS Code would leave it in the editor.
   */
  back(): void {
    this.#pages.focusLast();
  }

  async pickModel(): Promise<void> {
    if (await this.#parts.modelPicker.pick()) this.back();
  }

  showConversations(): Promise<void> {
    return showConversations(this.#parts.conversations, () => {
      this.back();
    });
  }

  /** Shows what the next question would send, as it stands in the page; without a page, an empty one. */
  showNext(): Promise<void> | undefined {
    const asked = this.#pages.postToLast({ type: 'askPreview' });
    return asked ? undefined : this.#previewNext({ shown: '', text: '', attached: [] });
  }

  #question({ text, attachments: chips }: Extract<FromPanel, { type: 'send' | 'preview' }>): Message {
    return { ...this.#worded(text), attached: this.#parts.attachments.ofChips(chips) };
  }

  #worded(typed: string): Omit<Message, 'attached'> {
    return { shown: typed, ...readSlash(typed, this.#parts.commands.current) };
  }

  async #find(query: string): Promise<void> {
    this.#post({ type: 'attachmentMatches', query, matches: await this.#parts.finder.find(query) });
  }

  #previewNext(message: Message): Promise<void> {
    const { conversation, previews } = this.#parts;
    return previews.show(nextQuestion('next', vscode.l10n.t('The next question in the chat'), conversation.asked(message)));
  }

  async #previewTurn(id: string): Promise<void> {
    const { conversation, previews } = this.#parts;
    const asked = conversation.askedAgain(id);
    if (asked === undefined) return;
    const title = vscode.l10n.t('The question as it would be sent if it were asked again now');
    await previews.show(nextQuestion(id, title, asked));
  }

  /** What went along with a question that is let through at last no longer waits for the next one. */
  async #retry(redact: boolean): Promise<void> {
    const { conversation, attachments } = this.#parts;
    const { refused } = conversation;
    const last = conversation.thread.path.at(-1);
    // What was answered stays as a branch: the button may stand by a trouble that came later, of ghost text for one.
    if (last?.result?.outcome === 'answered') return conversation.askAgain(last.id);
    await conversation.retry({ redact });
    if (refused === undefined || conversation.refused !== undefined) return;
    attachments.sent(refused.message.attached.map(({ view }) => view.id));
  }

  async #remedy(remedy: PanelRemedy): Promise<void> {
    const { keys } = this.#parts;
    const { backend } = this.#destination().destination;
    switch (remedy) {
      case 'setKey':
        return this.#askForKey(backend);
      case 'openSettings':
        return openSettings();
      case 'retry':
        return this.#retry(false);
      case 'redact':
        return this.#retry(true);
      case 'whyBlocked':
        await vscode.commands.executeCommand('vigie.whyBlocked', 'chat');
        return;
      case 'switchBackend':
        return this.#parts.models.service === undefined ? useBackend(otherBackend(backend)) : this.#parts.models.leave();
      case 'useMistral':
        await this.#parts.models.leave();
        await useBackend('mistral');
        if (!(await keys.has('mistral'))) await this.#askForKey('mistral');
        return;
      case 'trust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        return;
    }
  }

  /** Without an address there is no box to type a key into. */
  async #askForKey(backend: Backend): Promise<void> {
    await this.#parts.keys.ask(backend);
    if (originOfBackend(backend) !== undefined) this.back();
  }

  #destination(): Extract<ToPanel, { type: 'destination' }> {
    return destinationNow(this.#parts.server, this.#parts.models);
  }

  #post(message: ToPanel): void {
    this.#pages.post(message);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
