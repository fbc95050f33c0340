import * as z from 'zod';
import { parseHttpUrl } from '../../protocol/address.ts';
import type { ChatProgress } from '../../protocol/chat.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Answer } from '../net/answer.ts';
import type { Door } from '../net/door.ts';
import { silenceMilliseconds } from '../net/limits.ts';
import type { Destination } from '../policy/destination.ts';
import { open, type Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';
import { basePathsOf, type BasePaths } from './address.ts';
import { BackendError, type Backend, type BackendFault, type Finish, type Outgoing } from './backend.ts';
import { piecesOf } from './content.ts';
import { Models } from './models.ts';
import { ReasoningSplit } from './reasoning.ts';
import { malformed, refusalIn, type RefusalContext } from './refusals.ts';
import { completionRoutes, finishOf, type CompletionPiece, type CompletionRoute } from './routes.ts';
import { jsonEvents, type StreamEnd } from './stream.ts';

const messageSchema = z
  .object({
    content: z.unknown(),
    reasoning_content: z.unknown(),
    reasoning: z.unknown(),
  })
  .partial();
const chatEvent = z.object({
  choices: z.array(
    z.object({
      delta: messageSchema.nullish(),
      /** Where a server does not stream. */
      message: messageSchema.nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
});

/** A completion that has begun: its first piece shows that the route works. */
interface Begun {
  readonly answer: Answer;
  readonly first: CompletionPiece;
  readonly events: AsyncGenerator<unknown, StreamEnd>;
}

/** Faults that a server may show for a route that it does not have; the next route is worth a try. */
const perhapsMissing: readonly BackendFault[] = ['notFound', 'unsupported', 'malformed', 'key', 'forbidden'];

/** Any server with an OpenAI-compatible interface. */
export class Gateway implements Backend {
  readonly destination: Destination;
  readonly #door: Door;
  readonly #paths: BasePaths;
  readonly #models: Models;
  /** The way to ask for ghost text that has worked, by model. */
  readonly #routes = new Map<string, CompletionRoute['name']>();

  /** @param destination made from the same settings, with an origin. */
  constructor(settings: Settings['gateway'], destination: Destination, door: Door) {
    const url = parseHttpUrl(settings.url);
    if (url === undefined) throw new TypeError('A gateway needs an address.');
    this.destination = destination;
    this.#door = door;
    this.#paths = basePathsOf(url);
    this.#models = new Models(door, destination, `${this.#paths.api}/models`, {
      completion: settings.completionModel,
      chat: settings.chatModel,
    });
  }

  /**
   * llama.cpp keeps its last prompts, and with `n_predict` 0 reads one without answering it, as its server's
   * documentation says (measured: with one token); others would answer, or refuse.
   */
  get keepsPrompts(): boolean {
    return [...this.#routes.values()].includes('infill');
  }

  async *complete(cleared: Cleared<CompletionRequest>, signal: AbortSignal): AsyncGenerator<string, Finish> {
    const request = open(cleared, this.destination);
    const model = await this.#models.forUse('completion', signal);
    const all = completionRoutes(model, request, this.#paths);
    const routes = request.maxTokens > 0 ? all : all.filter(({ name }) => name === 'infill');
    const { route, answer, first, events } = await this.#begin(cleared, model, routes, signal);
    try {
      let piece = first;
      for (;;) {
        if (piece.text !== '') yield piece.text;
        if (piece.finish !== undefined) {
          answer.release();
          return piece.finish;
        }
        const next = await events.next();
        if (next.done === true) return next.value === 'done' ? 'stop' : 'cut';
        const read = route.read(next.value);
        if (read === undefined) throw malformed(this.destination.origin);
        piece = read;
      }
    } finally {
      await events.return('open');
    }
  }

  async *chat(cleared: Cleared<ChatRequest>, signal: AbortSignal): AsyncGenerator<ChatProgress, Finish> {
    const request = open(cleared, this.destination);
    const model = await this.#models.forUse('chat', signal);
    const body = chatBody(model, request);
    const passage = { signal, silence: silenceMilliseconds.chat };
    const answer = await this.#door.post(cleared, this.destination, this.#chatPath, body, passage);
    const context = this.#context(model);
    if (answer.status !== 200) throw this.#noted(await refusalIn(answer, context));

    const split = new ReasoningSplit();
    let finish: Finish | undefined;
    const events = jsonEvents(answer, context);
    try {
      for (;;) {
        const next = await events.next();
        if (next.done === true) {
          yield* split.end();
          return finish ?? (next.value === 'done' ? 'stop' : 'cut');
        }
        const { data } = chatEvent.safeParse(next.value);
        if (data === undefined) throw malformed(this.destination.origin);
        const choice = data.choices[0];
        const message = choice?.delta ?? choice?.message ?? {};
        for (const { text } of piecesOf(message.reasoning_content ?? message.reasoning))
          yield { kind: 'thinking', text };
        for (const piece of piecesOf(message.content)) {
          if (piece.kind === 'thinking') yield piece;
          else yield* split.feed(piece.text);
        }
        const reason = choice?.finish_reason ?? '';
        if (reason !== '') finish = finishOf(reason);
      }
    } finally {
      await events.return('open');
    }
  }

  async outgoing(request: CompletionRequest | ChatRequest, signal: AbortSignal): Promise<Outgoing> {
    const { origin } = this.destination;
    const model = await this.#models.forUse(request.kind, signal);
    if (request.kind === 'chat') return { url: origin + this.#chatPath, body: chatBody(model, request) };
    const [route] = this.#candidates(model, completionRoutes(model, request, this.#paths));
    if (route === undefined) throw new TypeError('There is no route.');
    return { url: origin + route.path, body: bodyOf(route) };
  }

  get #chatPath(): string {
    return `${this.#paths.api}/chat/completions`;
  }

  /** The route that is known to work for a model, or else all. */
  #candidates(model: string, routes: readonly CompletionRoute[]): readonly CompletionRoute[] {
    const known = this.#routes.get(model);
    return known === undefined ? routes : routes.filter(({ name }) => name === known);
  }

  /**
   * Begins a completion by the route that is known to work, or by the first that works, which is then remembered.
   * Nothing is remembered of a failure, so a server that was busy, loading or away is asked afresh.
   */
  async #begin(
    cleared: Cleared<CompletionRequest>,
    model: string,
    routes: readonly CompletionRoute[],
    signal: AbortSignal,
  ): Promise<Begun & { route: CompletionRoute }> {
    const failures: BackendError[] = [];
    for (const route of this.#candidates(model, routes)) {
      try {
        const begun = await this.#try(cleared, model, route, signal);
        if (begun.first.finish !== 'cut') this.#routes.set(model, route.name);
        return { route, ...begun };
      } catch (error) {
        if (!(error instanceof BackendError) || !perhapsMissing.includes(error.fault)) throw error;
        failures.push(error);
      }
    }
    this.#routes.delete(model);
    throw this.#noted(mostTelling(failures));
  }

  async #try(
    cleared: Cleared<CompletionRequest>,
    model: string,
    route: CompletionRoute,
    signal: AbortSignal,
  ): Promise<Begun> {
    const passage = { signal, silence: silenceMilliseconds.completion };
    const answer = await this.#door.post(cleared, this.destination, route.path, bodyOf(route), passage);
    const context = this.#context(model);
    if (answer.status !== 200) throw await refusalIn(answer, context);
    const events = jsonEvents(answer, context);
    const next = await events.next();
    if (next.done === true) {
      return { answer, first: { text: '', finish: next.value === 'done' ? 'stop' : 'cut' }, events };
    }
    const first = route.read(next.value);
    if (first === undefined) {
      await events.return('open');
      throw malformed(this.destination.origin);
    }
    return { answer, first, events };
  }

  /** A model that is not there any more may have been replaced by another. */
  #noted(error: BackendError): BackendError {
    if (error.fault === 'notFound') this.#models.forget();
    return error;
  }

  #context(model: string): RefusalContext {
    const { origin } = this.destination;
    return { origin, model, hasKey: this.#door.keys.has(origin) };
  }
}

function chatBody(model: string, { messages, maxTokens }: ChatRequest): string {
  return JSON.stringify({ model, messages, max_tokens: maxTokens, stream: true });
}

function bodyOf(route: CompletionRoute): string {
  return JSON.stringify(route.body);
}

/** Of several routes' failures the one that a person can act on: a refused key before a route that is missing. */
function mostTelling(failures: readonly BackendError[]): BackendError {
  const telling = failures.find(({ fault }) => fault === 'key' || fault === 'forbidden') ?? failures.at(-1);
  if (telling === undefined) throw new TypeError('No route was tried.');
  return telling;
}
