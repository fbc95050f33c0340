import * as vscode from 'vscode';
import { ruleWords } from '../../protocol/ruleName.ts';
import type { Mark } from './text.ts';

/** Marks in previews what stands in for a redacted value, and says on hovering which rule found it and why. */
export class PreviewMarks implements vscode.Disposable {
  readonly #marksOf: (uri: vscode.Uri) => readonly Mark[] | undefined;
  readonly #type = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('vigie.redactionBackground'),
    // A border, since in high contrast a background alone is not seen.
    border: '1px solid',
    borderColor: new vscode.ThemeColor('vigie.redactionBorder'),
    borderRadius: '3px',
    overviewRulerColor: new vscode.ThemeColor('vigie.redactionBorder'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  readonly #subscriptions: { dispose(): unknown }[];

  /** @param marksOf the marks of a document's text; undefined for a document that is no preview. */
  constructor(marksOf: (uri: vscode.Uri) => readonly Mark[] | undefined) {
    this.#marksOf = marksOf;
    const mark = (editors: readonly vscode.TextEditor[]): void => {
      for (const editor of editors) this.#mark(editor);
    };
    this.#subscriptions = [
      this.#type,
      vscode.window.onDidChangeVisibleTextEditors(mark),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        mark(vscode.window.visibleTextEditors.filter((editor) => editor.document === document));
      }),
    ];
  }

  #mark(editor: vscode.TextEditor): void {
    const marks = this.#marksOf(editor.document.uri);
    if (marks === undefined) return;
    const { document } = editor;
    editor.setDecorations(
      this.#type,
      marks.map(({ start, end, redaction: { rule, reason } }) => ({
        range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
        hoverMessage: new vscode.MarkdownString().appendText(
          vscode.l10n.t('Redacted by the rule “{0}”: {1} The value stays on this machine.', ruleWords(rule), reason),
        ),
      })),
    );
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
