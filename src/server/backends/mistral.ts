import * as l10n from '@vscode/l10n';
import { parseHttpUrl } from '../../protocol/address.ts';
import type { ChatProgress } from '../../protocol/chat.ts';
import type { ModelView } from '../../protocol/models.ts';
import type { Door } from '../net/door.ts';
import type { Use } from '../net/limits.ts';
import { patiently } from '../net/patience.ts';
import { sdkFetcher } from '../net/sdkFetcher.ts';
import type { Destination } from '../policy/destination.ts';
import { open, type Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';
import { basePathsOf } from './address.ts';
import { BackendError, type Backend, type ChatEnd, type ChatOptions, type Finish, type Outgoing, type TokenCount } from './backend.ts';
import { piecesOf } from './content.ts';
import { plainPromptFor } from './fim.ts';
import { finishOf } from './finish.ts';
import type { GatewayAddress } from './gateway.ts';
import { tokenCountIn, type ServerKnowledge } from './knowledge.ts';
import { Models } from './models.ts';
import { malformed, refusalIn, refusalOf, type RefusalContext } from './refusals.ts';
import { OutgoingKeeper } from './outgoingKeeper.ts';
import { samplingOf } from './sampling.ts';
import { jsonEvents } from './stream.ts';

/** The SDK prints requests, and so the person's text, where MISTRAL_DEBUG is set; this logger stands in the way. */
const silent = { group: () => undefined, groupEnd: () => undefined, log: () => undefined };

/** The SDK, loaded with the first request: it costs 30 ms, which nobody pays who does not use Mistral. */
const loadSdk = () => import('./mistralSdk.mjs');
type Sdk = Awaited<ReturnType<typeof loadSdk>>;
type Client = InstanceType<Sdk['MistralCore']>;

/** What a stream is asked for with. */
interface Ask {
  readonly cleared: Cleared<ChatRequest | CompletionRequest>;
  readonly model: string;
  readonly use: Use;
  readonly signal: AbortSignal;
  readonly send: (sdk: Sdk, client: Client) => ReturnType<Sdk['fimStream']>;
}

/** The Mistral API, through its SDK. */
export class Mistral implements Backend {
  readonly destination: Destination;
  readonly known: ServerKnowledge;
  /** It keeps prompts, but bills what it reads. */
  readonly keepsPrompts = false;
  readonly #address: GatewayAddress;
  readonly #models: Models;
  readonly #door: Door;
  readonly #serverURL: string;

  /**
   * @param destination made from the same address, with an origin.
   * @param known what has been found out about the server; it is added to.
   */
  constructor(address: GatewayAddress, destination: Destination, door: Door, known: ServerKnowledge) {
    const url = parseHttpUrl(address.url);
    if (url === undefined) throw new TypeError('The Mistral API needs an address.');
    const { api, root } = basePathsOf(url);
    this.destination = destination;
    this.#address = address;
    this.#door = door;
    this.#serverURL = url.origin + root;
    this.known = known;
    const named = { completion: address.completionModel, chat: address.chatModel };
    this.#models = new Models(door, destination, `${api}/models`, named, known);
  }

  async models(signal: AbortSignal): Promise<readonly ModelView[]> {
    this.#needKey();
    return this.#models.views(signal);
  }

  async *complete(cleared: Cleared<CompletionRequest>, signal: AbortSignal): AsyncGenerator<string, Finish> {
    const request = open(cleared, this.destination);
    const { completionModel: model } = this.#address;
    const pieces = this.#stream({ cleared, model, signal, use: 'completion', send: fimOf(model, request) });
    try {
      for (;;) {
        const next = await pieces.next();
        if (next.done === true) return next.value.finish;
        if (next.value.kind === 'text') yield next.value.text;
      }
    } finally {
      await pieces.return({ finish: 'cut', model });
    }
  }

  async *chat(cleared: Cleared<ChatRequest>, signal: AbortSignal, options: ChatOptions = {}): AsyncGenerator<ChatProgress, ChatEnd> {
    const request = open(cleared, this.destination);
    this.#needKey();
    const { model, effort } = await this.#chosen(options, signal);
    return yield* this.#stream({ cleared, model, signal, use: 'chat', send: chatOf(model, effort, request) });
  }

  /** The SDK writes the body, so it is asked to send to somebody who only keeps what they are given. */
  async outgoing(request: CompletionRequest | ChatRequest, signal: AbortSignal, options: ChatOptions = {}): Promise<Outgoing> {
    const sdk = await loadSdk();
    const kept = new OutgoingKeeper();
    const client = this.#clientWith(sdk, (input) => kept.keep(input));
    if (request.kind === 'chat') {
      const { model, effort } = await this.#chosen(options, signal);
      await chatOf(model, effort, request)(sdk, client);
    } else {
      await fimOf(this.#address.completionModel, request)(sdk, client);
    }
    return kept.outgoing;
  }

  async #chosen(options: ChatOptions, signal: AbortSignal): Promise<{ model: string; effort: string | undefined }> {
    const model = await this.#models.forUse('chat', signal, options.model);
    return { model, effort: this.#models.effort(model, options.effort) };
  }

  #needKey(): void {
    const { origin } = this.destination;
    if (this.#door.keys.has(origin)) return;
    throw new BackendError('key', l10n.t('No API key is set for {0}. Set your key.', origin), 'setKey');
  }

  #stream(ask: Ask): AsyncGenerator<ChatProgress, ChatEnd> {
    const patience = { origin: this.destination.origin, wait: this.#door.limits[ask.use], signal: ask.signal };
    return patiently((signal) => this.#streamOnce({ ...ask, signal }), patience);
  }

  async *#streamOnce({ cleared, model, use, signal, send }: Ask): AsyncGenerator<ChatProgress, ChatEnd> {
    const { origin } = this.destination;
    this.#needKey();
    const context = { origin, model, hasKey: true };
    const sdk = await loadSdk();
    const client = this.#client(sdk, { cleared, use, signal, context });
    let finish: Finish | undefined;
    let usage: TokenCount | undefined;
    const end = (): ChatEnd => ({ finish: finish ?? 'cut', model, ...(usage && { usage }) });
    try {
      const result = await send(sdk, client);
      if (!result.ok) throw result.error;
      for await (const { data } of result.value) {
        const choice = data.choices[0];
        const pieces = piecesOf(choice?.delta.content);
        if (pieces.some(({ kind }) => kind === 'thinking')) this.known.noteThinking(model);
        yield* pieces;
        usage = countOf(data.usage) ?? usage;
        if (choice?.finishReason === 'error') throw refusalOf(500, { words: '', code: '' }, context);
        if (typeof choice?.finishReason === 'string') finish = finishOf(choice.finishReason);
      }
      return end();
    } catch (error) {
      signal.throwIfAborted();
      throw backendErrorIn(error) ?? malformed(origin, error);
    }
  }

  /** A client for one request: it can send nothing else, and it never sees the key. */
  #client(
    sdk: Sdk,
    { context, ...passage }: Pick<Ask, 'cleared' | 'use' | 'signal'> & { context: RefusalContext },
  ): Client {
    const fetcher = sdkFetcher(this.#door, {
      ...passage,
      destination: this.destination,
      inspect: async (answer) => {
        if (answer.status !== 200) throw await refusalIn(answer, context);
        if (answer.mediaType === 'text/event-stream') return;
        answer.discard();
        throw malformed(context.origin);
      },
      events: (answer) => jsonEvents(answer, context),
    });
    return this.#clientWith(sdk, fetcher);
  }

  #clientWith(sdk: Sdk, fetcher: (input: Request | URL | string) => Promise<Response>): Client {
    return new sdk.MistralCore({
      // Without one the SDK would look for a key in the environment; the door sets the right header.
      apiKey: 'set-by-the-door',
      serverURL: this.#serverURL,
      httpClient: new sdk.HTTPClient({ fetcher }),
      ...(process.env['MISTRAL_DEBUG'] === undefined ? {} : { debugLogger: silent }),
    });
  }
}

