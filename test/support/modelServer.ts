import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Server as TlsServer } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { listen } from './listen.ts';

/** One request as the server received it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Which TCP connection it came over, counted from 1. */
  readonly connection: number;
  /** Settles when the answer is over: true where the client closed the socket before the answer's end. */
  readonly cancelled: Promise<boolean>;
  /** How many parts of a stream were written so far. */
  parts: number;
}

/** Answers one request; the response may be left open. */
export type Respond = (response: ServerResponse, request: Received) => void | Promise<void>;

/** A real HTTP server on this machine that answers by path and keeps what it received. */
export class ModelServer {
  readonly received: Received[] = [];
  /** By path, with the method before it where it matters: `/infill`, `GET /v1/models`. */
  routes: Record<string, Respond> = {};
  /** Answers anything else: with 404. */
  missing: Respond = notFound;
  connections = 0;
  port = 0;
  readonly #server: Server;

  protected constructor(make: (listener: RequestListener) => Server) {
    const numbers = new WeakMap<object, number>();
    this.#server = make((request, response) => {
      void this.#take(request, response, numbers.get(request.socket) ?? 0);
    });
    this.#server.on(this.#server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: object) => {
      numbers.set(socket, ++this.connections);
    });
  }

  static async start(
    routes: Record<string, Respond> = {},
    make: (listener: RequestListener) => Server = (listener) => createServer(listener),
    port = 0,
  ): Promise<ModelServer> {
    const server = new ModelServer(make);
    server.routes = routes;
    await server.listen(port);
    return server;
  }

  protected async listen(port = 0): Promise<void> {
    this.port = await listen(this.#server, port);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The address for `vigie.gateway.url`. */
  get url(): string {
    return `${this.origin}/v1`;
  }

  /** The requests to a path. */
  to(path: string): Received[] {
    return this.received.filter((each) => each.path === path);
  }

  /** All that was received, word for word: where a canary would be found. */
  get everything(): string {
    return this.received
      .map(({ method, path, headers, body }) => [method, path, JSON.stringify(headers), body].join('\n'))
      .join('\n');
  }

  /** The paths that were asked, in order. */
  get paths(): string[] {
    return this.received.map(({ path }) => path);
  }

  /** Closes connections over which no request is under way. */
  closeIdle(): void {
    this.#server.closeIdleConnections();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse, connection: number): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const cancelled = new Promise<boolean>((resolve) => {
      response.once('close', () => {
        resolve(!response.writableFinished);
      });
    });
    const received: Received = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
      connection,
      cancelled,
      parts: 0,
    };
    this.received.push(received);
    const respond = this.routes[`${received.method} ${received.path}`] ?? this.routes[received.path] ?? this.missing;
    await respond(response, received);
  }
}

/** Answers with a status and a body; JSON where the body is an object. */
export function status(code: number, body: string | object = '', headers: Record<string, string> = {}): Respond {
  return (response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    response.writeHead(code, { 'content-type': type, ...headers }).end(text);
  };
}

const notFound = status(404, '404 page not found');

/** A piece of a stream: bytes as they are, text as it is, or anything else as the JSON of one event. */
export type StreamPart = string | Uint8Array | object;

/** The bytes of one event. */
export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** How a stream ends: `end` as HTTP ends, `cut` by a reset connection, `open` not at all. */
export type StreamEnding = 'end' | 'cut' | 'open';

/** Answers with server-sent events, each part in a chunk of its own, `gap` milliseconds apart. */
export function stream(
  parts: Iterable<StreamPart> | AsyncIterable<StreamPart>,
  ending: StreamEnding = 'end',
  { type = 'text/event-stream', gap = 5 }: { type?: string; gap?: number } = {},
): Respond {
  return async (response, request) => {
    response.writeHead(200, { 'content-type': type });
    for await (const part of parts) {
      if (response.destroyed) return;
      const raw = typeof part === 'string' || part instanceof Uint8Array;
      response.write(raw ? part : event(part));
      request.parts += 1;
      await delay(gap);
    }
    if (ending === 'end') response.end();
    if (ending === 'cut') response.destroy();
  };
}

export const done = 'data: [DONE]\n\n';

/** The list of models that an OpenAI-compatible server gives. */
export function models(...ids: string[]): Respond {
  return status(200, { object: 'list', data: ids.map((id) => ({ id, object: 'model' })) });
}

/** A streamed chat event. */
export function delta(content: unknown, finish: string | null = null, more: object = {}): object {
  return { id: '1', model: 'm', choices: [{ index: 0, delta: { content, ...more }, finish_reason: finish }] };
}

/** A streamed event of a completion. */
export function text(piece: string | null, finish: string | null = null): object {
  return { choices: [{ index: 0, text: piece, finish_reason: finish }] };
}
