import * as vscode from 'vscode';
import { urisOf, type Attachment } from '../../protocol/attachment.ts';
import type { TextRange } from '../../protocol/origin.ts';
import type { AttachmentView } from '../../protocol/panel.ts';
import type { LabelResult } from '../../protocol/status.ts';
import { previewScheme, schemes } from '../languageClient.ts';
import type { Labels } from '../labels.ts';
import type { Server } from '../server.ts';

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

/**
 * What goes along with the next message without being asked for: the active editor's selection, or else its whole
 * document. The person may take it off; it comes back with another document.
 */
export class Attachments implements vscode.Disposable {
  readonly #server: Server;
  readonly #labels: Labels;
  readonly #shown = new Map<string, Attached>();
  readonly #changed = new vscode.EventEmitter<AttachmentView[]>();
  readonly #subscriptions: { dispose(): unknown }[];
  #timer: NodeJS.Timeout | undefined;
  /** The last editor that the person was in and that was no preview. */
  #behind: vscode.TextEditor | undefined;
  #detached: string | undefined;
  #round = 0;

  /** Fires with what the panel is to show. */
  readonly onDidChange = this.#changed.event;

  constructor(server: Server, labels: Labels) {
    this.#server = server;
    this.#labels = labels;
    this.#behind = vscode.window.activeTextEditor;
    const follow = (): void => {
      this.#follow(rest);
    };
    this.#subscriptions = [
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined && editor.document.uri.scheme !== previewScheme) this.#behind = editor;
        if (editor !== undefined && editor.document.uri.toString() !== this.#detached) this.#detached = undefined;
        follow();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === this.#editor()) follow();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#editor()?.document) this.#follow(typingRest);
      }),
      labels.onDidChange(follow),
    ];
  }

  /** @returns what would go along with a message that is sent now. */
  async current(): Promise<Attached[]> {
    const editor = this.#editor();
    if (editor === undefined || editor.document.isClosed || !schemes.includes(editor.document.uri.scheme)) return [];
    if (editor.document.uri.toString() === this.#detached) return [];
    const { selection, document } = editor;
    return [await this.describe(document.uri, selection.isEmpty ? undefined : selection)];
  }

  /** @returns an attachment with its label as the server sees it now; the strictest where the server cannot be asked. */
  async describe(uri: vscode.Uri, range?: vscode.Range): Promise<Attached> {
    const asked = await this.#labels.of(uri);
    // Where no destination is set yet, there is none that could refuse it.
    const unset = this.#server.status?.destination.origin === '';
    const place = range === undefined ? '' : `:${lines(range)}`;
    const attachment = { uri: uri.toString(), ...(range !== undefined && { range: textRange(range) }) };
    const attached: Attached = {
      attachment,
      view: {
        id: JSON.stringify(attachment),
        name: `${nameOf(uri)}${place}`,
        label: asked?.label ?? 'secret',
        fate: unset ? 'sent' : fateOf(asked),
      },
    };
    this.#remember(attached);
    return attached;
  }

  /** @returns the attachments whose chips have these ids. One that was never shown is left out: it stays here. */
  ofChips(ids: readonly string[]): Attached[] {
    return ids.flatMap((id) => this.#shown.get(id) ?? []);
  }

  /** Takes an attachment off for as long as its document is the active one. */
  detach(id: string): void {
    const attached = this.#shown.get(id);
    this.#detached = attached && urisOf(attached.attachment)[0];
    void this.refresh();
  }

  /** Who looks at what would be sent means to send it, so with a preview what stands behind it stays attached. */
  #editor(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
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

function fateOf(asked: LabelResult | undefined): AttachmentView['fate'] {
  if (asked?.maySend !== true) return 'refused';
  return asked.redacted ? 'redacted' : 'sent';
}

/** What a person calls a document: its path in the workspace, and the cell where it is a notebook's. */
export function nameOf(uri: vscode.Uri): string {
  if (uri.scheme === 'output') return vscode.l10n.t('Output');
  if (uri.scheme === 'search-editor') return vscode.l10n.t('Search results');
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().find(({ document }) => document.uri.toString() === uri.toString());
    if (cell !== undefined) {
      return vscode.l10n.t('{0}, cell {1}', vscode.workspace.asRelativePath(notebook.uri), cell.index + 1);
    }
  }
  return vscode.workspace.asRelativePath(uri);
}

/** The lines of a range as people count them; an end at the start of a line is the end of the line before. */
function lines({ start, end }: vscode.Range): string {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return last === start.line ? String(start.line + 1) : `${start.line + 1}-${last + 1}`;
}

function textRange({ start, end }: vscode.Range): TextRange {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
