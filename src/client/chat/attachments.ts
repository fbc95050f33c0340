import * as vscode from 'vscode';
import { urisOf, type Attachment, type AttachmentFate } from '../../protocol/attachment.ts';
import type { AttachmentView } from '../../protocol/panel.ts';
import type { LabelResult } from '../../protocol/status.ts';
import { previewScheme, schemes } from '../languageClient.ts';
import type { Labels } from '../labels.ts';
import type { Server } from '../server.ts';
import { columnsOf, delimited, editorRange, textRange, type Chosen } from './attachments/chosen.ts';
import { DataColumns } from './attachments/dataColumns.ts';
import { Following, type Spot } from './attachments/following.ts';
import type { ModelChoices } from './modelChoices.ts';
import { lines, nameOf } from './names.ts';
import { chatTab } from './pages.ts';
import { onLeading, type Led } from './places.ts';

/** An attachment as the server takes it, and as the panel shows it. */
export interface Attached {
  readonly attachment: Attachment;
  readonly view: AttachmentView;
}

/** How many chips that were shown are remembered; a page shows one at a time. */
const remembered = 50;

/** How long the editor must rest before the chip follows it, in milliseconds. */
const rest = 150;

/** How long the person must rest from typing before the chip follows what they wrote, in milliseconds. */
const typingRest = 500;

/** How many things a person may add to one message; the server reads all of them for each look. */
const addedAtMost = 20;

/** What the person added, with what would become of it as far as that is known. */
interface Added extends Chosen {
  readonly id: string;
  fate: Promise<AttachmentFate | undefined> | undefined;
}

/**
 * What goes along with the next message: what the person added to it, and what of the editor follows them. The person
 * may take each off; what follows comes back with another document.
 */
export class Attachments implements vscode.Disposable {
  readonly #server: Server;
  readonly #labels: Labels;
  readonly #choices: Pick<ModelChoices, 'current' | 'onDidChange'>;
  readonly #shown = new Map<string, Attached>();
  #added: readonly Added[] = [];
  #count = 0;
  readonly #changed = new vscode.EventEmitter<AttachmentView[]>();
  readonly #subscriptions: { dispose(): unknown }[];
  #timer: NodeJS.Timeout | undefined;
  /** The last editor that the person was in and that was no preview. */
  #behind: vscode.TextEditor | undefined;
  readonly #following = new Following();
  readonly #columns: DataColumns;
  #round = 0;

  /** Fires with what the panel is to show. */
  readonly onDidChange = this.#changed.event;

