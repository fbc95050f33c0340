import * as l10n from '@vscode/l10n';
import { exceeds } from '../protocol/label.ts';
import type { ModelDestination, ModelsParams, ServiceName, ServiceView } from '../protocol/models.ts';
import type { Settings } from '../protocol/settings.ts';
import type { Status } from '../protocol/status.ts';
import type { DestinationView } from '../protocol/verdict.ts';
import { isTelling, noSuchService, troubleOf, unconfigured, type Trouble } from './backEndTroubles.ts';
import { BackendError, type Backend } from './backends/backend.ts';
import { createServices, type Service, type Services } from './backends/index.ts';
import { Knowledge } from './backends/knowledge.ts';
import type { ModelUse } from './backends/models.ts';
import { isBusy } from './backends/replicas.ts';
import { modelsOf } from './modelsOf.ts';
import type { Door } from './net/door.ts';
import { destinationOf, viewOf, type Destination } from './policy/destination.ts';
import type { Cleared } from './policy/gate.ts';
import type { PolicyNow } from './policy/policyNow.ts';
import type { Draft } from './policy/request.ts';

/** What is asked for when models are. */
export interface ModelsAsked extends ModelsParams {
  /** Whether anything at all may be sent to a server now: its key goes along. By default it may. */
  readonly mayAsk?: (destination: Destination) => Promise<boolean>;
}

/** The services that the settings name now for ghost text and for the chat, and how they have been doing. */
export class BackEnd {
  readonly #door: Door;
  readonly #changed: (status: Status) => void;
  readonly #knowledge: Knowledge;
  /** Of each service whose last request failed. */
  readonly #troubles = new Map<Service, Trouble>();
  #moved: () => void = () => undefined;
  #again: NodeJS.Timeout | undefined;
  #settings: Settings;
  #services: Services;
  #policy: PolicyNow | undefined;
  #status: Status;

  /**
   * @param changed is told of every new status.
   * @param knowledge what is known of servers; it is added to.
   */
  constructor(settings: Settings, door: Door, changed: (status: Status) => void, knowledge = new Knowledge()) {
    this.#door = door;
    this.#knowledge = knowledge;
    this.#changed = changed;
    this.#settings = settings;
    this.#services = createServices(settings, door, this.#knowledge);
    this.#status = this.#now();
  }

  /**
   * Where requests go now, with the clearance that the rules leave it: the one of ghost text and of the chat that may
   * receive less.
   */
  get destination(): Destination {
    const [completion, chat] = [this.destinationFor('completion'), this.destinationFor('chat')];
    return exceeds(chat.clearance, completion.clearance) && completion.origin !== '' ? completion : chat;
  }

  /**
   * Where requests of one kind go now; without an origin, and cleared for nothing, where nothing is set for them.
   * @param named where a question of the chat is to go, if it says so.
   */
  destinationFor(use: ModelUse, named?: ServiceName): Destination {
    const service = this.#service(use, named);
    const { backend } = named ?? this.#settings;
    return service === undefined
      ? { backend, origin: '', clearance: 'public', onThisMachine: false }
      : this.cleared(service.replicas.first.destination);
  }

  /** @param moved is told where requests go somewhere else now, or may hold something else. */
  onDidMove(moved: () => void): void {
    this.#moved = moved;
  }

  /** A destination with the clearance that the rules leave it. */
  cleared(destination: Destination): Destination {
    return this.#policy?.cleared(destination) ?? destination;
  }

  /** Whether a server may have received anything of a cleared request. */
  mayHaveReceived(cleared: Cleared<unknown>): boolean {
    return this.#door.mayHaveLeft(cleared);
  }

  get status(): Status {
    return this.#status;
  }

  /** Takes up new settings. What is known of servers is still known, unless other servers or models are named. */
  use(settings: Settings): void {
    const names = namesOtherServers(settings, this.#settings);
    this.#settings = settings;
    if (names) this.#begin();
    this.#troubles.clear();
    this.#look();
  }

  /** Takes notice of new rules, which may change how much a destination may receive. */
  rulesChanged(policy: PolicyNow): void {
    this.#policy = policy;
    this.#look();
  }

  /** Takes notice of new keys. */
  keysChanged(): void {
    this.#begin();
    this.#troubles.clear();
    this.#look();
  }

  /** Makes the services anew, of which nothing is known but what was measured. */
  #begin(): void {
    this.#knowledge.forget();
    this.#services = createServices(this.#settings, this.#door, this.#knowledge);
  }