/** The door's error inside the errors that the SDK wraps it in. */
function backendErrorIn(error: unknown): BackendError | undefined {
  if (error instanceof BackendError) return error;
  return error instanceof Error && error.cause !== undefined ? backendErrorIn(error.cause) : undefined;
}

/** The SDK's type for an effort, which any other word may be too. */
type Effort = NonNullable<Parameters<Sdk['chatStream']>[1]['reasoningEffort']>;

function chatOf(model: string, effort: string | undefined, { messages, maxTokens }: ChatRequest): Ask['send'] {
  const body = {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    maxTokens,
    ...(effort !== undefined && { reasoningEffort: effort as Effort }),
  };
  return (sdk, client) => sdk.chatStream(client, body);
}

function fimOf(model: string, request: CompletionRequest): Ask['send'] {
  const { suffix, maxTokens, stop } = request;
  const { temperature, seed } = samplingOf(request);
  const body = {
    model,
    prompt: plainPromptFor(request),
    suffix,
    maxTokens,
    temperature,
    ...(seed === undefined ? {} : { randomSeed: seed }),
    ...(stop.length > 0 ? { stop: [...stop] } : {}),
  };
  return (sdk, client) => sdk.fimStream(client, body);
}

function countOf(usage: { promptTokens?: number | undefined; completionTokens?: number | undefined } | undefined): TokenCount | undefined {
  return tokenCountIn({ prompt_tokens: usage?.promptTokens, completion_tokens: usage?.completionTokens });
}
