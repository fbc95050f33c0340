import * as vscode from 'vscode';
import type { CommandName } from '../../protocol/command.ts';
import type { Attached, Attachments } from '../chat/attachments.ts';
import { problemsOf } from '../chat/attachments/problems.ts';
import type { Conversation } from '../chat/conversation.ts';
import { nameOf } from '../chat/names.ts';
import { schemes } from '../languageClient.ts';
import type { Server } from '../server.ts';
import type { KnownCommands } from './known.ts';
import { slashFor } from './slash.ts';
import { subjectOf } from './subject.ts';

/** What commands on code speak with. */
export interface CodeCommandParts {
  readonly conversation: Conversation;
  readonly attachments: Attachments;
  readonly server: Server;
  readonly known: KnownCommands;
}

/** A place that a code action was offered for, with what is wrong there. */
export class Offered {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  readonly problems: readonly vscode.Diagnostic[];

  constructor(document: vscode.TextDocument, range: vscode.Range, problems: readonly vscode.Diagnostic[]) {
    this.document = document;
    this.range = range;
    this.problems = problems;
  }
}

/** What a command is about: a document or a part of it, and what other programs say is wrong there. */
interface Subject {
  readonly document: Pick<vscode.TextDocument, 'uri'>;
  readonly languageId: string;
  readonly range: vscode.Range | undefined;
  readonly problems: readonly vscode.Diagnostic[];
}

/** Explains, reviews and so on what the person works at: each asks in the chat, where the same is to be had behind `/`. */
export class CodeCommands {
  readonly #parts: CodeCommandParts;

  constructor(parts: CodeCommandParts) {
    this.#parts = parts;
  }

  /** @param clicked what VS Code hands over: files of the explorer, or what a code action was offered for */
  async run(name: CommandName, ...clicked: readonly unknown[]): Promise<void> {
    const subject = await this.#subject(name, clicked);
    if (subject === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a file and put the cursor where Vigie is to look, or select some code.'));
      return;
    }
    const argument = name === 'translate' ? await this.#target(subject.languageId) : undefined;
    if (name === 'translate' && argument === undefined) return;
    await vscode.commands.executeCommand('vigie.focusChat');
    const { conversation, known } = this.#parts;
    await conversation.send({
      shown: slashFor(name, argument, known.current, vscode.env.language),
      text: '',
      command: { name, ...(argument !== undefined && { argument }) },
      attached: await this.#attached(subject),
    });
  }

  async #subject(name: CommandName, [first, second]: readonly unknown[]): Promise<Subject | undefined> {
    const { server } = this.#parts;
    if (first instanceof Offered) {
      const { document, range, problems } = first;
      const selection = new vscode.Selection(range.start, range.end);
      return { document, languageId: document.languageId, range: await subjectOf({ document, selection }, server), problems };
    }
    // The explorer hands over all files that are selected there; a menu of an editor, which the person is in, does not.
    if (first instanceof vscode.Uri && Array.isArray(second)) {
      return { document: { uri: first }, languageId: '', range: undefined, problems: [] };
    }
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || !schemes.includes(editor.document.uri.scheme)) return undefined;
    const { document } = editor;
    const range = await subjectOf(editor, server);
    const inside = (each: vscode.Diagnostic): boolean => range === undefined || range.intersection(each.range) !== undefined;
    const problems = name === 'fix' ? vscode.languages.getDiagnostics(document.uri).filter(inside) : [];
    return { document, languageId: document.languageId, range, problems };
  }

  async #attached({ document: { uri }, range, problems }: Subject): Promise<Attached[]> {
    const { attachments } = this.#parts;
    const code = await attachments.describe(uri, range);
    const told = problemsOf(problems);
    if (told.length === 0) return [code];
    const wrong = await attachments.describeChosen({
      attachment: { kind: 'problems', files: [{ uri: uri.toString(), problems: told }] },
      kind: 'problems',
      name: vscode.l10n.t('problems in {0}', nameOf(uri)),
    });
    return [code, wrong];
  }

  /** Asks what to translate into; into what it is written in already is not offered. */
  async #target(languageId: string): Promise<string | undefined> {
    const choices = this.#parts.known.current.find(({ name }) => name === 'translate')?.choices ?? [];
    const others = choices.filter((choice) => choice.toLowerCase() !== languageId);
    return vscode.window.showQuickPick(others, { placeHolder: vscode.l10n.t('Translate into') });
  }
}
