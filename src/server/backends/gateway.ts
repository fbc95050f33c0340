import { parseHttpUrl } from '../../protocol/address.ts';
import type { ChatProgress } from '../../protocol/chat.ts';
import type { ModelView } from '../../protocol/models.ts';
import type { Answer } from '../net/answer.ts';
import type { Door } from '../net/door.ts';
import { patiently } from '../net/patience.ts';
import type { Destination } from '../policy/destination.ts';
import { open, type Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';
import { basePathsOf, type BasePaths } from './address.ts';
import {
  BackendError,
  type Backend,
  type BackendFault,
  type ChatEnd,
  type ChatOptions,
  type Finish,
  type Outgoing,
} from './backend.ts';
import { chatPieces } from './chatPieces.ts';
import type { ServerKnowledge } from './knowledge.ts';
import { Models } from './models.ts';
import { malformed, refusalIn, type RefusalContext } from './refusals.ts';
import { completionRoutes, routesOf, type CompletionPiece, type CompletionRoute } from './routes.ts';
import { jsonEvents, type StreamEnd } from './stream.ts';

/** Where a gateway is, and which of its models answer; empty for those that it lists. */
export interface GatewayAddress {
  readonly url: string;
  readonly completionModel: string;
  readonly chatModel: string;
}

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
  readonly known: ServerKnowledge;
  readonly #door: Door;
  readonly #paths: BasePaths;
  readonly #models: Models;

  /**
   * @param destination made from the same address, with an origin.
   * @param known what has been found out about the server; it is added to.
   */
  constructor(address: GatewayAddress, destination: Destination, door: Door, known: ServerKnowledge) {
    const url = parseHttpUrl(address.url);
    if (url === undefined) throw new TypeError('A gateway needs an address.');
    this.destination = destination;
    this.#door = door;
    this.#paths = basePathsOf(url);
    this.known = known;
    const named = { completion: address.completionModel, chat: address.chatModel };
    this.#models = new Models(door, destination, `${this.#paths.api}/models`, named, known);
  }

  /**
   * llama.cpp keeps its last prompts, and with `n_predict` 0 reads one without answering it, as its server's
   * documentation says (measured: with one token); others would answer, or refuse.
   */
  get keepsPrompts(): boolean {
    return this.known.routes.includes('infill');
  }

  models(signal: AbortSignal): Promise<readonly ModelView[]> {
    return this.#models.views(signal);
  }

  complete(cleared: Cleared<CompletionRequest>, signal: AbortSignal): AsyncGenerator<string, Finish> {
    const patience = { origin: this.destination.origin, wait: this.#door.limits.completion, signal };
    return patiently((either) => this.#complete(cleared, either), patience);
  }

  async *#complete(cleared: Cleared<CompletionRequest>, signal: AbortSignal): AsyncGenerator<string, Finish> {
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
          if (piece.goesOn !== true) answer.release();
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

  chat(cleared: Cleared<ChatRequest>, signal: AbortSignal, options: ChatOptions = {}): AsyncGenerator<ChatProgress, ChatEnd> {
    const patience = { origin: this.destination.origin, wait: this.#door.limits.chat, signal };
    return patiently((either) => this.#chat(cleared, either, options), patience);
  }

  async *#chat(cleared: Cleared<ChatRequest>, signal: AbortSignal, options: ChatOptions): AsyncGenerator<ChatProgress, ChatEnd> {
    const request = open(cleared, this.destination);
    const model = await this.#models.forUse('chat', signal, options.model);
    const effort = this.#models.effort(model, options.effort);
    const answer = await this.#postChat(cleared, { ...request, model, effort }, signal);
    const pieces = chatPieces(jsonEvents(answer, this.#context(model)), this.destination.origin);
    try {
      for (;;) {
        const next = await pieces.next();
        if (next.done === true) {
          const { usage } = next.value;
          const finish = trueFinish(next.value, request.maxTokens);
          return { finish, model, ...(usage && { usage }) };
        }
        if (next.value.kind === 'thinking') this.known.noteThinking(model);
        yield next.value;
      }
    } finally {
      await pieces.return({ finish: 'cut' });
    }
  }

  /**
   * Posts a question with the wish to be told how many tokens it took, and without that wish where a server refuses it,
   * which is then remembered.
   */
  async #postChat(cleared: Cleared<ChatRequest>, question: Question, signal: AbortSignal): Promise<Answer> {
    const { countsTokens } = this.known;
    const post = async (counted: boolean): Promise<Answer> => {
      const body = chatBody(question, counted);
      const answer = await this.#door.post(cleared, this.destination, this.#chatPath, body, { use: 'chat', signal });
      if (answer.status !== 200) throw this.#noted(await refusalIn(answer, this.#context(question.model)));
      countsTokens.keep(counted);
      return answer;
    };
    if (countsTokens.value !== undefined) return post(countsTokens.value);
    try {
      return await post(true);
    } catch (error) {
      if (!(error instanceof BackendError) || error.fault !== 'unsupported') throw error;
      return post(false);
    }
  }

  async outgoing(request: CompletionRequest | ChatRequest, signal: AbortSignal, options: ChatOptions = {}): Promise<Outgoing> {
    const { origin } = this.destination;
    if (request.kind === 'chat') {
      const model = await this.#models.forUse('chat', signal, options.model);
      const effort = this.#models.effort(model, options.effort);
      const body = chatBody({ ...request, model, effort }, this.known.countsTokens.value ?? true);
      return { url: origin + this.#chatPath, body };
    }
    const model = await this.#models.forUse('completion', signal);
    const [route] = this.#candidates(model, completionRoutes(model, request, this.#paths));
    if (route === undefined) throw new TypeError('There is no route.');
    return { url: origin + route.path, body: bodyOf(route) };
  }

  get #chatPath(): string {
    return `${this.#paths.api}/chat/completions`;
  }

  /** The route that is known to work for a model, or else all that such a server may have. */
  #candidates(model: string, routes: readonly CompletionRoute[]): readonly CompletionRoute[] {
    const known = this.known.route(model).value;
    return known === undefined ? routesOf(this.#models.owners, routes) : routes.filter(({ name }) => name === known);
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
    const failures: RouteFailure[] = [];
    for (const route of this.#candidates(model, routes)) {
      try {
        const begun = await this.#try(cleared, model, route, signal);
        if (begun.first.finish !== 'cut') this.known.route(model).keep(route.name);
        return { route, ...begun };
      } catch (error) {
        if (!(error instanceof BackendError) || !perhapsMissing.includes(error.fault)) throw error;
        failures.push({ route: route.name, error });
      }
    }
    this.known.route(model).forget();
    throw this.#noted(mostTelling(failures));
  }

  async #try(
    cleared: Cleared<CompletionRequest>,
    model: string,
    route: CompletionRoute,
    signal: AbortSignal,
  ): Promise<Begun> {
    const passage = { use: 'completion', signal } as const;
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

/** A question and what it is asked with. */
interface Question extends ChatRequest {
  readonly model: string;
  readonly effort: string | undefined;
}

/**
 * LiteLLM calls every end a stop while it counts tokens (1.105, measured); an answer that has all the tokens that it may
 * have was cut all the same.
 */
function trueFinish({ finish, usage }: Omit<ChatEnd, 'model'>, maxTokens: number): Finish {
  return finish === 'stop' && (usage?.completionTokens ?? 0) >= maxTokens ? 'length' : finish;
}

function chatBody({ model, messages, maxTokens, effort }: Question, counted: boolean): string {
  return JSON.stringify({
    model,
    messages,
    max_tokens: maxTokens,
    ...(effort !== undefined && { reasoning_effort: effort }),
    stream: true,
    ...(counted && { stream_options: { include_usage: true } }),
  });
}

function bodyOf(route: CompletionRoute): string {
  return JSON.stringify(route.body);
}

interface RouteFailure {
  readonly route: CompletionRoute['name'];
  readonly error: BackendError;
}

/**
 * Of several routes' failures the one that a person can act on: a refused key before a route that is missing, and the
 * routes that are meant for code before the chat that stands in for them.
 */
function mostTelling(failures: readonly RouteFailure[]): BackendError {
  const access = failures.find(({ error: { fault } }) => fault === 'key' || fault === 'forbidden');
  const telling = access ?? failures.filter(({ route }) => route !== 'chat').at(-1) ?? failures.at(-1);
  if (telling === undefined) throw new TypeError('No route was tried.');
  return telling.error;
}
