import type { LookupFunction, Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { buildConnector } from 'undici';
import { noConnection } from './failures.ts';
import type { Proxy } from './proxies.ts';
import { proxyUnreachable } from './proxyFailures.ts';
import type { Security } from './security.ts';

/** By which way sockets are opened. */
export type Route =
  | { readonly kind: 'local' | 'direct' }
  /** `tunnel`: a tunnel to the server; `plain`: to the proxy itself, which is asked for whole addresses. */
  | { readonly kind: 'tunnel' | 'plain'; readonly proxy: Proxy };

/** What dialling needs. */
export interface DialOptions {
  readonly security: Security;
  /** How long a connection is waited for, in milliseconds. */
  readonly limit: number;
  readonly build: typeof buildConnector;
}

/** Where a socket is to lead, as undici puts it. */
export type Target = buildConnector.Options;

/**
 * Answers every name with this machine's own addresses. A destination that is cleared as device-local by its name
 * (`localhost`, `x.localhost`) must stay local even where a name server says otherwise.
 */
const loopbackLookup: LookupFunction = (_name, options, callback) => {
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ].filter(({ family }) => options.family === undefined || options.family === 0 || options.family === family);
  if (options.all === true) callback(null, addresses);
  else callback(null, addresses[0]?.address ?? '127.0.0.1', addresses[0]?.family ?? 4);
};

/** Opens sockets by one route, each within the time limit for connections. */
export class Dial {
  readonly #route: Route;
  readonly #options: DialOptions;
  /** A connector remembers the TLS sessions of its context, so that the next handshake is shorter. */
  readonly #secured = new WeakMap<SecureContext, buildConnector.connector>();
  readonly #unsecured: buildConnector.connector;

  constructor(route: Route, options: DialOptions) {
    this.#route = route;
    this.#options = options;
    this.#unsecured = this.#connector();
  }

  /** @throws BackendError, or what Node.js says of the connection. */
  async open(target: Target): Promise<Socket> {
    const { limit } = this.#options;
    const late = new AbortController();
    const opening = this.#open(target, late.signal);
    const origin = originOf(target);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const proxied = 'proxy' in this.#route ? this.#route.proxy : undefined;
        const reason = noConnection(origin, limit);
        late.abort(reason);
        reject(proxied === undefined ? reason : proxyUnreachable(proxied, new DOMException('', 'TimeoutError')));
        opening.then(
          (socket) => socket.destroy(),
          () => undefined,
        );
      }, limit);
      opening.then(resolve, reject).finally(() => {
        clearTimeout(timer);
      });
    });
  }

  async #open(target: Target, signal: AbortSignal): Promise<Socket> {
    const { security } = this.#options;
    const origin = originOf(target);
    const isSecure = target.protocol === 'https:';
    // What the settings name must be sound before anything is opened, even a tunnel.
    const context = isSecure ? await security.contextFor(origin) : undefined;
    if (this.#route.kind !== 'tunnel') return this.#through(target, context).catch((error: unknown) => this.#thrown(error));
    const { proxy } = this.#route;
    const secureContext = () => security.contextFor(proxy.origin);
    // With it comes all of Node's own client, which most never need.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late; the tests' loader knows no late `import` of TypeScript.
    const { openTunnel } = require('./proxyTunnel.ts') as typeof import('./proxyTunnel.ts');
    const tunnel = await openTunnel(proxy, hostAndPort(target), { secureContext, signal });
    return isSecure ? this.#through({ ...target, httpSocket: tunnel }, context) : tunnel;
  }

  #thrown(error: unknown): never {
    throw this.#route.kind === 'plain' ? proxyUnreachable(this.#route.proxy, error) : error;
  }

  #through(target: Target, context: SecureContext | undefined): Promise<Socket> {
    const connect = context === undefined ? this.#unsecured : (this.#secured.get(context) ?? this.#connector(context));
    if (context !== undefined) this.#secured.set(context, connect);
    return new Promise((resolve, reject) => {
      // undici names the host that a request is for, which a proxy on the way is not; without it, the one connected to.
      connect({ ...target, servername: '' }, (...[error, socket]) => {
        if (error === null) resolve(socket);
        else reject(error);
      });
    });
  }

  /** Certificates are always checked, also where the environment (NODE_TLS_REJECT_UNAUTHORIZED) asks for no checks. */
  #connector(secureContext?: SecureContext): buildConnector.connector {
    const { build, limit } = this.#options;
    return build({
      rejectUnauthorized: true,
      timeout: limit,
      autoSelectFamily: true,
      ...(secureContext !== undefined && { secureContext }),
      ...(this.#route.kind === 'local' && { lookup: loopbackLookup }),
    });
  }
}

function originOf({ protocol, host = '' }: Target): string {
  return `${protocol}//${host}`;
}

function hostAndPort({ protocol, host = '', port }: Target): string {
  return port === '' ? `${host}:${protocol === 'https:' ? 443 : 80}` : host;
}
