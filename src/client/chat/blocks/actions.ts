import * as vscode from 'vscode';
import { consoleOf, type BlockMessage } from '../../../protocol/block.ts';
import type { Attachment } from '../../../protocol/attachment.ts';
import { writtenSchemes } from '../../languageClient.ts';
import { editorRange } from '../attachments/chosen.ts';
import type { LastEditor } from '../places.ts';
import { apply, type Target } from './apply.ts';
import { Consoles } from './console.ts';
import { newFile } from './newFile.ts';

/** What the person does with code blocks of answers, beyond copying them. Each comes of a button that they pressed. */
export class BlockActions implements vscode.Disposable {
  readonly #lastEditor: LastEditor;
  readonly #attachmentsOf: (turn: string) => readonly Attachment[];
  readonly #consoles = new Consoles();

  /** @param attachmentsOf What the question of a turn was about. */
  constructor(lastEditor: LastEditor, attachmentsOf: (turn: string) => readonly Attachment[]) {
    this.#lastEditor = lastEditor;
    this.#attachmentsOf = attachmentsOf;
  }

  /** @returns whether the person is still in the chat: nothing has led them into the editor. */
  async act({ action, language, text, turn }: BlockMessage): Promise<boolean> {
    switch (action) {
      case 'newFile':
        await newFile(text, language);
        return false;
      case 'apply': {
        const target = await this.#target(turn);
        if (target !== undefined) await apply(text, target);
        return target === undefined;
      }
      case 'run': {
        const console = consoleOf(language);
        if (console !== undefined) await this.#consoles.run(text, console);
        return true;
      }
    }
  }

  /**
   * What was asked about: the attached document that is in front, or the only one, or the one that the person chooses;
   * where none was attached, the editor that they were last in.
   */
  async #target(turn: string): Promise<Target | undefined> {
    const attached = this.#attachmentsOf(turn).flatMap(targetOf);
    const active = this.#lastEditor.shown?.document.uri;
    const front = attached.find(({ uri }) => uri.toString() === active?.toString());
    if (front !== undefined) return front;
    const [first] = attached;
    if (first === undefined) {
      if (active !== undefined) return { uri: active };
      void vscode.window.showWarningMessage(
        vscode.l10n.t('There is no open editor to apply this to. Open the file, and try again.'),
      );
      return undefined;
    }
    if (attached.length === 1) return first;
    const items = attached.map((target) => ({ label: vscode.workspace.asRelativePath(target.uri), target }));
    const title = vscode.l10n.t('Which file is to be changed?');
    return (await vscode.window.showQuickPick(items, { title, placeHolder: title }))?.target;
  }

  dispose(): void {
    this.#consoles.dispose();
  }
}

function targetOf(attachment: Attachment): Target[] {
  if (attachment.kind !== undefined && attachment.kind !== 'document') return [];
  const uri = vscode.Uri.parse(attachment.uri);
  if (!writtenSchemes.includes(uri.scheme)) return [];
  const { range } = attachment;
  if (range === undefined) return [{ uri }];
  return [{ uri, range: editorRange(range) }];
}
