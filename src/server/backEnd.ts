import type { Settings } from '../protocol/settings.ts';
import type { Status } from '../protocol/status.ts';
import * as l10n from '@vscode/l10n';
import { BackendError, type Backend } from './backends/backend.ts';
import { createBackend } from './backends/index.ts';
import type { Door } from './net/door.ts';
import { destinationOf, viewOf, type Destination } from './policy/destination.ts';

/** The back end that the settings name now, and how it has been doing. */
export class BackEnd {
  readonly #door: Door;
  readonly #changed: (status: Status) => void;
  #backend: Backend | undefined;
  #destination: Destination;
  #status: Status;

  /** @param changed is told of every new status. */
  constructor(settings: Settings, door: Door, changed: (status: Status) => void) {
    this.#door = door;
    this.#changed = changed;
    this.#backend = createBackend(settings, door);
    this.#destination = destinationOf(settings);
    this.#status = this.#initial();
  }

  get destination(): Destination {
    return this.#destination;
  }

  get status(): Status {
    return this.#status;
  }

  /** Takes up new settings; what was learnt of the former back end is forgotten. */
  use(settings: Settings): void {
    this.#backend = createBackend(settings, this.#door);
    this.#destination = destinationOf(settings);
    this.#become(this.#initial());
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

  /** Takes notice of how a request to `backend` ended; undefined for well. */
  report(backend: Backend, error: unknown): void {
    if (backend !== this.#backend) return;
    if (error === undefined) this.#become(this.#initial());
    else if (error instanceof BackendError) {
      const state = this.#status.state === 'unconfigured' ? 'unconfigured' : 'failing';
      this.#become({ destination: viewOf(this.#destination), state, message: error.message, ...(error.remedy && { remedy: error.remedy }) });
    }
  }

  #initial(): Status {
    const destination = viewOf(this.#destination);
    if (this.#backend === undefined) {
      return { destination, state: 'unconfigured', message: unconfigured().message, remedy: 'openSettings' };
    }
    if (destination.backend === 'mistral' && !this.#door.keys.has(destination.origin)) {
      const message = l10n.t('There is no API key for Mistral yet. Set one with the command “Vigie: Set Mistral API Key”.');
      return { destination, state: 'unconfigured', message, remedy: 'setKey' };
    }
    return { destination, state: 'ready' };
  }

  #become(status: Status): void {
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#changed(status);
  }
}

function unconfigured(): BackendError {
  return new BackendError(
    'unreachable',
    l10n.t('No language model is set up yet. Enter the address of your institution’s gateway in the setting “vigie.gateway.url”, or choose the Mistral API and set a key.'),
    'openSettings',
  );
}
