import * as l10n from '@vscode/l10n';
import { parseHttpUrl } from '../../protocol/address.ts';
import type { ChatProgress } from '../../protocol/chat.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Door } from '../net/door.ts';
import { Interrupted } from '../net/failures.ts';
import { silenceMilliseconds } from '../net/limits.ts';
import { sdkFetcher } from '../net/sdkFetcher.ts';
import type { Destination } from '../policy/destination.ts';
import { open, type Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';
import { basePathsOf } from './address.ts';
import { BackendError, type Backend, type Finish, type Outgoing } from './backend.ts';
import { piecesOf } from './content.ts';
import { plainPromptFor } from './fim.ts';
import { malformed, refusalIn, refusalOf, type RefusalContext } from './refusals.ts';
import { OutgoingKeeper } from './outgoingKeeper.ts';
import { finishOf } from './routes.ts';
import { samplingOf } from './sampling.ts';

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
  readonly silence: number;
  readonly signal: AbortSignal;
  readonly send: (sdk: Sdk, client: Client) => ReturnType<Sdk['fimStream']>;
}

/** The Mistral API, through its SDK. */
export class Mistral implements Backend {
  readonly destination: Destination;
  /** It keeps prompts, but bills what it reads. */
  readonly keepsPrompts = false;
  readonly #settings: Settings['mistral'];
  readonly #door: Door;
  readonly #serverURL: string;

  /** @param destination made from the same settings, with an origin. */
  constructor(settings: Settings['mistral'], destination: Destination, door: Door) {
    const url = parseHttpUrl(settings.url);
    if (url === undefined) throw new TypeError('The Mistral API needs an address.');
    this.destination = destination;
    this.#settings = settings;
    this.#door = door;
    this.#serverURL = url.origin + basePathsOf(url).root;
  }

  async *complete(cleared: Cleared<CompletionRequest>, signal: AbortSignal): AsyncGenerator<string, Finish> {
    const request = open(cleared, this.destination);
    const { completionModel: model } = this.#settings;
    const pieces = this.#stream({
      cleared,
      model,
      signal,
      silence: silenceMilliseconds.completion,
      send: this.#send(request),
    });
    try {
      for (;;) {
        const next = await pieces.next();
        if (next.done === true) return next.value;
        if (next.value.kind === 'text') yield next.value.text;
      }
    } finally {
      await pieces.return('cut');
    }
  }

  async *chat(cleared: Cleared<ChatRequest>, signal: AbortSignal): AsyncGenerator<ChatProgress, Finish> {
    const request = open(cleared, this.destination);
    const { chatModel: model } = this.#settings;
    return yield* this.#stream({
      cleared,
      model,
      signal,
      silence: silenceMilliseconds.chat,
      send: this.#send(request),
    });
  }

  /** The SDK writes the body, so it is asked to send to somebody who only keeps what they are given. */
  async outgoing(request: CompletionRequest | ChatRequest): Promise<Outgoing> {
    const sdk = await loadSdk();
    const kept = new OutgoingKeeper();
    const client = this.#clientWith(sdk, (input) => kept.keep(input));
    await this.#send(request)(sdk, client);
    return kept.outgoing;
  }

  #send(request: CompletionRequest | ChatRequest): Ask['send'] {
    if (request.kind === 'chat') {
      const { messages, maxTokens } = request;
      const model = this.#settings.chatModel;
      const body = { model, messages: messages.map(({ role, content }) => ({ role, content })), maxTokens };
      return (sdk, client) => sdk.chatStream(client, body);
    }
    const { suffix, maxTokens, stop } = request;
    const { temperature, seed } = samplingOf(request);
    const body = {
      model: this.#settings.completionModel,
      prompt: plainPromptFor(request),
      suffix,
      maxTokens,
      temperature,
      ...(seed === undefined ? {} : { randomSeed: seed }),
      ...(stop.length > 0 ? { stop: [...stop] } : {}),
    };
    return (sdk, client) => sdk.fimStream(client, body);
  }

  async *#stream({ cleared, model, silence, signal, send }: Ask): AsyncGenerator<ChatProgress, Finish> {
    const { origin } = this.destination;
    if (!this.#door.keys.has(origin)) {
      throw new BackendError('key', l10n.t('No API key is set for {0}. Set your key.', origin), 'setKey');
    }
    const context = { origin, model, hasKey: true };
    const sdk = await loadSdk();
    const client = this.#client(sdk, { cleared, silence, signal, context });
    try {
      const result = await send(sdk, client);
      if (!result.ok) throw result.error;
      let finish: Finish | undefined;
      for await (const { data } of result.value) {
        const choice = data.choices[0];
        yield* piecesOf(choice?.delta.content);
        if (choice?.finishReason === 'error') throw refusalOf(500, { words: '', code: '' }, context);
        if (typeof choice?.finishReason === 'string') finish = finishOf(choice.finishReason);
      }
      return finish ?? 'cut';
    } catch (error) {
      signal.throwIfAborted();
      const known = backendErrorIn(error);
      if (known instanceof Interrupted) return 'cut';
      throw known ?? malformed(origin, error);
    }
  }

  /** A client for one request: it can send nothing else, and it never sees the key. */
  #client(
    sdk: Sdk,
    { context, ...passage }: Pick<Ask, 'cleared' | 'silence' | 'signal'> & { context: RefusalContext },
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
