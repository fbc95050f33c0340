import * as vscode from 'vscode';
import { backendName } from '../../protocol/backendName.ts';
import type { ServiceName, ServiceView } from '../../protocol/models.ts';
import type { ModelChoice } from '../../protocol/panel.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { DestinationView } from '../../protocol/verdict.ts';
import type { Server } from '../server.ts';
import { configuredDestination } from '../settings.ts';

/** Where the workspace remembers which models were chosen, by the origin of the destination. */
const modelsKey = 'vigie.chat.models';

/** Where the workspace remembers which conversations ask elsewhere than the settings say. */
const servicesKey = 'vigie.chat.services';

/** How many conversations that is remembered of; the oldest are asked anew. */
const rememberedAtMost = 100;

/** A place that was chosen, and where it was then. */
type ChosenService = ServiceName & { readonly origin: string };

/** What a person chose of a server: its model, and how much that is to think. */
export type ServerChoice = Pick<ModelChoice, 'model' | 'effort'>;

/**
 * What the person chose to answer in the chat: a place for each conversation, a model for each place. A conversation
 * whose place is gone keeps it, so that nothing goes elsewhere without being asked for.
 */
export class ModelChoices implements vscode.Disposable {
  readonly #server: Server;
  readonly #memento: vscode.Memento;
  readonly #conversation: () => string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: { dispose(): unknown }[];

  /** Fires when `current` would say something else. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param memento of the workspace on this machine; it is not synced
   * @param conversation the id of the conversation that is shown
   */
  constructor(server: Server, memento: vscode.Memento, conversation: () => string) {
    this.#server = server;
    this.#memento = memento;
    this.#conversation = conversation;
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidChangeConfiguration((event) => {
        // Who switches the back end switches it in all conversations.
        if (event.affectsConfiguration('vigie.backend')) void this.#remember({});
      }),
    ];
  }

  /** What a question asks for now. */
  get current(): ModelChoice {
    const { service } = this;
    return { ...this.#models[this.destination.origin], ...(service && { service: { backend: service.backend, name: service.name } }) };
  }

  /** The same, and the model of the settings where none was chosen, as far as the client knows it. */
  get shown(): ModelChoice {
    const configured = configuredModel(this.service ?? this.#services.find(({ current }) => current));
    return { ...(configured !== '' && { model: configured }), ...this.current };
  }

  /** The place that this conversation asks, where it is not the one of the settings. */
  get service(): ChosenService | undefined {
    return this.#chosen[this.#conversation()];
  }

  /** Where questions of this conversation go. */
  get destination(): DestinationView {
    const { service } = this;
    if (service === undefined) return this.#server.status?.destination ?? configuredDestination();
    const { backend, origin } = service;
    return this.#viewOf(service) ?? { backend, origin, clearance: 'public' };
  }

  /** What the settings call that place; undefined where they give it no name. */
  get name(): string | undefined {
    const { name = '' } = this.service ?? this.#services.find(({ current }) => current) ?? {};
    return name === '' ? undefined : name;
  }

  /** Why the chosen place cannot be asked, if so, in a sentence with a way out. */
  get trouble(): string | undefined {
    const { service } = this;
    if (service === undefined || this.#server.status === undefined || this.#viewOf(service) !== undefined) return undefined;
    const { backend, name } = service;
    return vscode.l10n.t(
      '“{0}”, which this conversation asks, is no longer in the settings, or is there twice. Choose another model, or switch back to the one of the settings.',
      name === '' ? backendName(backend) : name,
    );
  }

  /** Asks a model from now on, in this conversation. @param view the place; undefined for the one of the settings */
  async choose(choice: ServerChoice, view?: ServiceView): Promise<void> {
    const { [this.#conversation()]: before, ...others } = this.#chosen;
    const next = view && !view.current ? { backend: view.backend, name: view.name, origin: view.origin } : undefined;
    const origin = (view ?? this.#server.status?.destination ?? configuredDestination()).origin;
    await this.#memento.update(modelsKey, { ...this.#models, [origin]: choice });
    if (next !== undefined || before !== undefined) await this.#remember({ ...others, ...(next && { [this.#conversation()]: next }) });
    else this.#changed.fire();
  }

  /** Asks where the settings say again, in this conversation. */
  async leave(): Promise<void> {
    const others = Object.entries(this.#chosen).filter(([id]) => id !== this.#conversation());
    await this.#remember(Object.fromEntries(others));
  }

  /** Another conversation is shown. */
  conversationChanged(): void {
    if (Object.keys(this.#chosen).length > 0) this.#changed.fire();
  }

  get #models(): Record<string, ServerChoice> {
    return this.#memento.get<Record<string, ServerChoice>>(modelsKey, {});
  }

  get #chosen(): Record<string, ChosenService> {
    return this.#memento.get<Record<string, ChosenService>>(servicesKey, {});
  }

  async #remember(chosen: Record<string, ChosenService>): Promise<void> {
    await this.#memento.update(servicesKey, Object.fromEntries(Object.entries(chosen).slice(-rememberedAtMost)));
    this.#changed.fire();
  }

  get #services(): readonly ServiceView[] {
    return this.#server.status?.services ?? [];
  }

  #viewOf({ backend, name }: ServiceName): DestinationView | undefined {
    const called = this.#services.filter((each) => each.backend === backend && each.name === name);
    return called.length === 1 ? called[0] : undefined;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** The chat model that the settings name for a place; empty for the server's own. */
function configuredModel(service: ServiceName | undefined): string {
  const settings = vscode.workspace.getConfiguration('vigie');
  const { backend } = service ?? configuredDestination();
  if (service === undefined || service.name === '') return settings.get<string>(`${backend}.chatModel`, '');
  const named = settings.get<Partial<Settings['gateways'][number]>[]>('gateways', []);
  return named.find(({ name }) => name?.trim() === service.name)?.chatModel ?? '';
}
