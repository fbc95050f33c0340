import type dns from 'node:dns';
import { Server } from 'proxy-chain';
import type { Credentials } from './certificates.ts';

/** A question to the proxy: for a tunnel, or for a whole address. */
export interface Asked {
  readonly kind: 'CONNECT' | 'plain';
  readonly target: string;
}

/**
 * A real proxy on this machine that asks for a name and password. It finds every host here, so a name that no name
 * server knows leads to a server of a test.
 */
export class AuthProxy {
  /** What those were for who knew the password, in order. */
  readonly asked: Asked[] = [];
  /** The `Proxy-Authorization` of every question. */
  readonly shown: (string | undefined)[] = [];
  readonly #server: Server;

  /** @param secure where the proxy itself speaks TLS. */
  private constructor(secure?: Credentials) {
    const options = {
      port: 0,
      host: '127.0.0.1',
      prepareRequestFunction: ({ request, username, password, hostname, port, isHttp }: Question) => {
        this.shown.push(request.headers['proxy-authorization']);
        if (username !== AuthProxy.username || password !== AuthProxy.password) return { requestAuthentication: true };
        this.asked.push({ kind: isHttp ? 'plain' : 'CONNECT', target: `${hostname}:${port}` });
        return { dnsLookup: everythingHere };
      },
    };
    this.#server =
      secure === undefined ? new Server(options) : new Server({ ...options, serverType: 'https', httpsOptions: { ...secure } });
  }

  static readonly username = 'épi';
  static readonly password = 's@cret:1%';

  static async start(secure?: Credentials): Promise<AuthProxy> {
    const proxy = new AuthProxy(secure);
    await proxy.#server.listen();
    return proxy;
  }

  /** Without name and password. */
  get hostAndPort(): string {
    return `127.0.0.1:${this.#server.port}`;
  }

  /** With name and password, as in `http.proxy`. */
  get address(): string {
    const [name, password] = [AuthProxy.username, AuthProxy.password].map(encodeURIComponent);
    return `http://${name ?? ''}:${password ?? ''}@${this.hostAndPort}`;
  }

  async stop(): Promise<void> {
    await this.#server.close(true);
  }
}

interface Question {
  readonly request: { readonly headers: Readonly<Record<string, string | string[] | undefined>> & { 'proxy-authorization'?: string } };
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: number;
  readonly isHttp: boolean;
}

const everythingHere = ((_name: string, options: dns.LookupOptions, callback: (...found: unknown[]) => void) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
}) as typeof dns.lookup;