  /** @param choices says where the next message goes */
  constructor(server: Server, labels: Labels, choices: Pick<ModelChoices, 'current' | 'onDidChange'>) {
    this.#choices = choices;
    this.#server = server;
    this.#columns = new DataColumns(server);
    this.#labels = labels;
    this.#behind = vscode.window.activeTextEditor;
    const follow = (): void => {
      this.#follow(rest);
    };
    this.#subscriptions = [
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined && editor.document.uri.scheme !== previewScheme) {
          this.#behind = editor;
          this.#following.entered(editor.document.uri.toString());
        }
        follow();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === this.#editor()) follow();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        const isAdded = this.#forgetFates(document.uri.toString());
        this.#following.changed(document.uri.toString());
        if (isAdded || document === this.#editor()?.document) this.#follow(typingRest);
      }),
      onLeading((led) => void this.#lead(led)),
      ...[labels.onDidChange, choices.onDidChange].map((onDidChange) =>
        onDidChange(() => {
          this.#forgetFates();
          follow();
        }),
      ),
    ];
  }

  /** @returns what would go along with a message that is sent now. */
  async current(): Promise<Attached[]> {
    const added = await Promise.all(this.#added.map((each) => this.#addedNow(each)));
    const own = await this.#ofEditor();
    const isAdded = own !== undefined && this.#added.some(({ attachment }) => JSON.stringify(attachment) === own.view.id);
    return own === undefined || isAdded ? added : [own, ...added];
  }

  async #ofEditor(): Promise<Attached | undefined> {
    const followed = this.#following.now(this.#spot());
    if (followed === undefined) return undefined;
    return this.describe(vscode.Uri.parse(followed.uri), followed.range && editorRange(followed.range));
  }

  #spot(): Spot | undefined {
    const editor = this.#editor();
    if (editor === undefined || editor.document.isClosed || !schemes.includes(editor.document.uri.scheme)) return undefined;
    return spotOf(editor.document, editor.selection);
  }

  /** Where Vigie leads is not what the person works at. */
  async #lead(led: Promise<Led | undefined>): Promise<void> {
    const arrived = this.#following.lead(this.#spot());
    const there = await led;
    arrived(there && spotOf(there.document, there.selection));
    this.#follow(rest);
  }

  /** Another conversation is shown: what was gathered for the one before stays with that. */
  begin(): void {
    this.#added = [];
    this.#following.begin();
    void this.refresh();
  }

  async #addedNow(added: Added): Promise<Attached> {
    const { id, attachment, kind, name } = added;
    added.fate ??= this.#server.attachments([attachment], this.#choices.current.service).then(
      ([fate]) => fate,
      () => undefined,
    );
    const fate = await added.fate;
    const trouble = fate?.trouble;
    const may = trouble === undefined && this.#unset ? 'sent' : fateOf(fate);
    const columns = trouble === undefined && may === 'refused' && (await this.#columns.mayGo(attachment, this.#choices.current.service));
    const told = { ...(fate?.withheld && { withheld: fate.withheld }), ...(trouble !== undefined && { trouble }), ...(columns && { columns }) };
    const view = { id, kind, name, label: fate?.label ?? 'secret', fate: may, ...told };
    const attached: Attached = { attachment, view };
    this.#remember(attached);
    return attached;
  }

  /** Adds what a person chose to the next message; what is there already stays as it is. */
  add(...chosen: readonly Chosen[]): void {
    for (const each of chosen) {
      if (this.#added.some(({ attachment }) => JSON.stringify(attachment) === JSON.stringify(each.attachment))) continue;
      this.#count += 1;
      this.#added = [...this.#added, { ...each, id: `added-${this.#count}`, fate: undefined }].slice(-addedAtMost);
    }
    void this.refresh();
  }

  /** @returns what a command brings along, with what would become of it now. */
  async describeChosen(chosen: Chosen): Promise<Attached> {
    this.#count += 1;
    return this.#addedNow({ ...chosen, id: `added-${this.#count}`, fate: undefined });
  }

  /**
   * The message has been sent: what was added to it is no longer added to the next one.
   * @returns what puts it back, for a message that was not let through: the person will want to mend it.
   */
  sent(ids: readonly string[]): () => void {
    const gone = this.#added.filter(({ id }) => ids.includes(id));
    if (gone.length === 0) return () => undefined;
    this.#added = this.#added.filter((each) => !gone.includes(each));
    void this.refresh();
    return () => {
      this.#added = [...gone, ...this.#added].slice(-addedAtMost);
      void this.refresh();
    };
  }

  /** Where no destination is set yet, there is none that could refuse anything. */
  get #unset(): boolean {
    return this.#choices.current.service === undefined && this.#server.status?.destination.origin === '';
  }

  /** What is known of fates is out of date: of all, or of what is of one document. Tells whether there was any such. */
  #forgetFates(uri?: string): boolean {
    this.#columns.forget(uri);
    const of = this.#added.filter(({ attachment }) => uri === undefined || urisOf(attachment).includes(uri));
    for (const each of of) each.fate = undefined;
    return of.length > 0;
  }

  /** @returns an attachment with its label as the server sees it now; the strictest where the server cannot be asked. */
  async describe(uri: vscode.Uri, range?: vscode.Range): Promise<Attached> {
    const asked = await this.#labels.of(uri, this.#choices.current.service);
    const place = range === undefined ? '' : `:${lines(range)}`;
    const attachment = { uri: uri.toString(), ...(range !== undefined && { range: textRange(range) }) };
    const fate = this.#unset ? 'sent' : fateOf(asked);
    const columns = fate === 'refused' && (await this.#columns.mayGo(attachment, this.#choices.current.service));
    const attached: Attached = {
      attachment,
      view: {
        id: JSON.stringify(attachment),
        kind: range === undefined ? 'file' : 'selection',
        name: `${nameOf(uri)}${place}`,
        label: asked?.label ?? 'secret',
        fate,
        ...(columns && { columns }),
      },
    };
    this.#remember(attached);
    return attached;
  }

  /** @returns the attachments whose chips have these ids. One that was never shown is left out: it stays here. */
  ofChips(ids: readonly string[]): Attached[] {
    return ids.flatMap((id) => this.#shown.get(id) ?? []);
  }

  /** Takes an attachment off; one that nobody added, for as long as its document is the active one. */
  detach(id: string): void {
    if (this.#added.some((each) => each.id === id)) {
      this.sent([id]);
      return;
    }
    const attached = this.#shown.get(id);
    this.#following.detach(attached && urisOf(attached.attachment)[0]);
    void this.refresh();
  }

  /** Puts the columns of a data file in the place of the file, whose values may not go, or need not. */
  takeColumns(id: string): void {
    const [uri] = this.ofChips([id]).flatMap(({ attachment }) => urisOf(attachment));
    if (uri === undefined || !delimited.test(vscode.Uri.parse(uri).path)) return;
    this.detach(id);
    this.add(columnsOf(vscode.Uri.parse(uri)));
  }

  /** Whether the destination is known to refuse a document as it is. */
  async refuses(uri: vscode.Uri): Promise<boolean> {
    if (this.#unset) return false;
    return (await this.#labels.of(uri, this.#choices.current.service))?.maySend === false;
  }

  /**
   * Who looks at what would be sent means to send it, so with a preview what stands behind it stays attached, and with
   * the chat in a tab what is seen beside it.
   */
  #editor(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active === undefined && this.#behind !== undefined && isInChatTab()) {
      return vscode.window.visibleTextEditors.includes(this.#behind) ? this.#behind : undefined;
    }
    return active?.document.uri.scheme === previewScheme ? this.#behind : active;
  }

  #remember(attached: Attached): void {
    const { id } = attached.view;
    this.#shown.delete(id);
    this.#shown.set(id, attached);
    const [oldest] = this.#shown.keys();
    if (oldest !== undefined && this.#shown.size > remembered) this.#shown.delete(oldest);
  }

  /** Tells the panel at once what is attached now. */
  async refresh(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const attached = await this.current();
    if (round === this.#round) this.#changed.fire(attached.map(({ view }) => view));
  }

  #follow(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), delay);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function spotOf({ uri }: vscode.TextDocument, selection: vscode.Range): Spot {
  return { uri: uri.toString(), range: textRange(selection) };
}

function fateOf(asked: Pick<LabelResult, 'maySend' | 'redacted'> | undefined): AttachmentView['fate'] {
  if (asked?.maySend !== true) return 'refused';
  return asked.redacted ? 'redacted' : 'sent';
}

/** Whether the active tab is the chat. VS Code puts words of its own before the type of a tab. */
function isInChatTab(): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(chatTab);
}
