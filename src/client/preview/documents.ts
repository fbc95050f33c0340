import * as vscode from 'vscode';
import type { PreviewParams, PreviewResult } from '../../protocol/preview.ts';
import { previewScheme } from '../languageClient.ts';
import type { Server } from '../server.ts';
import { cursorCuts } from './cursor.ts';
import { PreviewMarks } from './marks.ts';
import { previewText, type PreviewText } from './text.ts';

/** The language of previews: their colours, and lines that wrap. */
const previewLanguage = 'vigie-preview';

/** How long the person must rest from typing before a preview follows what they wrote, in milliseconds. */
const rest = 500;

/** What a preview shows. It is asked for anew whenever the preview is refreshed. */
export interface Subject {
  /** Tells previews apart; a subject that was shown before is shown in the same tab. */
  readonly id: string;
  /** The tab's title. */
  readonly tab: string;
  /** The document that it is made from; when that changes, so does the preview. */
  readonly source?: vscode.Uri;
  /** A first line for the person, and what to ask the server. */
  readonly ask: () => { readonly title: string; readonly params: PreviewParams };
}

/** Shows what would be sent, in read-only documents. */
export class PreviewDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #server: Server;
  readonly #subjects = new Map<string, Subject>();
  readonly #texts = new Map<string, PreviewText>();
  /** The previews that show a refusal. */
  readonly #refused = new Set<string>();
  readonly #judged = new vscode.EventEmitter<void>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #marks = new PreviewMarks((uri) => this.#texts.get(uri.toString())?.marks);
  readonly #subscriptions: { dispose(): unknown }[];
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChange = this.#changed.event;
  /** Fires when `refuses` may say something else. */
  readonly onDidJudge = this.#judged.event;

  constructor(server: Server) {
    this.#server = server;
    const follow = (changed?: vscode.Uri): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#refreshVisible(changed);
      }, rest);
    };
    this.#subscriptions = [
      this.#changed,
      this.#judged,
      this.#marks,
      vscode.workspace.registerTextDocumentContentProvider(previewScheme, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== previewScheme) follow(document.uri);
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) if (input instanceof vscode.TabInputText) this.#forget(input.uri);
      }),
      server.onDidChangeLabels(() => {
        follow();
      }),
    ];
  }

  /** Opens a preview beside what it is of, or brings the open one up to date. */
  async show(subject: Subject): Promise<void> {
    const uri = vscode.Uri.from({ scheme: previewScheme, path: `/${subject.tab.replaceAll('/', '∕')}`, query: subject.id });
    const known = this.#subjects.has(uri.toString());
    this.#subjects.set(uri.toString(), subject);
    if (known) this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, previewLanguage);
    await vscode.window.showTextDocument(document, { viewColumn: columnOfPreviews(), preview: true });
  }

  /** Asks again for the preview that the person is in. @returns whether they are in one. */
  refresh(): boolean {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (uri?.scheme !== previewScheme) return false;
    this.#changed.fire(uri);
    return true;
  }

  /** Whether a document is a preview of what would not be sent. */
  refuses(uri: vscode.Uri): boolean {
    return this.#refused.has(uri.toString());
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const subject = this.#subjects.get(uri.toString());
    if (subject === undefined) return vscode.l10n.t('This preview belongs to an earlier session. Close it and ask for a new one.');
    const { title, params } = subject.ask();
    const result = await this.#server.preview(params).catch((): PreviewResult => {
      return { verdict: 'none', message: vscode.l10n.t('Vigie’s server does not run, so nothing can be sent. Start it with “Vigie: Restart Server”, then refresh.') };
    });
    const preview = previewText(title, result, result.verdict === 'refuse' && (await this.#cursorCuts(params)));
    this.#texts.set(uri.toString(), preview);
    if (result.verdict === 'refuse') this.#refused.add(uri.toString());
    else this.#refused.delete(uri.toString());
    this.#judged.fire();
    return preview.text;
  }

  async #cursorCuts(params: PreviewParams): Promise<boolean> {
    if (params.kind !== 'completion') return false;
    const label = await this.#server.label(vscode.Uri.parse(params.uri)).catch(() => undefined);
    return label !== undefined && cursorCuts(label, params.position);
  }

  /** @param source Leaves out previews that are made from another document. */
  #refreshVisible(source?: vscode.Uri): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      const subject = this.#subjects.get(document.uri.toString());
      if (subject === undefined) continue;
      if (source === undefined || subject.source?.toString() === source.toString()) this.#changed.fire(document.uri);
    }
  }

  /** Forgets a preview whose last tab is closed. */
  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    if (tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key)) return;
    this.#subjects.delete(key);
    this.#texts.delete(key);
    this.#refused.delete(key);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** Where a preview already is, so that looking again opens no further column. */
function columnOfPreviews(): vscode.ViewColumn {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === previewScheme),
  );
  return group?.viewColumn ?? vscode.ViewColumn.Beside;
}
