import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Console } from '../../../protocol/block.ts';
import { commandFor, shownInQuestion } from './consoleText.ts';
import { ConsoleTerminals } from './consoleTerminals.ts';

/**
 * Runs code of an answer in an R or Python console, after the person has seen it and said so. Several lines go by way
 * of a file, since a console takes lines one by one and an indented one ends a function in Python's.
 */
export class Consoles implements vscode.Disposable {
  readonly #terminals = new ConsoleTerminals();
  /** The folders of files that a console reads, and the terminal that may still read them. */
  readonly #folders = new Map<string, vscode.Terminal>();
  readonly #subscription = vscode.window.onDidCloseTerminal((closed) => {
    for (const [folder, terminal] of this.#folders) if (terminal === closed) this.#discard(folder);
  });

  async run(code: string, console: Console): Promise<void> {
    if (!vscode.workspace.isTrusted || !(await agreed(code, console))) return;
    const terminal = this.#terminals.of(console) ?? this.#terminals.create(console);
    terminal.show(true);
    terminal.sendText(commandFor(console, code) ?? commandFor(console, code, await this.#file(code, console, terminal)), true);
  }

  /** @returns the path of a file with the code that only this person can read, kept until the terminal is closed. */
  async #file(code: string, console: Console, terminal: vscode.Terminal): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-'));
    this.#folders.set(folder, terminal);
    const path = join(folder, console === 'r' ? 'answer.R' : 'answer.py');
    await writeFile(path, `${code}\n`, { mode: 0o600 });
    return path;
  }

  #discard(folder: string): void {
    this.#folders.delete(folder);
    void rm(folder, { recursive: true, force: true });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#terminals.dispose();
    for (const folder of this.#folders.keys()) this.#discard(folder);
  }
}

async function agreed(code: string, console: Console): Promise<boolean> {
  const run = vscode.l10n.t('Run');
  const question = console === 'r' ? vscode.l10n.t('Run this code in R?') : vscode.l10n.t('Run this code in Python?');
  const { lines, more } = shownInQuestion(code);
  const rest = more === 0 ? [] : [vscode.l10n.t('… Lines that are not shown here: {0}', more)];
  const detail = [vscode.l10n.t('It was written by a language model. Read it first.'), '', ...lines, ...rest].join('\n');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, run)) === run;
}
