import * as l10n from '@vscode/l10n';
import type { Dispatcher } from 'undici';
import { BackendError } from '../backends/backend.ts';
import type { Destination } from '../policy/destination.ts';
import { open, stillHolds, type Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';
import { Answer } from './answer.ts';
import { localConnections, outwardConnections } from './connections.ts';
import { failureOf, silentServer } from './failures.ts';
import type { KeyRing } from './keys.ts';
import { connectMilliseconds } from './limits.ts';

/** How long to wait, and until when. */
export interface Passage {
  /** Aborting it closes the socket at once. */
  readonly signal: AbortSignal;
  /** The longest silence before the first byte and between two chunks, in milliseconds. */
  readonly silence: number;
}

/**
 * The one place that opens a socket. It adds nothing to a request but the key of the destination's own origin, and
 * it follows no redirect.
 */
export class Door {
  readonly keys: KeyRing;
  #local: Promise<Dispatcher> | undefined;
  #outward: Promise<Dispatcher> | undefined;

  constructor({ keys }: { keys: KeyRing }) {
    this.keys = keys;
  }

  /**
   * Asks for something that needs no text of the person's: a list of models.
   * @param path begins with `/`, has no query.
   * @throws BackendError; the signal's reason after an abort.
   */
  get(destination: Destination, path: string, passage: Passage): Promise<Answer> {
    return this.#send('GET', destination, path, undefined, passage);
  }

  /**
   * Sends a body, which needs the gate's clearance for this very destination.
   * @param body JSON.
   * @throws TypeError where the request was not cleared for the destination; BackendError where the rules have changed
   * since it was cleared; otherwise as `get`.
   */
  async post(
    cleared: Cleared<ChatRequest | CompletionRequest>,
    destination: Destination,
    path: string,
    body: string,
    passage: Passage,
  ): Promise<Answer> {
    open(cleared, destination);
    if (!(await stillHolds(cleared))) throw rulesChanged();
    return this.#send('POST', destination, path, body, passage);
  }

  /** Closes every connection; requests that still run fail. */
  async close(): Promise<void> {
    for (const made of [this.#local, this.#outward]) await (await made)?.destroy();
  }

  async #send(
    method: 'GET' | 'POST',
    destination: Destination,
    path: string,
    body: string | undefined,
    { signal, silence }: Passage,
  ): Promise<Answer> {
    signal.throwIfAborted();
    const url = URL.canParse(path, destination.origin) ? new URL(path, destination.origin) : undefined;
    if (url?.origin !== destination.origin || url.search !== '' || !path.startsWith('/')) {
      throw new TypeError(`Not a path of ${destination.origin}: ${path}`);
    }
    const headers = {
      accept: 'application/json, text/event-stream',
      'accept-encoding': 'identity',
      'user-agent': 'Vigie',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...this.keys.headersFor(destination.origin),
    };
    const { origin } = destination;
    const connections = await this.#connections(destination);
    const timeouts = { headersTimeout: silence, bodyTimeout: silence };
    const deadline = new AbortController();
    const timer = setTimeout(() => {
      deadline.abort(silentServer(origin, silence));
    }, connectMilliseconds + silence);
    const either = AbortSignal.any([signal, deadline.signal]);
    const request = connections.request({
      origin,
      path: url.pathname,
      method,
      headers,
      body: body ?? null,
      signal: either,
      ...timeouts,
    });
    const received = await unlessAborted(request, either)
      .catch((error: unknown) => {
        signal.throwIfAborted();
        throw failureOf(error, origin, silence, false);
      })
      .finally(() => {
        clearTimeout(timer);
      });
    const answer = new Answer(received.statusCode, received.headers, received.body, { origin, signal, silence });
    if (answer.status >= 300 && answer.status < 400) {
      answer.discard();
      throw redirected(origin, answer.header('location'));
    }
    return answer;
  }

  #connections({ onThisMachine }: Destination): Promise<Dispatcher> {
    if (onThisMachine) return (this.#local ??= localConnections());
    return (this.#outward ??= outwardConnections());
  }
}

/**
 * Rejects at once with the signal's reason. undici notices an abort, or a connection that is closed as soon as it is
 * made, only once the connection stands, which may be much later or never; it sends nothing then.
 */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

function rulesChanged(): BackendError {
  return new BackendError(
    'rulesChanged',
    l10n.t('The rules have changed while this was on its way, so it was not sent. Ask again, and it is judged anew.'),
    'retry',
  );
}

function redirected(origin: string, location: string | undefined): BackendError {
  const target = location !== undefined && URL.canParse(location, origin) ? new URL(location, origin) : undefined;
  const where = target === undefined ? l10n.t('another address') : `${target.origin}${target.pathname}`;
  return new BackendError(
    'redirect',
    l10n.t(
      '{0} points to {1} instead of answering. Vigie does not follow, because your text may go only to the address in the settings. If you trust the new address, enter it there.',
      origin,
      where,
    ),
    'openSettings',
  );
}
