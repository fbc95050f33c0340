import type { Socket } from 'node:net';
import type { Agent, Dispatcher } from 'undici';
import { httpSettingsSchema, type HttpSettings } from '../../protocol/network.ts';
import type { Destination } from '../policy/destination.ts';
import { Dial, type Route, type Target } from './dial.ts';
import { codeOf } from './failures.ts';
import { keepAliveMilliseconds } from './limits.ts';
import { proxyFor, type Proxy } from './proxies.ts';
import { Security, type SecuritySettings } from './security.ts';
import { Spares } from './spares.ts';

/** How the network is reached, as the settings say. */
export interface Network {
  readonly http: HttpSettings;
  readonly security: SecuritySettings;
}

/** What holds where nothing is set. */
export const plainNetwork: Network = {
  http: httpSettingsSchema.parse({}),
  security: { caBundle: '', identity: undefined, identityFor: [] },
};

/** The way of one request. */
export interface Way {
  readonly dispatcher: Dispatcher;
  /** Whom the dispatcher connects to: the server, or a proxy that is asked for whole addresses. */
  readonly origin: string;
  /** What stands before the path there. */
  readonly prefix: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly proxy: Proxy | undefined;
  /** A request begins to use a connection. @returns what says that it has ended */
  readonly begin: () => () => void;
  /**
   * What a connection said last as it broke. undici does not hear what a server says at once after a handshake, such as
   * that it wants a client's certificate, and knows only that the connection is over.
   */
  readonly lastWords: () => Error | undefined;
}

/** Connections of one route. */
interface Line {
  readonly agent: Agent;
  readonly dial: Dial;
  /** How many more connections are open than are in use, by whom they lead to. */
  readonly free: Tally;
  readonly lastWords: Map<string, Error>;
  readonly spares: Spares;
}

/** Counts by name. */
class Tally {
  readonly #counts = new Map<string, number>();

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** @returns what takes it back, once. */
  add(name: string, count: 1 | -1): () => void {
    this.#counts.set(name, this.of(name) + count);
    let isBack = false;
    return () => {
      if (!isBack) this.#counts.set(name, this.of(name) - count);
      isBack = true;
    };
  }
}

/** The HTTP client, loaded with the first request: the start of the server need not wait for it. */
const loadClient = () => import('./httpClient.mjs');

/** All connections: kept for the next request, opened anew when the settings change. */
export class Connections {
  readonly #limit: number;
  #network: Network = plainNetwork;
  #security = new Security(plainNetwork.security);
  #lines = new Map<string, Promise<Line>>();
  readonly #former = new Set<Line>();

  /** @param limit how long a connection is waited for, in milliseconds. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes up new settings: the next request goes by them, those under way end as they began. */
  use(network: Network): void {
    if (JSON.stringify(network) === JSON.stringify(this.#network)) return;
    this.#network = network;
    this.#security = new Security(network.security);
    for (const made of this.#lines.values()) void this.#retire(made);
    this.#lines = new Map();
  }

  /** Loads the HTTP client, which the first request would otherwise wait for. Nothing is opened or sent. */
  prepare(): void {
    void loadClient();
  }

  /**
   * The way to a destination. One on this machine is never behind a proxy, which would take the text off the machine.
   * @throws BackendError where the settings name a proxy that cannot be used.
   */
  async way({ origin, onThisMachine }: Destination): Promise<Way> {
    const { route, prefix, headers, to } = this.#routeTo(origin, onThisMachine);
    const { agent, free, lastWords } = await this.#line(route);
    return {
      dispatcher: agent,
      origin: to,
      prefix,
      headers,
      proxy: 'proxy' in route ? route.proxy : undefined,
      begin: () => {
        lastWords.delete(to);
        return free.add(to, -1);
      },
      lastWords: () => lastWords.get(to),
    };
  }

  /**
   * Opens a connection ahead, if none is free for the next request. Nothing is sent over it, and a failure shows with
   * the next request.
   */
  async warm({ origin, onThisMachine }: Destination): Promise<void> {
    const { route, to } = this.#routeTo(origin, onThisMachine);
    const { dial, free, spares } = await this.#line(route);
    if (spares.has(to) || free.of(to) > 0) return;
    const socket = dial.open(targetAt(to));
    spares.keep(to, socket);
    await socket;
  }

  /** Closes every connection; requests that still run fail. */
  async close(): Promise<void> {
    const lines = [...(await Promise.all(this.#lines.values())), ...this.#former];
    this.#lines.clear();
    for (const { agent, spares } of lines) {
      spares.clear();
      await agent.destroy();
    }
  }

  #routeTo(origin: string, onThisMachine: boolean): { route: Route; prefix: string; headers: Record<string, string>; to: string } {
    const straight = { prefix: '', headers: {}, to: origin };
    if (onThisMachine) return { route: { kind: 'local' }, ...straight };
    const target = new URL(origin);
    const proxy = proxyFor(target, this.#network.http, process.env);
    if (proxy === undefined) return { route: { kind: 'direct' }, ...straight };
    if (target.protocol === 'https:') return { route: { kind: 'tunnel', proxy }, ...straight };
    // Many proxies open tunnels to port 443 only; without TLS they are asked for the address (RFC 9112, section 3.2.2).
    const { authorization } = proxy;
    const headers = { host: target.host, ...(authorization !== undefined && { 'proxy-authorization': authorization }) };
    return { route: { kind: 'plain', proxy }, prefix: origin, headers, to: proxy.origin };
  }

  #line(route: Route): Promise<Line> {
    const name = JSON.stringify(route);
    const known = this.#lines.get(name);
    if (known !== undefined) return known;
    const made = this.#make(route, this.#security);
    this.#lines.set(name, made);
    return made;
  }

  async #make(route: Route, security: Security): Promise<Line> {
    const { Agent, buildConnector } = await loadClient();
    const dial = new Dial(route, { security, limit: this.#limit, build: buildConnector });
    const free = new Tally();
    const lastWords = new Map<string, Error>();
    const spares = new Spares();
    const connect = async (target: Target): Promise<Socket> => {
      const origin = `${target.protocol}//${target.host ?? ''}`;
      const spare = await spares.take(origin);
      const socket = spare === undefined || spare.destroyed ? await dial.open(target) : spare;
      socket.once('close', free.add(origin, 1));
      socket.on('error', (error) => {
        if (codeOf(error).startsWith('ERR_SSL')) lastWords.set(origin, error);
      });
      return socket;
    };
    const agent = new Agent({
      keepAliveTimeout: keepAliveMilliseconds,
      connect: (target, callback) => {
        connect(target).then(
          (socket) => {
            callback(null, socket);
          },
          (error: unknown) => {
            callback(error instanceof Error ? error : new Error(String(error)), null);
          },
        );
      },
    });
    return { agent, dial, free, lastWords, spares };
  }

  /** Lets requests that are under way come to their end. */
  async #retire(made: Promise<Line>): Promise<void> {
    const line = await made;
    this.#former.add(line);
    line.spares.clear();
    await line.agent.close().catch(() => undefined);
    this.#former.delete(line);
  }
}

function targetAt(origin: string): Target {
  const { protocol, host, hostname, port } = new URL(origin);
  return { protocol, host, hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port };
}
