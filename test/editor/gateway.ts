import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the gateway got it. */
export interface Received {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** An OpenAI-compatible server on this machine that says what it is told and keeps what it is asked. */
export class ScriptedGateway {
  readonly received: Received[] = [];
  /** What ghost text says. */
  completion = '';
  /** The pieces of a chat answer. */
  answer: readonly string[] = [];
  /** Sends the first piece of an answer and then nothing more. */
  stalls = false;
  /** How many answers' sockets the client closed before their end. */
  closedEarly = 0;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  /** @returns the address for `vigie.gateway.url`. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** @returns the bodies of all chat and completion requests, joined: where a canary would be found. */
  get everything(): string {
    return this.received.map(({ body }) => body).join('\n');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '';
    this.received.push({ path, authorization: request.headers.authorization, body });
    if (path === '/v1/models') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }));
    } else if (path === '/v1/completions') {
      this.#stream(response, [{ text: this.completion }, { text: '', finish_reason: 'stop' }]);
    } else if (path === '/v1/chat/completions') {
      const pieces = this.answer.map((content) => ({ delta: { content } }));
      this.#stream(response, [...pieces, { delta: {}, finish_reason: 'stop' }], this.stalls);
    } else {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"not found"}}');
    }
  }

  #stream(response: ServerResponse, choices: readonly object[], stalls = false): void {
    response.on('close', () => {
      if (!response.writableFinished) this.closedEarly += 1;
    });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const choice of stalls ? choices.slice(0, 1) : choices) {
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`);
    }
    if (!stalls) response.end('data: [DONE]\n\n');
  }
}
