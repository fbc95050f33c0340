import { createServer, request as ask } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from './listen.ts';

/**
 * A proxy on 127.0.0.1 through which names that no name server knows lead to servers of a test, so that a
 * destination may be one that is not this machine. It keeps every address that was asked for and lets nothing out.
 */
export class NamingProxy {
  /** The `host:port` of every attempt, in order. */
  readonly asked: string[] = [];
  readonly #ports: ReadonlyMap<string, number>;
  #port = 0;
  readonly #sockets = new Set<{ destroy(): unknown }>();
  readonly #server = createServer((request, response) => {
    const { hostname, port, pathname } = new URL(request.url ?? '');
    const asked = `${hostname}:${port || '80'}`;
    this.asked.push(asked);
    const behind = this.#ports.get(asked);
    if (behind === undefined) {
      response.writeHead(403).end();
      return;
    }
    const { method, headers } = request;
    const onward = ask({ host: '127.0.0.1', port: behind, path: pathname, method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('socket', (socket) => {
      this.#keep(socket);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });

  constructor(ports: ReadonlyMap<string, number>) {
    this.#ports = ports;
    this.#server.on('connect', ({ url = '' }, socket: Socket) => {
      this.asked.push(url);
      this.#keep(socket);
      const port = this.#ports.get(url);
      if (port === undefined) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const onward = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      this.#keep(onward);
    });
  }

  /** @param names the port on this machine that stands behind each `host:port`. */
  static async start(names: Readonly<Record<string, number>>): Promise<NamingProxy> {
    const proxy = new NamingProxy(new Map(Object.entries(names)));
    proxy.#port = await listen(proxy.#server);
    return proxy;
  }

  /** The environment that sends a program's connections through this proxy. */
  get environment(): Record<string, string> {
    const address = `http://127.0.0.1:${this.#port}`;
    return {
      http_proxy: address,
      HTTP_PROXY: address,
      https_proxy: address,
      HTTPS_PROXY: address,
      no_proxy: '',
      NO_PROXY: '',
    };
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A tunnel's end may break off at any time; the other end shows it. */
  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
