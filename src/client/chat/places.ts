import * as vscode from 'vscode';
import type { Place } from '../../protocol/verdict.ts';
import type { LinkResult } from '../../protocol/link.ts';
import { linkHost } from '../address.ts';
import { schemes, writtenSchemes } from '../languageClient.ts';
import { indentedFor } from './blocks/indent.ts';

/** Remembers the text editor that the person was last in, so that the panel can write where they were. */
export class LastEditor implements vscode.Disposable {
  #editor = vscode.window.activeTextEditor;
  readonly #subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    if (editor !== undefined && writtenSchemes.includes(editor.document.uri.scheme)) this.#editor = editor;
  });

  /** The editor that the person was last in, as long as it is on the screen. */
  get shown(): vscode.TextEditor | undefined {
    const editor = this.#editor;
    if (editor === undefined || editor.document.isClosed) return undefined;
    return vscode.window.visibleTextEditors.includes(editor) ? editor : undefined;
  }

  /**
   * Inserts code at the cursor, in the place of what is selected, as far to the right as the line there, and leaves the
   * cursor behind it. One step to undo. Says so plainly where there is no place to write.
   */
  async insert(code: string): Promise<void> {
    const editor = this.shown;
    if (editor === undefined) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('There is no open editor to insert into. Open the file, put the cursor where the code is to go, and try again.'),
      );
      return;
    }
    const { document, selection } = editor;
    const { start, end } = selection;
    const before = document.lineAt(start.line).text.slice(0, start.character);
    // Whole lines were selected: what follows stays on a line of its own.
    const wholeLines = end.character === 0 && end.line > start.line;
    const text = indentedFor(before, code) + (wholeLines ? '\n' : '');
    const written = await editor.edit((edit) => {
      edit.replace(selection, text);
    });
    if (!written) {
      void vscode.window.showWarningMessage(vscode.l10n.t('This document cannot be changed, so nothing was inserted.'));
      return;
    }
    const behind = endOf(text, start);
    editor.selection = new vscode.Selection(behind, behind);
    editor.revealRange(new vscode.Range(start, behind));
    if (document.uri.scheme !== 'vscode-notebook-cell') {
      await vscode.window.showTextDocument(document, editor.viewColumn);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

/** Where a text ends that was inserted at a position. */
function endOf(text: string, at: vscode.Position): vscode.Position {
  const lines = text.split(/\r\n|\n|\r/);
  const last = lines.at(-1)?.length ?? 0;
  return lines.length === 1 ? at.translate(0, last) : new vscode.Position(at.line + lines.length - 1, last);
}

/**
 * Opens a link of an answer in the browser, once the person has seen where it leads. `https` only.
 * @param ask the server, whether the link holds what must not leave
 */
export async function openLink(url: string, ask: () => Promise<LinkResult>): Promise<void> {
  const host = linkHost(url);
  if (host === undefined) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Vigie opens https links only.'));
    return;
  }
  const { mayOpen, message } = await ask();
  if (!mayOpen) {
    void vscode.window.showWarningMessage(message ?? vscode.l10n.t('This link was not opened.'));
    return;
  }
  const open = vscode.l10n.t('Open');
  const question = vscode.l10n.t('Open a page of {0}?', host);
  const detail = vscode.l10n.t('The link was written by a language model: {0}', url);
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, open);
  if (chosen === open) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

/** Where in a document something is; lines and columns count from 1. */
export type Where = Pick<Place, 'line' | 'column' | 'endLine' | 'endColumn'>;

/** Where Vigie has led the person. */
export interface Led {
  readonly document: vscode.TextDocument;
  readonly selection: vscode.Range;
}

const leading = new vscode.EventEmitter<Promise<Led | undefined>>();

/** Fires when Vigie sets out to lead the person to a place in a document, with what comes of it: nothing where it cannot be shown. */
export const onLeading = leading.event;

/** Opens the document that a finding names, with what was found selected, as far as its place is known. */
export async function openPlace(uri: string, where: Where = {}): Promise<void> {
  const parsed = vscode.Uri.parse(uri);
  if (!schemes.includes(parsed.scheme)) return;
  const shown = show(parsed, selectionOf(where));
  leading.fire(shown.catch(() => undefined));
  try {
    await shown;
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', vscode.workspace.asRelativePath(parsed)));
  }
}

async function show(uri: vscode.Uri, wished: vscode.Range): Promise<Led> {
  const { document } = await vscode.window.showTextDocument(uri, { selection: wished });
  return { document, selection: document.validateRange(wished) };
}

function selectionOf({ line = 1, column = 1, endLine = line, endColumn = column }: Where): vscode.Range {
  return new vscode.Range(line - 1, column - 1, Math.max(line, endLine) - 1, endColumn - 1);
}
