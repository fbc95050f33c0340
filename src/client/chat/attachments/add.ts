import * as vscode from 'vscode';
import type { AttachmentKind } from '../../../protocol/panel.ts';
import type { Attachments } from '../attachments.ts';
import { columnsOf, fileOrFolder, ofEditor, selectedInTerminal, type Choice } from './chosen.ts';
import type { Finder } from './find.ts';

/** Adds what a person chose by a menu, by dragging or from a list to the next message. */
export class Adding {
  readonly #attachments: Attachments;
  readonly #finder: Finder;

  constructor(attachments: Attachments, finder: Finder) {
    this.#attachments = attachments;
    this.#finder = finder;
  }

  /**
   * The command of the menus: what is selected in the explorer, the tab or the document that was clicked; without a
   * click, the active editor's selection or document.
   * @param clicked what VS Code gives a command of a menu: a URI, and in the explorer all that are selected
   */
  async addClicked(clicked?: unknown, others?: unknown): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const uris = Array.isArray(others) ? others.filter((each) => each instanceof vscode.Uri) : [];
    if (clicked instanceof vscode.Uri) {
      const inEditor = others === undefined && editor?.document.uri.toString() === clicked.toString();
      return this.#add(inEditor ? [ofEditor(editor)] : await Promise.all((uris.length > 0 ? uris : [clicked]).map(fileOrFolder)));
    }
    if (editor === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open what Vigie is to see, or click it in the explorer.'));
      return;
    }
    return this.#add([ofEditor(editor)]);
  }

  /** Names and types of the columns of the data files that were clicked. */
  async addColumns(clicked?: unknown, others?: unknown): Promise<void> {
    const uris = Array.isArray(others) && others.length > 0 ? others : [clicked ?? vscode.window.activeTextEditor?.document.uri];
    return this.#add(uris.filter((each) => each instanceof vscode.Uri).map(columnsOf));
  }

  async addTerminalSelection(): Promise<void> {
    return this.#add([await selectedInTerminal()]);
  }

  /** What was found behind `#`. Nothing happens where it is no longer offered. */
  async addFound(id: string): Promise<void> {
    const chosen = await this.#finder.choose(id);
    if (chosen !== undefined) this.#addChosen([chosen]);
  }

  /** What was dropped onto the page: URIs as a drag carries them. One that is none is left out. */
  async addDropped(texts: readonly string[]): Promise<void> {
    const uris = texts.map(uriOf).filter((uri) => uri !== undefined);
    this.#addChosen(await Promise.all(uris.map(fileOrFolder)));
  }

  /** Lets the person choose from a list of VS Code's. */
  async choose(): Promise<void> {
    const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { id: string }>();
    pick.title = vscode.l10n.t('Add Context to the Question');
    pick.placeholder = vscode.l10n.t('Files, folders, columns of data, functions, problems, changes, terminal');
    pick.matchOnDescription = true;
    let latest = 0;
    const list = async (): Promise<void> => {
      const round = ++latest;
      pick.busy = true;
      const found = await this.#finder.find(pick.value.trim());
      if (round !== latest) return;
      pick.busy = false;
      pick.items = found.map(({ id, kind, name, detail }) => ({
        id,
        label: `$(${icons[kind]}) ${name}`,
        description: detail,
        // The list is what was found, in its order: VS Code is not to look through it once more.
        alwaysShow: true,
      }));
    };
    const chosen = await new Promise<string | undefined>((resolve) => {
      pick.onDidChangeValue(list);
      pick.onDidAccept(() => {
        resolve(pick.selectedItems[0]?.id);
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      pick.show();
      void list();
    });
    pick.dispose();
    await vscode.commands.executeCommand('vigie.focusChat');
    if (chosen !== undefined) await this.addFound(chosen);
  }

  async #add(choices: readonly Choice[]): Promise<void> {
    this.#addChosen(choices);
    if (choices.some((each) => typeof each !== 'string')) await vscode.commands.executeCommand('vigie.focusChat');
  }

  #addChosen(choices: readonly Choice[]): void {
    this.#attachments.add(...choices.filter((each) => typeof each !== 'string'));
    const [trouble] = choices.filter((each) => typeof each === 'string');
    if (trouble !== undefined) void vscode.window.showInformationMessage(trouble);
  }
}

const icons: Readonly<Record<AttachmentKind, string>> = {
  selection: 'list-selection',
  file: 'file',
  folder: 'folder',
  symbol: 'symbol-method',
  problems: 'warning',
  terminal: 'terminal',
  schema: 'table',
  diff: 'diff',
};

/**
 * A URI as this side of VS Code knows it: in a remote window, what the page calls `vscode-remote` are the files here,
 * and its `file` are those of the person's own machine, of which there may be other ones here under the same paths.
 */
function uriOf(text: string): vscode.Uri | undefined {
  try {
    const uri = vscode.Uri.parse(text, true);
    if (uri.scheme === 'vscode-remote') return uri.with({ scheme: 'file', authority: '' });
    return uri.scheme === 'file' && vscode.env.remoteName !== undefined ? uri.with({ scheme: 'vscode-local' }) : uri;
  } catch {
    return undefined;
  }
}
