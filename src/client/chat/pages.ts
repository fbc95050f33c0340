import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ToPanel } from '../../protocol/panel.ts';
import { pageHtml } from './page.ts';

/** The type of the tab that shows the chat in the editor. */
export const chatTab = 'vigie.chatEditor';

/** What shows a page: the view in the side bar, or a tab of the editor. */
export type Host = vscode.WebviewView | vscode.WebviewPanel;

type Receive = (message: unknown, reply: (answer: ToPanel) => void) => unknown;

/** What a page may load: its own script and style, and what these bring. */
const folders = ['dist', 'media'];

/** The pages that show the chat at the moment. All of them show the same conversation. */
export class Pages {
  readonly #extensionUri: vscode.Uri;
  readonly #receive: Receive;
  readonly #shown = new Map<vscode.Webview, Host>();
  #last: vscode.Webview | undefined;

  /** @param receive called with each message of a page, before it is checked, and with what tells that page alone */
  constructor(extensionUri: vscode.Uri, receive: Receive) {
    this.#extensionUri = extensionUri;
    this.#receive = receive;
  }

  /** Fills a host with the page, for as long as it is there. */
  show(host: Host): void {
    const { webview } = host;
    const resource = (...path: string[]): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#extensionUri, ...path)).toString();
    webview.options = {
      enableScripts: true,
      localResourceRoots: folders.map((folder) => vscode.Uri.joinPath(this.#extensionUri, folder)),
    };
    const listening = webview.onDidReceiveMessage((message: unknown) => {
      this.#last = webview;
      this.#receive(message, (answer) => void webview.postMessage(answer));
    });
    host.onDidDispose(() => {
      listening.dispose();
      this.#shown.delete(webview);
      if (this.#last === webview) this.#last = undefined;
    });
    this.#shown.set(webview, host);
    this.#last = webview;
    webview.html = pageHtml({
      language: vscode.env.language,
      title: vscode.l10n.t('Vigie Chat'),
      cspSource: webview.cspSource,
      scriptUri: resource('dist', 'webview.js'),
      styleUri: resource('media', 'panel.css'),
      nonce: randomBytes(16).toString('base64'),
    });
  }

  /** Tells all pages. */
  post(message: ToPanel): void {
    for (const webview of this.#shown.keys()) void webview.postMessage(message);
  }

  /** Tells the page that the person was in last. @returns whether there is one */
  postToLast(message: ToPanel): boolean {
    const webview = this.#last ?? [...this.#shown.keys()].at(-1);
    void webview?.postMessage(message);
    return webview !== undefined;
  }

  /** Puts the keyboard into the page that the person was in last. @returns whether that is on the screen */
  focusLast(): boolean {
    const host = this.#last && this.#shown.get(this.#last);
    if (host?.visible !== true) return false;
    if ('viewColumn' in host) host.reveal();
    else host.show();
    return true;
  }

  /** Shows the title of the conversation as the name of the view or the tab. */
  entitle(title: string): void {
    for (const host of this.#shown.values()) {
      const unnamed = 'viewColumn' in host ? vscode.l10n.t('Vigie Chat') : vscode.l10n.t('Chat');
      host.title = title === '' ? unnamed : title;
    }
  }
}
