import * as vscode from 'vscode';
import { settingOf } from '../../protocol/backendName.ts';
import type { ModelDestination, ModelView, ServiceName, ServiceView } from '../../protocol/models.ts';
import { clearedFor, placeName } from '../placeWords.ts';
import type { Server } from '../server.ts';
import { openSettings } from '../settings.ts';
import type { ModelChoices } from './modelChoices.ts';

interface Item extends vscode.QuickPickItem {
  readonly model?: ModelView;
  /** The place of the model, or one whose models are to be shown. */
  readonly at?: ServiceView;
  readonly run?: () => unknown;
  /** Whether that leads away from the chat. */
  readonly leads?: boolean;
}

/** What a person wanted of the list: one of its items, the list anew, or the one before. */
type Wish = Item | 'refresh' | 'back' | undefined;

/** Lets the person choose for a conversation among the models of the place that it asks, or of another one. */
export class ModelPicker {
  readonly #server: Server;
  readonly #choices: ModelChoices;

  constructor(server: Server, choices: ModelChoices) {
    this.#server = server;
    this.#choices = choices;
  }

  /** @returns whether the person is still in the chat: what they took led nowhere else. */
  async pick(): Promise<boolean> {
    let at: ServiceView | undefined;
    let refresh = false;
    for (;;) {
      const wish = await this.#wish(at, refresh);
      if (wish === undefined) return true;
      refresh = wish === 'refresh';
      if (wish === 'back') at = undefined;
      if (typeof wish === 'string') continue;
      if (wish.run !== undefined) {
        await wish.run();
        return wish.leads !== true;
      }
      if (wish.model !== undefined && wish.at !== undefined) {
        await this.#pickEffort(wish.model, wish.at);
        return true;
      }
      at = wish.at;
    }
  }