  /**
   * The servers that a request may be sent to, in the order in which they are to be asked.
   * @param named where a question of the chat is to go, if it says so.
   * @throws BackendError where no address is set, or nothing is called so any more: it goes nowhere else then.
   */
  replicas(use: ModelUse, named?: ServiceName): readonly Backend[] {
    const service = this.#service(use, named);
    if (service !== undefined) return service.replicas.inOrder;
    throw named === undefined ? unconfigured() : noSuchService(named, this.#called(use, named).length > 1);
  }

  /** Whether the settings of now still name a server for requests of a kind, or for those that name a service. */
  names(use: ModelUse, { destination: { backend, origin } }: Backend, named?: ServiceName): boolean {
    const replicas = this.#service(use, named)?.replicas.inOrder ?? [];
    return replicas.some(({ destination }) => destination.backend === backend && destination.origin === origin);
  }

  /** The service of the settings for requests of a kind, or the one that is called so, if just one is. */
  #service(use: ModelUse, named: ServiceName | undefined): Service | undefined {
    if (named === undefined) return this.#services.current[use];
    const called = this.#called(use, named);
    return called.length === 1 ? called[0] : undefined;
  }

  #called(use: ModelUse, { backend, name }: ServiceName): Service[] {
    return this.#services.named[use].filter((service) => service.backend === backend && service.name === name);
  }

  /** The service that a request for `use` was sent to. */
  #serviceOf(use: ModelUse, backend: Backend): Service | undefined {
    const { current, named } = this.#services;
    return [current[use], ...(use === 'chat' ? named.chat : [])].find((service) => service?.replicas.has(backend));
  }

  /** Whether the server that ghost text comes from is known to keep the prompts that it has read. */
  get keepsPrompts(): boolean {
    return this.#services.current.completion?.replicas.first.keepsPrompts ?? false;
  }

  /** How long the server that ghost text comes from takes for its first word, in milliseconds, where that is known. */
  get usualLatency(): number | undefined {
    return this.#services.current.completion?.replicas.first.known.measured.firstToken('completion')?.value;
  }

  /** Whether the server that ghost text comes from is known to write on for nobody once a request was left. */
  get writesOn(): boolean {
    return this.#services.current.completion?.replicas.first.known.measured.cancellation?.value === 'keeps';
  }

  /** Takes notice that a replica is out or busy; another one is asked first for a while. */
  replicaFailed(use: ModelUse, backend: Backend, error: BackendError): void {
    const service = this.#serviceOf(use, backend);
    if (service === undefined) return;
    if (isBusy(error)) service.replicas.busy(backend, error.retryAfter);
    else service.replicas.failed(backend);
    this.#look();
  }

  /** Takes notice that the first word of an answer to a draft has come, so many milliseconds after it was asked for. */
  began(draft: Draft, backend: Backend, milliseconds: number): void {
    this.#serviceOf(draft.kind, backend)?.replicas.began(backend);
    if (draft.maxTokens > 0) backend.known.measured.noteFirstToken(draft.kind, milliseconds);
  }

  /** Takes notice that a request was left, after so many milliseconds, before a word of its answer had come. */
  left(draft: Draft, backend: Backend, milliseconds: number): void {
    // Who stops a question has other reasons, and a prompt that is only to be read has no word for an answer.
    if (draft.kind !== 'completion' || draft.maxTokens === 0) return;
    this.#serviceOf(draft.kind, backend)?.replicas.left(backend, milliseconds);
    this.#look();
  }

  /** Takes notice of how a request to `backend` ended; undefined for well. */
  report(use: ModelUse, backend: Backend, error: unknown): void {
    const service = this.#serviceOf(use, backend);
    if (service === undefined) return;
    if (error === undefined) {
      service.replicas.answered(backend);
      this.#troubles.delete(service);
    } else if (error instanceof BackendError && isTelling(use, error)) {
      this.#troubles.set(service, troubleOf(error));
    }
    this.#look();
  }

  /**
   * All that chat answers could come from, with the models of one of them. No other server is asked anything: a person
   * who has chosen one has not chosen to be known to the others.
   * @throws the signal's reason after an abort.
   */
  async models(signal: AbortSignal, { service: named, refresh = false, mayAsk = () => Promise.resolve(true) }: ModelsAsked = {}): Promise<ModelDestination[]> {
    const asked = this.#service('chat', named);
    if (refresh) for (const { known } of asked?.replicas.inOrder ?? []) known.models.forget();
    const { chat } = this.#services.named;
    return Promise.all(
      chat.map(async (service): Promise<ModelDestination> => {
        const view = this.#viewOf('chat', service);
        return service === asked ? { ...view, ...(await this.#modelsOf(service, signal, mayAsk)) } : { ...view, models: [] };
      }),
    );
  }

  #viewOf(use: ModelUse, service: Service): ServiceView {
    const { name, replicas } = service;
    return { name, current: service === this.#services.current[use], ...viewOf(this.cleared(replicas.first.destination)) };
  }

  async #modelsOf({ replicas }: Service, signal: AbortSignal, mayAsk: NonNullable<ModelsAsked['mayAsk']>): Promise<Omit<ModelDestination, 'name' | 'current'>> {
    const { at, models, ...trouble } = await modelsOf(replicas, signal, mayAsk);
    this.#look();
    return { ...viewOf(this.cleared(at)), models: [...models], ...trouble };
  }

  #now(): Status {
    const { chat, completion } = this.#services.current;
    const views = this.#views();
    if (chat === undefined || completion === undefined) {
      const { message } = unconfigured();
      return { ...views, state: 'unconfigured', message, remedy: 'openSettings' };
    }
    for (const { replicas, backend } of [chat, completion]) {
      const { origin } = replicas.first.destination;
      if (backend === 'mistral' && !this.#door.keys.has(origin)) {
        const message =
          origin === chat.replicas.first.destination.origin
            ? l10n.t('There is no API key for Mistral yet. Set one with the command “Vigie: Set Mistral API Key”.')
            : l10n.t('There is no API key for {0} yet, where ghost text comes from. Set one with the command “Vigie: Set Mistral API Key”.', origin);
        return { ...views, state: 'unconfigured', message, remedy: 'setKey' };
      }
    }
    const trouble = this.#troubles.get(chat) ?? this.#troubles.get(completion);
    return trouble === undefined ? { ...views, state: 'ready' } : { ...views, state: 'failing', ...trouble };
  }

  #views(): Pick<Status, 'destination' | 'completion' | 'other' | 'services' | 'forGhostText'> {
    const { current, other, named } = this.#services;
    const view = (service: Service): DestinationView => viewOf(this.cleared(service.replicas.first.destination));
    const called = ({ name }: Service): { name?: string } => (name === '' ? {} : { name });
    const shown = current.chat ?? current.completion;
    const destination = shown === undefined ? viewOf(destinationOf(this.#settings)) : view(shown);
    const completion = current.completion && view(current.completion);
    const forGhostText = named.completion.filter(({ backend, name }) => named.chat.every((each) => each.backend !== backend || each.name !== name));
    return {
      destination,
      ...(completion !== undefined && completion.origin !== destination.origin && { completion }),
      ...(other && { other: { ...view(other), ...called(other) } }),
      services: named.chat.map((service) => this.#viewOf('chat', service)),
      ...(forGhostText.length > 0 && { forGhostText: forGhostText.map((service) => this.#viewOf('completion', service)) }),
    };
  }

  #look(): void {
    this.#lookAgain();
    const status = this.#now();
    const before = this.#status;
    if (JSON.stringify(status) === JSON.stringify(before)) return;
    this.#status = status;
    this.#changed(status);
    const places = ({ destination, completion }: Status): string => JSON.stringify([destination, completion]);
    if (places(status) !== places(before)) this.#moved();
  }

  /** Looks again once a replica has rested: where the next request goes is shown before it is made. */
  #lookAgain(): void {
    clearTimeout(this.#again);
    const { current, named } = this.#services;
    const soonest = Math.min(...[current.completion, ...named.chat].flatMap((service) => service?.replicas.changesIn ?? []));
    if (Number.isFinite(soonest)) this.#again = setTimeout(() => { this.#look(); }, soonest + 1).unref();
  }
}

function namesOtherServers(one: Settings, other: Settings): boolean {
  const servers = ({ backend, gateway, gateways, mistral }: Settings): string => JSON.stringify([backend, gateway, gateways, mistral]);
  return servers(one) !== servers(other);
}
