import * as vscode from 'vscode';
import type { Console } from '../../../protocol/block.ts';
import { isConsole, startsConsole, wordsOf } from './consoleProgram.ts';

/** What VS Code tells of a command in a terminal, from 1.93 on and where its shell takes part. */
interface Execution {
  readonly terminal: vscode.Terminal;
  readonly execution: { readonly commandLine: { readonly value: string; readonly confidence: number } };
}
interface ShellEvents {
  readonly onDidStartTerminalShellExecution?: vscode.Event<Execution>;
  readonly onDidEndTerminalShellExecution?: vscode.Event<Execution>;
}

/** The shell itself has said what it runs (`TerminalShellExecutionCommandLineConfidence.High`): nothing was read off the screen. */
const saidByShell = 2;

/**
 * The terminals that are consoles of a language, by what they run and never by their names: a shell that somebody calls
 * `R` would take code for commands.
 */
export class ConsoleTerminals implements vscode.Disposable {
  readonly #own = new Map<vscode.Terminal, Console>();
  /** What the shells of terminals are running now. */
  readonly #running = new Map<vscode.Terminal, string>();
  readonly #subscriptions: vscode.Disposable[];

  constructor() {
    const { onDidStartTerminalShellExecution: onDidStart, onDidEndTerminalShellExecution: onDidEnd } = vscode.window as ShellEvents;
    const started = onDidStart?.(({ terminal, execution: { commandLine } }) => {
      if (commandLine.confidence === saidByShell) this.#running.set(terminal, commandLine.value);
    });
    const ended = onDidEnd?.(({ terminal }) => this.#running.delete(terminal));
    const closed = vscode.window.onDidCloseTerminal((terminal) => {
      this.#own.delete(terminal);
      this.#running.delete(terminal);
    });
    this.#subscriptions = [started, ended, closed].filter((each) => each !== undefined);
  }

  /** The console that is in front, or else the last one that was opened: Vigie's, another extension's, or one in a shell. */
  of(console: Console): vscode.Terminal | undefined {
    const { activeTerminal, terminals } = vscode.window;
    const open = terminals.filter((terminal) => terminal.exitStatus === undefined && this.#isConsole(terminal, console));
    return open.find((terminal) => terminal === activeTerminal) ?? open.at(-1);
  }

  #isConsole(terminal: vscode.Terminal, console: Console): boolean {
    const own = this.#own.get(terminal);
    if (own !== undefined) return own === console;
    const { creationOptions } = terminal;
    // A console that an extension has made is no shell: VS Code was told its program.
    const { shellPath = '', shellArgs = [] } = 'shellPath' in creationOptions ? creationOptions : {};
    if (isConsole(shellPath, typeof shellArgs === 'string' ? wordsOf(shellArgs) : shellArgs, console)) return true;
    return startsConsole(this.#running.get(terminal) ?? '', console);
  }

  /** Opens a console of the language's program, as its own extension is set to have it. */
  create(console: Console): vscode.Terminal {
    const options =
      console === 'r'
        ? { name: 'R', shellPath: configured('r.rterm', 'R'), shellArgs: ['--no-save'] }
        : { name: 'Python', shellPath: configured('python.defaultInterpreterPath', process.platform === 'win32' ? 'python' : 'python3') };
    const terminal = vscode.window.createTerminal(options);
    this.#own.set(terminal, console);
    return terminal;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** The program that the language's own extension is set to use. */
function configured(setting: string, otherwise: string): string {
  const settings = vscode.workspace.getConfiguration();
  const system = { win32: 'windows', darwin: 'mac' }[process.platform as string] ?? 'linux';
  const value = settings.get<unknown>(setting === 'r.rterm' ? `r.rterm.${system}` : setting);
  return typeof value === 'string' && value !== '' && value !== 'python' && !value.includes('${') ? value : otherwise;
}
