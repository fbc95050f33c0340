import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Whether the client closed the connection before the answer had ended. */
  closedEarly: boolean;
  /** How many pieces of the answer had been written when it ended. */
  pieces: number;
}

/** What the server says. */
export interface Script {
  /** The pieces of a chat answer. */
  readonly chat?: readonly string[];
  /** The pieces of a completion. */
  readonly completion?: readonly string[];
  /** Milliseconds before each piece. */
  readonly gap?: number;
}

/**
 * A model service over real HTTP that says what it was told to say and keeps all it receives. It speaks the
 * OpenAI-compatible routes and Mistral's, whose streams have the same form.
 */
export class ScriptedGateway {
  readonly received: Received[] = [];
  script: Script = {};
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  /** Starts a server on 127.0.0.1 and a free port. */
  static async start(script: Script): Promise<ScriptedGateway> {
    const gateway = new ScriptedGateway();
    gateway.script = script;
    await new Promise<void>((resolve) => gateway.#server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  /** The requests to a route. */
  to(path: string | RegExp): Received[] {
    return this.received.filter((each) => (typeof path === 'string' ? each.path === path : path.test(each.path)));
  }

  /** Everything that was received: paths, headers and bodies. */
  everything(): string {
    return JSON.stringify(this.received);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    request.setEncoding('utf8');
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '';
    const received: Received = { path, headers: request.headers, body, closedEarly: false, pieces: 0 };
    this.received.push(received);
    response.on('close', () => {
      received.closedEarly = !response.writableFinished;
    });
    switch (path) {
      case '/v1/models':
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }));
        return;
      case '/v1/chat/completions':
        return this.#stream(response, received, this.script.chat ?? [], (content) => ({ delta: { role: 'assistant', content } }));
      case '/v1/fim/completions':
        return this.#stream(response, received, this.script.completion ?? [], (content) => ({ delta: { content } }));
      case '/v1/completions':
        return this.#stream(response, received, this.script.completion ?? [], (text) => ({ text }));
      default:
        response.statusCode = 404;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ error: { message: 'There is no such route here.', code: 404 } }));
    }
  }

  async #stream(response: ServerResponse, received: Received, pieces: readonly string[], choice: (text: string) => object): Promise<void> {
    const event = (text: string, finish_reason: string | null): string =>
      `data: ${JSON.stringify({
        id: 'scripted',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'scripted',
        choices: [{ index: 0, ...choice(text), finish_reason }],
      })}\n\n`;
    response.setHeader('content-type', 'text/event-stream');
    response.flushHeaders();
    for (const piece of pieces) {
      await new Promise((resolve) => setTimeout(resolve, this.script.gap ?? 5));
      if (response.destroyed) return;
      response.write(event(piece, null));
      received.pieces += 1;
    }
    response.write(event('', 'stop'));
    response.end('data: [DONE]\n\n');
  }
}
