import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Console } from '../../../protocol/block.ts';
import { commandFor, isConsoleName, shownInQuestion } from './consoleText.ts';

/**
 * Runs code of an answer in an R or Python console, after the person has seen it and said so. Several lines go by way
 * of a file, since a console takes lines one by one and an indented one ends a function in Python's.
 */
export class Consoles implements vscode.Disposable {
  /** The folders of files that a console reads, and the terminal that may still read them. */
  readonly #folders = new Map<string, vscode.Terminal>();
  readonly #subscription = vscode.window.onDidCloseTerminal((closed) => {
    for (const [folder, terminal] of this.#folders) if (terminal === closed) this.#discard(folder);
  });

  async run(code: string, console: Console): Promise<void> {
    if (!vscode.workspace.isTrusted || !(await agreed(code, console))) return;
    const terminal = consoleTerminal(console) ?? newTerminal(console);
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

/** The console that is in front, or else the last one that was opened. */
function consoleTerminal(console: Console): vscode.Terminal | undefined {
  const { activeTerminal, terminals } = vscode.window;
  const open = terminals.filter(({ name, exitStatus }) => exitStatus === undefined && isConsoleName(name, console));
  return open.find((terminal) => terminal === activeTerminal) ?? open.at(-1);
}

function newTerminal(console: Console): vscode.Terminal {
  if (console === 'r') return vscode.window.createTerminal({ name: 'R', shellPath: configured('r.rterm', 'R'), shellArgs: ['--no-save'] });
  const shellPath = configured('python.defaultInterpreterPath', process.platform === 'win32' ? 'python' : 'python3');
  return vscode.window.createTerminal({ name: 'Python', shellPath });
}

/** The program that the language's own extension is set to use. */
function configured(setting: string, otherwise: string): string {
  const settings = vscode.workspace.getConfiguration();
  const system = { win32: 'windows', darwin: 'mac' }[process.platform as string] ?? 'linux';
  const value = settings.get<unknown>(setting === 'r.rterm' ? `r.rterm.${system}` : setting);
  return typeof value === 'string' && value !== '' && value !== 'python' && !value.includes('${') ? value : otherwise;
}
