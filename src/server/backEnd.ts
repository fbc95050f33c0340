import * as l10n from '@vscode/l10n';
import { exceeds } from '../protocol/label.ts';
import type { ModelDestination } from '../protocol/models.ts';
import type { Settings } from '../protocol/settings.ts';
import type { Status } from '../protocol/status.ts';
import type { DestinationView } from '../protocol/verdict.ts';
import { BackendError, type Backend } from './backends/backend.ts';
import { createServices, type Service, type Services } from './backends/index.ts';
import { Knowledge } from './backends/knowledge.ts';
import type { ModelUse } from './backends/models.ts';
import { isBusy, isOut } from './backends/replicas.ts';
import type { Door } from './net/door.ts';
import { destinationOf, viewOf, type Destination } from './policy/destination.ts';
import type { PolicyNow } from './policy/policyNow.ts';
import type { Draft } from './policy/request.ts';

/** What is wrong, for the person. */
type Trouble = Pick<Status, 'message' | 'remedy'>;

/** The services that the settings name now for ghost text and for the chat, and how they have been doing. */
export class BackEnd {
  readonly #door: Door;
  readonly #changed: (status: Status) => void;
  readonly #knowledge = new Knowledge();
  /** Of each service whose last request failed. */
  readonly #troubles = new Map<Service, Trouble>();
  #moved: () => void = () => undefined;
  #settings: Settings;
  #services: Services;
  #policy: PolicyNow | undefined;
  #status: Status;

  /** @param changed is told of every new status. */
  constructor(settings: Settings, door: Door, changed: (status: Status) => void) {
    this.#door = door;
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

  /** Where requests of one kind go now; without an origin where nothing is set for them. */
  destinationFor(use: ModelUse): Destination {
    const service = this.#services.current[use];
    const { backend } = this.#settings;
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

  get status(): Status {
    return this.#status;
  }

  /** Takes up new settings. What was found out about servers is still known. */
  use(settings: Settings): void {
    this.#settings = settings;
    this.#services = createServices(settings, this.#door, this.#knowledge);
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
    this.#knowledge.forget();
    this.use(this.#settings);
  }

  /**
   * The servers that a request may be sent to, in the order in which they are to be asked.
   * @throws BackendError where no address is set.
   */
  replicas(use: ModelUse): readonly Backend[] {
    const service = this.#services.current[use];
    if (service === undefined) throw unconfigured();
    return service.replicas.inOrder;
  }

  /** Whether the settings of now still name a server for requests of a kind. */
  names(use: ModelUse, { destination: { backend, origin } }: Backend): boolean {
    const named = this.#services.current[use]?.replicas.inOrder ?? [];
    return named.some(({ destination }) => destination.backend === backend && destination.origin === origin);
  }

  /** Whether the server that ghost text comes from is known to keep the prompts that it has read. */
  get keepsPrompts(): boolean {
    return this.#services.current.completion?.replicas.first.keepsPrompts ?? false;
  }

  /** Takes notice that a replica is out or busy; another one is asked first for a while. */
  replicaFailed(use: ModelUse, backend: Backend, error: BackendError): void {
    const service = this.#services.current[use];
    if (service?.replicas.has(backend) !== true) return;
    if (isBusy(error)) service.replicas.busy(backend, error.retryAfter);
    else service.replicas.failed(backend);
    this.#look();
  }

  /** Takes notice that the first word of an answer to a draft has come. */
  began({ kind }: Draft, backend: Backend): void {
    this.#services.current[kind]?.replicas.began(backend);
  }

  /** Takes notice that a request was left, after so many milliseconds, before a word of its answer had come. */
  left(draft: Draft, backend: Backend, milliseconds: number): void {
    const replicas = this.#services.current[draft.kind]?.replicas;
    // Who stops a question has other reasons, and a prompt that is only to be read has no word for an answer.
    if (draft.kind !== 'completion' || draft.maxTokens === 0 || replicas?.has(backend) !== true) return;
    replicas.left(backend, milliseconds);
    this.#look();
  }

  /** Takes notice of how a request to `backend` ended; undefined for well. */
  report(use: ModelUse, backend: Backend, error: unknown): void {
    const service = this.#services.current[use];
    if (service?.replicas.has(backend) !== true) return;
    if (error === undefined) {
      service.replicas.answered(backend);
      this.#troubles.delete(service);
    } else if (error instanceof BackendError && isTelling(use, error)) {
      this.#troubles.set(service, { message: error.message, ...(error.remedy && { remedy: error.remedy }) });
    }
    this.#look();
  }

  /**
   * All that chat answers could come from, with the models of the one that is asked now. No other server is asked
   * anything: a person who has chosen one has not chosen to be known to the others.
   * @param mayAsk whether anything at all may be sent to a server now: its key goes along.
   * @throws the signal's reason after an abort.
   */
  async models(signal: AbortSignal, mayAsk: (destination: Destination) => Promise<boolean> = () => Promise.resolve(true)): Promise<ModelDestination[]> {
    const { chat, current } = this.#services;
    return Promise.all(
      chat.map(async (service): Promise<ModelDestination> => {
        const about = { name: service.name, current: service === current.chat };
        if (about.current) return { ...about, ...(await this.#listOf(service, signal, mayAsk)) };
        return { ...about, ...viewOf(this.cleared(service.replicas.first.destination)), models: [] };
      }),
    );
  }

  /** The list of the first replica that is not out. */
  async #listOf({ replicas }: Service, signal: AbortSignal, mayAsk: (destination: Destination) => Promise<boolean>): Promise<Omit<ModelDestination, 'name' | 'current'>> {
    let message = '';
    for (const backend of replicas.inOrder) {
      if (!(await mayAsk(backend.destination))) {
        message = l10n.t('Nothing may be sent to {0} now, so it was not asked for its models.', backend.destination.origin);
        continue;
      }
      try {
        return { ...viewOf(this.cleared(backend.destination)), models: [...(await backend.models(signal))] };
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        ({ message } = error);
        if (!isOut(error)) break;
        replicas.failed(backend);
      }
    }
    this.#look();
    return { ...viewOf(this.cleared(replicas.first.destination)), models: [], message };
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

  #views(): Pick<Status, 'destination' | 'completion' | 'other'> {
    const { current, other } = this.#services;
    const view = (service: Service): DestinationView => viewOf(this.cleared(service.replicas.first.destination));
    const shown = current.chat ?? current.completion;
    const destination = shown === undefined ? viewOf(destinationOf(this.#settings)) : view(shown);
    const completion = current.completion && view(current.completion);
    return {
      destination,
      ...(completion !== undefined && completion.origin !== destination.origin && { completion }),
      ...(other && { other: view(other) }),
    };
  }

  #look(): void {
    const status = this.#now();
    const before = this.#status;
    if (JSON.stringify(status) === JSON.stringify(before)) return;
    this.#status = status;
    this.#changed(status);
    const places = ({ destination, completion }: Status): string => JSON.stringify([destination, completion]);
    if (places(status) !== places(before)) this.#moved();
  }
}

/**
 * Whether a failure tells something of the server that a person should see: what this side refuses does not, and ghost
 * text waits for a busy server without a word.
 */
function isTelling(use: ModelUse, { fault }: BackendError): boolean {
  return fault !== 'rulesChanged' && !(use === 'completion' && fault === 'rateLimited');
}

function unconfigured(): BackendError {
  return new BackendError(
    'unreachable',
    l10n.t('No language model is set up yet. Enter the address of your institution’s gateway in the setting “vigie.gateway.url”, or choose the Mistral API and set a key.'),
    'openSettings',
  );
}