  /** Shows a list while it is asked for and until the person wants something of it. */
  async #wish(at: ServiceView | undefined, refresh: boolean): Promise<Wish> {
    const pick = vscode.window.createQuickPick<Item>();
    const anew = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: vscode.l10n.t('Ask the server for its models again') };
    pick.title = at === undefined ? vscode.l10n.t('Which model is to answer in the chat?') : vscode.l10n.t('Which model of {0} is to answer in this conversation?', placeName(at));
    pick.placeholder = vscode.l10n.t('What is too sensitive for the chosen one stays on this machine.');
    pick.matchOnDescription = true;
    pick.buttons = [...(at === undefined ? [] : [vscode.QuickInputButtons.Back]), anew];
    pick.busy = true;
    const wished = new Promise<Wish>((resolve) => {
      pick.onDidTriggerButton((button) => { resolve(button === anew ? 'refresh' : 'back'); });
      pick.onDidAccept(() => { if (pick.selectedItems[0] !== undefined) resolve(pick.selectedItems[0]); });
      pick.onDidHide(() => { resolve(undefined); });
    });
    const cancel = new vscode.CancellationTokenSource();
    pick.show();
    void this.#items(at, refresh, cancel.token).then((items) => {
      pick.items = items;
      pick.busy = false;
    });
    try {
      return await wished;
    } finally {
      cancel.cancel();
      cancel.dispose();
      pick.dispose();
    }
  }

  async #items(at: ServiceView | undefined, refresh: boolean, cancelled: vscode.CancellationToken): Promise<Item[]> {
    const service = at ?? this.#choices.current.service;
    try {
      const { destinations } = await this.#server.models({ ...(service && { service: { backend: service.backend, name: service.name } }), refresh }, cancelled);
      const isAsked = ({ backend, name, current }: ModelDestination): boolean =>
        service === undefined ? current : isSame({ backend, name }, service);
      const asked = destinations.filter(isAsked).flatMap((each) => this.#modelsOf(each));
      const { trouble } = this.#choices;
      if (at !== undefined) return asked;
      return [
        ...(trouble === undefined ? [] : [{ label: `$(warning) ${trouble}`, run: () => openSettings(service && settingOf(service)), leads: true }]),
        ...asked,
        ...this.#wayBack(destinations.find(({ current }) => current)),
        { label: vscode.l10n.t('elsewhere, for this conversation'), kind: vscode.QuickPickItemKind.Separator },
        ...destinations.filter((each) => !isAsked(each)).map(elsewhere),
      ];
    } catch {
      if (cancelled.isCancellationRequested) return [];
      const label = vscode.l10n.t('The list of models cannot be had: Vigie’s server does not run.');
      return [{ label: `$(warning) ${label}`, run: () => vscode.commands.executeCommand('vigie.restartServer') }];
    }
  }

  #modelsOf(destination: ModelDestination): Item[] {
    const { current } = this.#choices;
    const isHere = current.service === undefined ? destination.current : isSame(destination, current.service);
    const models = destination.models.filter(({ chat }) => chat);
    const items = models.map((model): Item => {
      const inUse = isHere && (current.model === undefined ? model.current : current.model === model.id);
      const said = [inUse ? vscode.l10n.t('in use') : '', model.reasoning === null ? '' : vscode.l10n.t('thinks before it answers')];
      return { model, at: destination, label: `$(${inUse ? 'check' : 'blank'}) ${model.id}`, description: said.filter((each) => each !== '').join(' · ') };
    });
    const trouble: Item[] =
      destination.message === undefined ? [] : [{ label: `$(warning) ${destination.message}`, run: () => wayOut(destination), leads: true }];
    return [{ label: vscode.l10n.t('{0}: {1}', placeName(destination), clearedFor(destination)), kind: vscode.QuickPickItemKind.Separator }, ...items, ...trouble];
  }

  /** What undoes a choice. @param place the one of the settings, where there is one */
  #wayBack(place: ServiceView | undefined): Item[] {
    const { current } = this.#choices;
    if (current.service === undefined && current.model === undefined) return [];
    const label = `$(discard) ${vscode.l10n.t('As in the settings')}`;
    const description = place && `${placeName(place)} · ${clearedFor(place)}`;
    return [{ label, ...(description !== undefined && { description }), run: () => (current.service === undefined ? this.#choices.choose({}) : this.#choices.leave()) }];
  }

  async #pickEffort({ id, reasoning }: ModelView, at: ServiceView): Promise<void> {
    if (reasoning === null || reasoning.length === 0) return this.#choices.choose({ model: id }, at);
    const { current } = this.#choices;
    const efforts: (vscode.QuickPickItem & { effort?: string })[] = [
      { label: vscode.l10n.t('As the model would') },
      ...reasoning.map((effort) => ({ effort, label: effort })),
    ];
    const inUse = efforts.find(({ effort }) => current.model === id && effort === current.effort);
    const chosen = await vscode.window.showQuickPick(
      efforts.map((each) => ({ ...each, ...(each === inUse && { description: vscode.l10n.t('in use') }) })),
      { title: vscode.l10n.t('How much is {0} to think?', id) },
    );
    if (chosen !== undefined) await this.#choices.choose({ model: id, ...(chosen.effort !== undefined && { effort: chosen.effort }) }, at);
  }
}

function isSame(one: ServiceName, other: ServiceName): boolean {
  return one.backend === other.backend && one.name === other.name;
}

/** A place that this conversation does not ask. It is asked for its models only once the person has chosen it. */
function elsewhere(destination: ModelDestination): Item {
  return { at: destination, label: `$(server) ${placeName(destination)}`, description: clearedFor(destination) };
}

/** The message's own way out: a key that is missing, or the settings. */
function wayOut({ backend, remedy }: ModelDestination): unknown {
  if (remedy !== 'setKey') return openSettings();
  return vscode.commands.executeCommand(backend === 'mistral' ? 'vigie.setMistralKey' : 'vigie.setGatewayKey');
}
