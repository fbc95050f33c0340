import type { TokenCount } from './backend.ts';
import type { ModelList } from './modelList.ts';
import type { CompletionRoute } from './routes.ts';

/**
 * How long is believed what was found out about a server, in milliseconds. A server is rarely given other models while
 * it runs, and looking again costs a few requests that it refuses; after half an hour nobody notices those.
 */
export const rememberMilliseconds = 30 * 60_000;

/** One thing that was found out, until it is too old. */
export class Remembered<T> {
  readonly #now: () => number;
  #kept: { readonly value: T; readonly until: number } | undefined;

  /** @param now a clock in milliseconds that never goes back. */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** Undefined where nothing is known, or not any more. */
  get value(): T | undefined {
    return this.#kept !== undefined && this.#now() < this.#kept.until ? this.#kept.value : undefined;
  }

  /** @returns the value. */
  keep(value: T): T {
    this.#kept = { value, until: this.#now() + rememberMilliseconds };
    return value;
  }

  forget(): void {
    this.#kept = undefined;
  }
}

/** What has been found out about one server, all of it by requests that a person's work made necessary. */
export class ServerKnowledge {
  readonly models: Remembered<ModelList>;
  /** Whether the server takes the wish for a count of tokens at the end of a stream. */
  readonly countsTokens: Remembered<boolean>;
  readonly #now: () => number;
  readonly #routes = new Map<string, Remembered<CompletionRoute['name']>>();
  readonly #thinking = new Map<string, Remembered<true>>();

  /** @param now a clock in milliseconds that never goes back. */
  constructor(now = () => performance.now()) {
    this.#now = now;
    this.models = new Remembered(now);
    this.countsTokens = new Remembered(now);
  }

  /** The way to ask for ghost text that has worked, for a model. */
  route(model: string): Remembered<CompletionRoute['name']> {
    const known = this.#routes.get(model) ?? new Remembered(this.#now);
    this.#routes.set(model, known);
    return known;
  }

  /** Takes notice that a model thought before it answered. */
  noteThinking(model: string): void {
    const known = this.#thinking.get(model) ?? new Remembered<true>(this.#now);
    known.keep(true);
    this.#thinking.set(model, known);
  }

  /** Whether a model has been seen to think before it answers. */
  thinks(model: string): boolean {
    return this.#thinking.get(model)?.value ?? false;
  }

  /** The routes that are known to work, of all models. */
  get routes(): CompletionRoute['name'][] {
    return [...this.#routes.values()].map(({ value }) => value).filter((name) => name !== undefined);
  }
}

/** What is known of all servers in this session, by the address of their interface. Nothing is written to the disk. */
export class Knowledge {
  readonly #servers = new Map<string, ServerKnowledge>();

  /** @param address origin and path. */
  of(address: string): ServerKnowledge {
    const known = this.#servers.get(address) ?? new ServerKnowledge();
    this.#servers.set(address, known);
    return known;
  }

  /** Keys have changed: a server may list other models to another key. */
  forget(): void {
    this.#servers.clear();
  }
}

/** @returns the count in the `usage` of an OpenAI-compatible answer, if there is one. */
export function tokenCountIn(usage: unknown): TokenCount | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const count = (name: string): number | undefined => {
    const value = (usage as Record<string, unknown>)[name];
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
  };
  const [promptTokens, completionTokens] = [count('prompt_tokens'), count('completion_tokens')];
  if (promptTokens === undefined && completionTokens === undefined) return undefined;
  return { ...(promptTokens !== undefined && { promptTokens }), ...(completionTokens !== undefined && { completionTokens }) };
}
