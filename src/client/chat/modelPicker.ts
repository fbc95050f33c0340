import * as vscode from 'vscode';
import { backendName } from '../../protocol/backendName.ts';
import { labelName } from '../../protocol/labelName.ts';
import type { ModelDestination, ModelView } from '../../protocol/models.ts';
import type { ModelChoice } from '../../protocol/panel.ts';
import type { Server } from '../server.ts';
import { configuredDestination, openSettings, useBackend } from '../settings.ts';

/** Where the workspace remembers which models were chosen, by the origin of the destination. */
const chosenKey = 'vigie.chat.models';

interface Item extends vscode.QuickPickItem {
  readonly model?: ModelView;
  readonly destination?: ModelDestination;
  readonly run?: () => unknown;
}

/** The model that the chat asks, and how much it is to think, for each destination. */
export class ModelChoices implements vscode.Disposable {
  readonly #server: Server;
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();

  /** Fires when `current` would say something else. */
  readonly onDidChange = this.#changed.event;

  /** @param memento of the workspace on this machine; it is not synced */
  constructor(server: Server, memento: vscode.Memento) {
    this.#server = server;
    this.#memento = memento;
  }

  /** What was chosen for the destination that questions go to now. */
  get current(): ModelChoice {
    return this.#memento.get<Record<string, ModelChoice>>(chosenKey, {})[this.#origin] ?? {};
  }

  /** The model that answers, as far as the client knows it: the chosen one, or that of the settings. */
  get shown(): ModelChoice {
    const { backend } = configuredDestination();
    const configured = vscode.workspace.getConfiguration('vigie').get<string>(`${backend}.chatModel`, '');
    return { ...(configured !== '' && { model: configured }), ...this.current };
  }

  get #origin(): string {
    return (this.#server.status?.destination ?? configuredDestination()).origin;
  }

  async #choose(choice: ModelChoice): Promise<void> {
    const all = this.#memento.get<Record<string, ModelChoice>>(chosenKey, {});
    await this.#memento.update(chosenKey, { ...all, [this.#origin]: choice });
    this.#changed.fire();
  }

  /** Lets the person choose among the models of the destination in use, or another destination. */
  async pick(): Promise<void> {
    const asking = this.#items();
    const chosen = await vscode.window.showQuickPick(asking, {
      title: vscode.l10n.t('Which model is to answer in the chat?'),
      placeHolder: vscode.l10n.t('What is too sensitive for the chosen one stays on this machine.'),
      matchOnDescription: true,
    });
    if (chosen?.run !== undefined) await chosen.run();
    else if (chosen?.model !== undefined) await this.#pickEffort(chosen.model);
  }

  async #items(): Promise<Item[]> {
    try {
      const { destinations } = await this.#server.models();
      const ordered = [...destinations].sort((one, other) => Number(other.current) - Number(one.current));
      return ordered.flatMap((destination) => (destination.current ? this.#modelsOf(destination) : [elsewhere(destination)]));
    } catch {
      const label = vscode.l10n.t('The list of models cannot be had: Vigie’s server does not run.');
      return [{ label: `$(warning) ${label}`, run: () => vscode.commands.executeCommand('vigie.restartServer') }];
    }
  }

  #modelsOf(destination: ModelDestination): Item[] {
    const { current } = this;
    const models = destination.models.filter(({ chat }) => chat);
    const items = models.map((model): Item => {
      const inUse = current.model === undefined ? model.current : current.model === model.id;
      const said = [inUse ? vscode.l10n.t('in use') : '', model.reasoning === null ? '' : vscode.l10n.t('thinks before it answers')];
      return { model, label: `$(${inUse ? 'check' : 'blank'}) ${model.id}`, description: said.filter((each) => each !== '').join(' · ') };
    });
    const reset: Item[] =
      current.model === undefined
        ? []
        : [{ label: `$(discard) ${vscode.l10n.t('As in the settings')}`, run: () => this.#choose({}) }];
    const trouble: Item[] =
      destination.message === undefined
        ? []
        : [{ label: `$(warning) ${destination.message}`, run: () => openSettings() }];
    return [
      { label: `${nameOf(destination)}: ${clearedFor(destination)}`, kind: vscode.QuickPickItemKind.Separator },
      ...items,
      ...reset,
      ...trouble,
    ];
  }

  async #pickEffort({ id, reasoning }: ModelView): Promise<void> {
    if (reasoning === null || reasoning.length === 0) return this.#choose({ model: id });
    const { current } = this;
    const efforts: (vscode.QuickPickItem & { effort?: string })[] = [
      { label: vscode.l10n.t('As the model would') },
      ...reasoning.map((effort) => ({ effort, label: effort })),
    ];
    const inUse = efforts.find(({ effort }) => current.model === id && effort === current.effort);
    const chosen = await vscode.window.showQuickPick(
      efforts.map((each) => ({ ...each, ...(each === inUse && { description: vscode.l10n.t('in use') }) })),
      { title: vscode.l10n.t('How much is {0} to think?', id) },
    );
    if (chosen !== undefined) await this.#choose({ model: id, ...(chosen.effort !== undefined && { effort: chosen.effort }) });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** A destination that is not in use. Which of several gateways answers is written in the settings. */
function elsewhere(destination: ModelDestination): Item {
  const { backend } = destination;
  const switches = backend !== configuredDestination().backend;
  return {
    destination,
    label: `$(arrow-swap) ${nameOf(destination)}`,
    description: clearedFor(destination),
    run: () => (switches ? useBackend(backend) : openSettings('vigie.gateways')),
  };
}

function nameOf({ name, backend, origin }: ModelDestination): string {
  const named = name === '' ? backendName(backend) : name;
  return origin === '' ? named : `${named} (${URL.canParse(origin) ? new URL(origin).host : origin})`;
}

function clearedFor({ clearance }: ModelDestination): string {
  return vscode.l10n.t('may receive up to: {0}', labelName(clearance));
}
