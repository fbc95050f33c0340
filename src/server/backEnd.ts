import type { Settings } from '../protocol/settings.ts';
import type { Status } from '../protocol/status.ts';
import type { DestinationView } from '../protocol/verdict.ts';
import * as l10n from '@vscode/l10n';
import { BackendError, type Backend } from './backends/backend.ts';
import { createBackend } from './backends/index.ts';
import type { Door } from './net/door.ts';
import { destinationOf, viewOf, type Destination } from './policy/destination.ts';
import type { PolicyNow } from './policy/policyNow.ts';

/** The back end that the settings name now, and how it has been doing. */
export class BackEnd {
  readonly #door: Door;
  readonly #changed: (status: Status) => void;
  #backend: Backend | undefined;
  #destination: Destination;
  #other: Destination;
  #policy: PolicyNow | undefined;
  #status: Status;

  /** @param changed is told of every new status. */
  constructor(settings: Settings, door: Door, changed: (status: Status) => void) {
    this.#door = door;
    this.#changed = changed;
    this.#backend = createBackend(settings, door);
    this.#destination = destinationOf(settings);
    this.#other = otherDestination(settings);
    this.#status = this.#initial();
  }

  /** Where requests go now, with the clearance that the rules leave it. */
  get destination(): Destination {
    return this.#policy?.cleared(this.#destination) ?? this.#destination;
  }

  get status(): Status {
    return this.#status;
  }

  /** Takes up new settings; what was learnt of the former back end is forgotten. */
  use(settings: Settings): void {
    this.#backend = createBackend(settings, this.#door);
    this.#destination = destinationOf(settings);
    this.#other = otherDestination(settings);
    this.#become(this.#initial());
  }

  /** Takes notice of new rules, which may change how much the destination may receive. */
  rulesChanged(policy: PolicyNow): void {
    this.#policy = policy;
    this.#become({ ...this.#status, ...this.#views() });
  }

  /** Takes notice of new keys. */
  keysChanged(): void {
    this.#become(this.#initial());
  }

  /**
   * The back end to send to.
   * @throws BackendError where no address is set.
   */
  get current(): Backend {
    if (this.#backend === undefined) throw unconfigured();
    return this.#backend;
  }

  /** Whether it is known to keep the prompts that it has read. */
  get keepsPrompts(): boolean {
    return this.#backend?.keepsPrompts ?? false;
  }

  /** Takes notice of how a request to `backend` ended; undefined for well. */
  report(backend: Backend, error: unknown): void {
    if (backend !== this.#backend) return;
    if (error === undefined) this.#become(this.#initial());
    // What this side refuses tells nothing of the server.
    else if (error instanceof BackendError && error.fault !== 'rulesChanged') {
      const state = this.#status.state === 'unconfigured' ? 'unconfigured' : 'failing';
      this.#become({ ...this.#views(), state, message: error.message, ...(error.remedy && { remedy: error.remedy }) });
    }
  }

  #initial(): Status {
    const views = this.#views();
    const { destination } = views;
    if (this.#backend === undefined) {
      return { ...views, state: 'unconfigured', message: unconfigured().message, remedy: 'openSettings' };
    }
    if (destination.backend === 'mistral' && !this.#door.keys.has(destination.origin)) {
      const message = l10n.t('There is no API key for Mistral yet. Set one with the command “Vigie: Set Mistral API Key”.');
      return { ...views, state: 'unconfigured', message, remedy: 'setKey' };
    }
    return { ...views, state: 'ready' };
  }

  #views(): { destination: DestinationView; other?: DestinationView } {
    const destination = viewOf(this.destination);
    if (this.#other.origin === '') return { destination };
    return { destination, other: viewOf(this.#policy?.cleared(this.#other) ?? this.#other) };
  }

  #become(status: Status): void {
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#changed(status);
  }
}

/** The destination that the settings would name with the other back end; its origin is empty where none is set. */
function otherDestination(settings: Settings): Destination {
  return destinationOf({ ...settings, backend: settings.backend === 'gateway' ? 'mistral' : 'gateway' });
}

function unconfigured(): BackendError {
  return new BackendError(
    'unreachable',
    l10n.t('No language model is set up yet. Enter the address of your institution’s gateway in the setting “vigie.gateway.url”, or choose the Mistral API and set a key.'),
    'openSettings',
  );
}
