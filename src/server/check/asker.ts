import type { Answer } from '../net/answer.ts';
import { BackendError } from '../backends/backend.ts';
import { refusalIn, type RefusalContext } from '../backends/refusals.ts';
import { jsonEvents } from '../backends/stream.ts';
import type { Door } from '../net/door.ts';
import type { Destination } from '../policy/destination.ts';
import { open, type Gate } from '../policy/gate.ts';
import type { ChatDraft, CompletionDraft, CompletionRequest, Part, RequestOf } from '../policy/request.ts';
import { program, shortTask } from './words.ts';

/** An event of a stream and when it came, in milliseconds after the request. */
export interface Timed {
  readonly event: unknown;
  readonly at: number;
}

/** One of Vigie's own texts for a chat model. */
export interface ChatTask {
  readonly model: string;
  readonly path: string;
  readonly task: string;
  readonly maxTokens: number;
  /** Closes the socket, beside the signal of the whole check. */
  readonly leave?: AbortSignal | undefined;
  /** Whether the server is asked to count tokens; not every server takes the question. */
  readonly asksUsage?: boolean;
}

/** Asks one server with Vigie's own texts, through the gate and the door like everything else. */
export class Asker {
  readonly destination: Destination;
  readonly #door: Door;
  readonly #gate: Gate;
  readonly #signal: AbortSignal;

  constructor({ destination, door, gate, signal }: { destination: Destination; door: Door; gate: Gate; signal: AbortSignal }) {
    this.destination = destination;
    this.#door = door;
    this.#gate = gate;
    this.#signal = signal;
  }

  /** Why nothing at all may be sent now, if there is such a reason: an untrusted workspace, rules that close the place. */
  async refusal(): Promise<string | undefined> {
    const preview = await this.#gate.preview(chatDraft(shortTask, 1), this.destination);
    return preview.kind === 'refuse' ? preview.refusal.message : undefined;
  }

  get hasKey(): boolean {
    return this.#door.keys.has(this.destination.origin);
  }

  /**
   * What a server says of itself, which it may well not do.
   * @returns the body; undefined for anything but a 200.
   * @throws BackendError where it cannot be reached; the signal's reason after an abort.
   */
  async says(path: string): Promise<string | undefined> {
    const answer = await this.get(path);
    if (answer.status === 200) return answer.text();
    answer.discard();
    return undefined;
  }

  /** @throws as `says` */
  get(path: string): Promise<Answer> {
    return this.#door.get(this.destination, path, { use: 'list', signal: this.#signal });
  }

  /**
   * Has a model answer one of Vigie's own texts.
   * @throws BackendError; the reason of whichever signal was aborted.
   */
  chat({ model, path, task, maxTokens, leave, asksUsage = false }: ChatTask): AsyncGenerator<Timed, void> {
    const draft = chatDraft(task, maxTokens);
    const usage = asksUsage ? { stream_options: { include_usage: true } } : {};
    return this.#ask(draft, model, path, leave, ({ messages }) => ({ model, messages, max_tokens: maxTokens, stream: true, ...usage }));
  }

  /**
   * Has a model fill the gap in Vigie's own program.
   * @param bodyOf what is posted for the request.
   * @throws as `chat`
   */
  complete(model: string, path: string, maxTokens: number, bodyOf: (request: CompletionRequest) => object): AsyncGenerator<Timed, void> {
    const draft: CompletionDraft = {
      kind: 'completion',
      context: [],
      prefix: [own(program.before)],
      suffix: [own(program.behind)],
      language: 'r',
      maxTokens,
      stop: [],
    };
    return this.#ask(draft, model, path, undefined, bodyOf);
  }

  /** What a refusal's sentence needs to know. */
  contextOf(model: string): RefusalContext {
    return { origin: this.destination.origin, model, hasKey: this.hasKey };
  }

  async *#ask<D extends ChatDraft | CompletionDraft>(
    draft: D,
    model: string,
    path: string,
    leave: AbortSignal | undefined,
    bodyOf: (request: RequestOf<D>) => object,
  ): AsyncGenerator<Timed, void> {
    const verdict = await this.#gate.judge(draft, this.destination);
    if (verdict.kind === 'refuse') throw new BackendError('forbidden', verdict.refusal.message);
    const request = open(verdict.cleared, this.destination);
    const signal = leave === undefined ? this.#signal : AbortSignal.any([this.#signal, leave]);
    const passage = { use: draft.kind, signal };
    const started = performance.now();
    const answer = await this.#door.post(verdict.cleared, this.destination, path, JSON.stringify(bodyOf(request)), passage);
    const context = this.contextOf(model);
    if (answer.status !== 200) throw await refusalIn(answer, context);
    for await (const event of jsonEvents(answer, context)) yield { event, at: performance.now() - started };
  }
}

function chatDraft(task: string, maxTokens: number): ChatDraft {
  return { kind: 'chat', messages: [{ role: 'user', parts: [own(task)] }], maxTokens };
}

function own(text: string): Part {
  return { text, origin: { kind: 'vigie' }, purpose: 'subject' };
}
