import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { closeServer, listenLocally } from '../../localServer.ts';
import { dialectOf, type Wish } from './dialects.ts';
import { continuationOf, type Difficulty } from './model.ts';
import { charactersPerToken, cutTo, tokensBy, tokensIn, tokenTime, type Pace } from './pace.ts';
import type { Place, TrueDocument } from './place.ts';

/** What the oracle noted of one request. Times are those of `performance.now()`. */
export interface Asked {
  readonly at: number;
  readonly route: string;
  /** The end of the prefix, enough to tell the place. */
  readonly tail: string;
  readonly place: Place | undefined;
  /** All that the answer would be if nobody closed the socket. */
  readonly answer: string;
  readonly streamed: boolean;
  /** Whether nothing is to be written: the client only warms the cache. */
  readonly warming: boolean;
  /** When each token was sent, where the answer is streamed. */
  readonly sentAt: number[];
  /** How many tokens were written before the socket was closed. */
  tokens: number;
  /** When the socket was closed or the answer was complete; undefined while it goes on. */
  endedAt: number | undefined;
}

/** How much of a prefix is noted. */
const tailLength = 400;

/** A fill-in-the-middle model by its name, so that clients choose their usual prompt. */
const model = 'qwen2.5-coder-oracle';

const fixed: Readonly<Record<string, unknown>> = {
  '/v1/models': { object: 'list', data: [{ id: model, object: 'model', owned_by: 'bench' }] },
  '/health': { status: 'ok' },
  '/v1/health': {
    model,
    device: 'cpu',
    arch: 'x86_64',
    cpu_info: '',
    cpu_count: 2,
    cuda_devices: [],
    version: { build_date: '2025-01-01', build_timestamp: '', git_sha: '0', git_describe: 'v0.30.0' },
  },
  '/v1beta/server_setting': { disable_client_side_telemetry: true },
};

/** A model that knows what the person is going to write, behind HTTP on this machine. */
export class Oracle {
  readonly asked: Asked[] = [];
  readonly #documents: readonly TrueDocument[];
  readonly #difficulty: Difficulty;
  readonly #pace: Pace;
  readonly #server: Server;

  constructor(documents: readonly TrueDocument[], difficulty: Difficulty, pace: Pace) {
    this.#documents = documents;
    this.#difficulty = difficulty;
    this.#pace = pace;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    // Nagle's wait would be taken for the model's.
    this.#server.on('connection', (socket) => socket.setNoDelay(true));
  }

  /** @returns the address, without a path */
  listen(): Promise<string> {
    return listenLocally(this.#server);
  }

  close(): Promise<void> {
    return closeServer(this.#server);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://oracle').pathname;
    try {
      const body = await bodyOf(request);
      const read = request.method === 'POST' ? dialectOf(path) : undefined;
      if (read !== undefined) this.#answer(path, read(JSON.parse(body)), response);
      else if (path in fixed) json(response, 200, fixed[path]);
      else if (path === '/v1/events') response.writeHead(200).end();
      else json(response, 404, { error: { message: `There is no ${path}.` } });
    } catch (error) {
      json(response, 400, { error: { message: error instanceof Error ? error.message : String(error) } });
    }
  }

  #answer(route: string, wish: Wish, response: ServerResponse): void {
    const at = performance.now();
    const { place, text } = continuationOf(wish.prefix, this.#documents, this.#difficulty);
    const { text: answer, end } = cutTo(wish, text);
    const asked: Asked = {
      at,
      route,
      tail: wish.prefix.replace(/\r\n?/g, '\n').slice(-tailLength),
      place,
      answer,
      streamed: wish.stream,
      warming: wish.maxTokens === 0,
      sentAt: [],
      tokens: 0,
      endedAt: undefined,
    };
    this.asked.push(asked);
    const total = tokensIn(answer);
    let timer: NodeJS.Timeout;
    response.once('close', () => {
      clearTimeout(timer);
      if (asked.endedAt !== undefined) return;
      asked.endedAt = performance.now();
      asked.tokens = Math.min(total, tokensBy(asked.endedAt - at, this.#pace));
    });
    const complete = (): void => {
      asked.endedAt = performance.now();
      asked.tokens = total;
    };
    const { piece, done } = wish.form;
    const write = (token: number): void => {
      if (response.destroyed) return;
      if (token < total) {
        const written = answer.slice(token * charactersPerToken, (token + 1) * charactersPerToken);
        if (wish.stream) response.write(event(piece(written)));
        asked.sentAt.push(performance.now());
        asked.tokens = token + 1;
      }
      if (token < total - 1) {
        timer = setTimeout(write, at + tokenTime(token + 1, this.#pace) - performance.now(), token + 1);
        return;
      }
      complete();
      if (!wish.stream) json(response, 200, piece(answer, end));
      else response.end(event(piece('', end)) + (done === undefined ? '' : `data: ${done}\n\n`));
    };
    if (wish.stream) response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    timer = setTimeout(write, this.#pace.firstToken, 0);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function json(response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
