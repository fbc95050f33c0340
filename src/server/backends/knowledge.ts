import { parseHttpUrl } from '../../protocol/address.ts';
import { basePathsOf } from './address.ts';
import type { TokenCount } from './backend.ts';
import { Measurements, type Kept } from './measurements.ts';
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

  /** How long ago it was found out, in milliseconds; undefined where nothing is known. */
  get age(): number | undefined {
    return this.value === undefined ? undefined : this.#now() - (this.#kept?.until ?? 0) + rememberMilliseconds;
  }
}

/** What has been found out about one server, all of it by requests that a person's work made necessary. */
export class ServerKnowledge {
  readonly models: Remembered<ModelList>;
  /** Whether the server takes the wish for a count of tokens at the end of a stream. */
  readonly countsTokens: Remembered<boolean>;
  /** How fast it is, and whether it can be stopped. */
  readonly measured: Measurements;
  readonly #now: () => number;
  readonly #routes = new Map<string, Remembered<CompletionRoute['name']>>();
  readonly #thinking = new Map<string, Remembered<true>>();

  /** @param now a clock in milliseconds that never goes back. */
  constructor(now = () => performance.now(), measured = new Measurements()) {
    this.#now = now;
    this.measured = measured;
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
    return this.routesByModel.map(({ route }) => route);
  }

  /** The same, each with its model and how long ago it was seen to work, in milliseconds. */
  get routesByModel(): { model: string; route: CompletionRoute['name']; age: number }[] {
    return [...this.#routes].flatMap(([model, { value: route, age = 0 }]) => (route === undefined ? [] : [{ model, route, age }]));
  }
}

/**
 * What is known of all servers, by the address of their interface. What they told is known for a session only; what was
 * measured goes into a file (`measurementsFile.ts`).
 */
export class Knowledge {
  readonly #servers = new Map<string, ServerKnowledge>();
  #measured: () => void = () => undefined;

  /** @param measured is told of every new measurement. */
  onDidMeasure(measured: () => void): void {
    this.#measured = measured;
  }

  /** @param address of a server, as the settings name it. */
  of(address: string): ServerKnowledge {
    const key = interfaceAt(address);
    const known = this.#servers.get(key) ?? this.#fresh();
    this.#servers.set(key, known);
    return known;
  }

  /** Keys or settings have changed: a server may list other models to another key. What was measured stays. */
  forget(): void {
    for (const [address, { measured }] of this.#servers) this.#servers.set(address, this.#fresh(measured));
  }

  /** All that was measured, by address. */
  get measurements(): Record<string, Kept> {
    return Object.fromEntries([...this.#servers].map(([address, { measured }]) => [address, measured.kept]));
  }

  /** Takes over what another session has measured, where that is later. */
  take(measurements: Record<string, Kept>): void {
    for (const [address, kept] of Object.entries(measurements)) this.of(address).measured.take(kept);
  }

  #fresh(measured = new Measurements(() => { this.#measured(); })): ServerKnowledge {
    return new ServerKnowledge(undefined, measured);
  }
}

/** Origin and path of the interface at an address, without what else somebody may have put into it. */
function interfaceAt(address: string): string {
  const url = parseHttpUrl(address);
  return url === undefined ? '' : url.origin + basePathsOf(url).api;
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
