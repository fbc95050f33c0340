import * as l10n from '@vscode/l10n';
import { BackendError } from '../backends/backend.ts';
import type { Destination } from '../policy/destination.ts';
import { isFresh, open, stillHolds, type Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';
import { Answer } from './answer.ts';
import { Connections, type Network } from './connections.ts';
import { failureOf, NoConnection, noEnd, silentServer } from './failures.ts';
import type { KeyRing } from './keys.ts';
import { usualLimits, type Limits, type Use } from './limits.ts';
import { proxyRefused } from './proxyFailures.ts';
import { Rests } from './rests.ts';

/** What a request is for, which says how long it is waited for, and until when. */
export interface Passage {
  readonly use: Use;
  /** Aborting it closes the socket at once. */
  readonly signal: AbortSignal;
}

/** What a door is made with. */
export interface DoorOptions {
  readonly keys: KeyRing;
  readonly limits?: Limits;
}

/**
 * The one place that opens a socket. It adds nothing to a request but the key of the destination's own origin, and
 * it follows no redirect.
 */
export class Door {
  readonly keys: KeyRing;
  readonly limits: Limits;
  readonly #posted = new Set<string>();
  readonly #left = new WeakSet<Cleared<unknown>>();
  readonly #rests: Rests;
  readonly #connections: Connections;
  constructor({ keys, limits = usualLimits }: DoorOptions) {
    this.keys = keys;
    this.limits = limits;
    this.#rests = new Rests(limits.rest);
    this.#connections = new Connections(limits.connect);
  }

  /** Takes up how the network is reached now. */
  use(network: Network): void {
    this.#connections.use(network);
  }

  /** Loads what a request takes, ahead of the first. Nothing is opened or sent. */
  prepare(): void {
    this.#connections.prepare();
  }

  /**
   * Whether something cleared was posted to a host in this session. Before that, nobody knows whether anything may go
   * there of what a person works on, so not even a connection is to be opened ahead.
   */
  hasPostedTo({ origin }: Destination): boolean {
    return this.#posted.has(origin);
  }

  /** Whether a server may have received anything of a cleared request: from when it is sent, unless no connection came about. */
  mayHaveLeft(cleared: Cleared<unknown>): boolean {
    return this.#left.has(cleared);
  }

  /** Opens a connection ahead of a request that is likely to come. Nothing is sent, and it does not throw. */
  async warm(destination: Destination): Promise<void> {
    if (destination.origin === '') return;
    await this.#connections.warm(destination).catch(() => undefined);
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
   * since it was cleared, or it was cleared a while ago and nothing of it was sent yet; otherwise as `get`.
   */
  async post(
    cleared: Cleared<ChatRequest | CompletionRequest>,
    destination: Destination,
    path: string,
    body: string,
    passage: Passage,
  ): Promise<Answer> {
    open(cleared, destination);
    if (passage.use === 'completion') this.#rests.check(destination.origin);
    const counts = this.#left.has(cleared) || isFresh(cleared);
    if (!counts || !(await stillHolds(cleared))) throw rulesChanged();
    this.#posted.add(destination.origin);
    return this.#send('POST', destination, path, { cleared, body }, passage);
  }

  /** Closes every connection; requests that still run fail. */
  async close(): Promise<void> {
    await this.#connections.close();
  }

  async #send(
    method: 'GET' | 'POST',
    destination: Destination,
    path: string,
    posted: { readonly cleared: Cleared<unknown>; readonly body: string } | undefined,
    { use, signal }: Passage,
  ): Promise<Answer> {
    signal.throwIfAborted();
    const { connect, [use]: wait } = this.limits;
    const url = URL.canParse(path, destination.origin) ? new URL(path, destination.origin) : undefined;
    if (url?.origin !== destination.origin || url.search !== '' || !path.startsWith('/')) {
      throw new TypeError(`Not a path of ${destination.origin}: ${path}`);
    }
    const headers = {
      accept: 'application/json, text/event-stream',
      'accept-encoding': 'identity',
      'user-agent': 'Vigie',
      ...(posted === undefined ? {} : { 'content-type': 'application/json' }),
      ...this.keys.headersFor(destination.origin),
    };
    const { origin } = destination;
    const way = await this.#connections.way(destination);
    const silence = Math.max(wait.first, wait.between);
    const deadline = new AbortController();
    const first = setTimeout(() => {
      deadline.abort(silentServer(origin, wait.first));
    }, connect + wait.first);
    const whole = setTimeout(() => {
      deadline.abort(noEnd(origin, wait.whole));
    }, wait.whole);
    const over = () => {
      clearTimeout(whole);
      ended();
    };
    const either = AbortSignal.any([signal, deadline.signal]);
    const ended = way.begin();
    const isFirst = posted !== undefined && !this.#left.has(posted.cleared);
    if (isFirst) this.#left.add(posted.cleared);
    const request = way.dispatcher.request({
      origin: way.origin,
      path: way.prefix + url.pathname,
      method,
      headers: { ...headers, ...way.headers },
      body: posted?.body ?? null,
      signal: either,
      headersTimeout: wait.first,
      bodyTimeout: silence,
    });
    const received = await unlessAborted(request, either)
      .catch((error: unknown) => {
        over();
        signal.throwIfAborted();
        const failure = failureOf(way.lastWords() ?? error, { origin, connect, silence: wait.first, inAnswer: false });
        if (isFirst && failure instanceof NoConnection) this.#left.delete(posted.cleared);
        throw failure;
      })
      .finally(() => {
        clearTimeout(first);
      });
    const answer = new Answer(received.statusCode, received.headers, received.body, { origin, signal, connect, silence, over });
    if (answer.status === 407 && way.proxy !== undefined) {
      answer.discard();
      throw proxyRefused(way.proxy, url.host, answer.status);
    }
    if (answer.status >= 300 && answer.status < 400) {
      answer.discard();
      throw redirected(origin, answer.header('location'));
    }
    if (answer.status === 429 && use === 'completion') this.#rests.begin(origin, answer.header('retry-after'));
    return answer;
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
    l10n.t('The rules may have changed while this was on its way, so it was not sent. Ask again, and it is judged anew.'),
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
