import * as vscode from 'vscode';

/** A report of Vigie's in Markdown, as a document that no one can edit. */
export class Report implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider: vscode.Disposable;

  /**
   * @param scheme the document's own.
   * @param title what its tab is called.
   * @param text what it says now.
   */
  constructor(scheme: string, title: string, text: () => string) {
    this.#uri = vscode.Uri.from({ scheme, path: `/${title}.md` });
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: text,
    });
  }

  /** It says something else now. */
  changed(): void {
    this.#changed.fire(this.#uri);
  }

  /** Shows it as a page or, where Markdown's preview is switched off, as its text. */
  async show(): Promise<void> {
    try {
      await vscode.commands.executeCommand('markdown.showPreview', this.#uri);
    } catch {
      await vscode.window.showTextDocument(await this.open(), { preview: true });
    }
  }

  /** Opens it as a text, without showing it. */
  open(): Thenable<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(this.#uri);
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }
}
