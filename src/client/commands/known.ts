import * as vscode from 'vscode';
import { commandNames, type CommandView } from '../../protocol/command.ts';
import type { Server } from '../server.ts';

/** The commands that can be given behind `/`: Vigie's own and the prompts of the workspace, as the server tells them. */
export class KnownCommands implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<CommandView[]>();
  readonly #subscriptions: { dispose(): unknown }[];
  /** Until the server has told them, Vigie's own by their names. */
  #current: CommandView[] = commandNames.map((name) => ({ name, aliases: [], title: name, description: '' }));
  #round = 0;

  /** Fires with all commands when there are others. */
  readonly onDidChange = this.#changed.event;

  constructor(server: Server) {
    this.#subscriptions = [this.#changed, server.onDidChangeCommands(() => void this.#ask(server))];
  }

  get current(): CommandView[] {
    return this.#current;
  }

  async #ask(server: Server): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    // A server that does not run tells them when it does.
    const told = await server.commands().catch(() => undefined);
    if (told === undefined || round !== this.#round) return;
    this.#current = told;
    this.#changed.fire(told);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
