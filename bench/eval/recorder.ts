import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { closeServer, listenLocally } from '../localServer.ts';

/** One request for a completion, and what came of it until its socket was closed. */
export interface Recorded {
  readonly path: string;
  /** All that the model reads: context, prefix, suffix. */
  readonly prompt: string;
  answer: string;
  /** Whether the server took it: a route that it does not have is tried and refused. */
  taken: boolean;
}

/** Passes everything on to a model's server, and notes what is asked and answered. */
export class Recorder {
  readonly #target: URL;
  readonly #more: object;
  readonly #server: Server;
  #recorded: Recorded[] = [];
  #open = 0;

  /**
   * @param target the server's address, without a path
   * @param more what is added to the body of each request for a completion, whoever asks
   */
  constructor(target: string, more: object = {}) {
    this.#target = new URL(target);
    this.#more = more;
    this.#server = createServer((request, response) => {
      void this.#pass(request, response);
    });
    this.#server.on('connection', (socket) => socket.setNoDelay(true));
  }

  /** @returns the address, without a path */
  listen(): Promise<string> {
    return listenLocally(this.#server);
  }

  close(): Promise<void> {
    return closeServer(this.#server);
  }

  /** What was taken since the last call. */
  take(): readonly Recorded[] {
    const recorded = this.#recorded.filter(({ taken }) => taken);
    this.#recorded = [];
    return recorded;
  }

  /** Settles once nothing is under way. */
  async idle(): Promise<void> {
    while (this.#open > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const record = request.method === 'POST' ? recordOf(request.url ?? '', text) : undefined;
    const body = record === undefined ? text : JSON.stringify({ ...(JSON.parse(text) as object), ...this.#more });
    if (record !== undefined) this.#recorded.push(record);
    this.#open += 1;
    response.once('close', () => {
      this.#open -= 1;
    });
    const { hostname, port } = this.#target;
    const headers = { ...request.headers, host: this.#target.host, 'content-length': Buffer.byteLength(body) };
    const passed = forward({ hostname, port, path: request.url, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (record !== undefined) record.taken = answer.statusCode === 200;
      let rest = '';
      answer.on('data', (chunk: Buffer) => {
        response.write(chunk);
        rest = record === undefined ? '' : note(record, rest + chunk.toString('utf8'));
      });
      answer.on('end', () => {
        if (record !== undefined) note(record, `${rest}\n`);
        response.end();
      });
      answer.on('error', () => response.destroy());
    });
    passed.on('error', () => response.destroy());
    response.once('close', () => passed.destroy());
    passed.end(body);
  }
}

/** The fields that hold what a model reads, in its order, by route. */
const promptFields: Readonly<Record<string, readonly string[]>> = {
  '/infill': ['input_extra', 'input_prefix', 'input_suffix'],
  '/api/generate': ['prompt', 'suffix'],
  '/v1/completions': ['prompt', 'suffix'],
};

function recordOf(path: string, body: string): Recorded | undefined {
  const fields = promptFields[path];
  if (fields === undefined) return undefined;
  const asked = JSON.parse(body) as Record<string, unknown>;
  const texts = fields.map((field) => {
    const value = asked[field] ?? '';
    return typeof value === 'string' ? value : (value as { filename: string; text: string }[]).map(({ filename, text }) => `${filename}\n${text}`).join('\n');
  });
  return { path, prompt: texts.join(''), answer: '', taken: false };
}

/** Adds what whole lines of a stream, of events or of bare JSON, say of the answer. @returns the line begun */
function note(record: Recorded, text: string): string {
  const lines = text.split('\n');
  for (const line of lines.slice(0, -1)) {
    const data = line.replace(/^data: /, '').trim();
    if (data.startsWith('{')) record.answer += pieceIn(JSON.parse(data) as Piece);
  }
  return lines.at(-1) ?? '';
}

interface Piece {
  readonly content?: string;
  readonly response?: string;
  readonly choices?: readonly { readonly text?: string | null }[];
}

function pieceIn({ content, response, choices }: Piece): string {
  return content ?? response ?? choices?.[0]?.text ?? '';
}
