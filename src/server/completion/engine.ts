import type { CompletionDraft } from '../policy/request.ts';
import type { AheadBudget } from './aheadBudget.ts';
import { Alternatives } from './alternatives.ts';
import type { Ask } from './ask.ts';
import { defaultBudget, type Budget } from './budget.ts';
import { CompletionCache } from './cache.ts';
import { systemClock, type Clock } from './clock.ts';
import { departureFrom } from './departure.ts';
import type { ContextAtHand, Desk } from './desk.ts';
import { GhostWriter } from './ghostWriter.ts';
import { Latency } from './latency.ts';
import type { Suggestion } from './show.ts';
import { viewOf, type Snapshot } from './view.ts';
import type { Cancellation } from './waiting.ts';
import { Warmth } from './warmth.ts';

export interface GhostTextOptions {
  readonly ask: Ask;
  /** Failures other than a refusal or a cancellation. They never reach the caller of `suggest`. */
  readonly onError: (error: unknown) => void;
  readonly clock?: Clock;
  readonly budget?: Budget;
  /** By default there is none. */
  readonly context?: ContextAtHand;
  /** Whether the model may be asked for more than the person waits for; by default it may. */
  readonly mayGoAhead?: () => boolean;
  /** How much of that there may be; without a bound by default. */
  readonly aheadBudget?: AheadBudget;
  /** Whether the server that answers now is known to keep the prompts that it has read; by default none is. */
  readonly keepsPrompts?: () => boolean;
  /** How long the server that answers now is known to take for its first piece, in milliseconds; by default that is not known. */
  readonly usualLatency?: () => number | undefined;
}

/** Ghost text for any number of documents. */
export class GhostText {
  readonly #desk: Desk;
  readonly #writers = new Map<string, GhostWriter>();
  readonly #warmth: Warmth;
  #alternatives: Alternatives | undefined;

  constructor({ ask, onError, clock, budget, context, mayGoAhead, aheadBudget, keepsPrompts, usualLatency }: GhostTextOptions) {
    this.#desk = {
      ask: (draft, signal) => {
        this.#warmth.note(draft);
        return ask(draft, signal);
      },
      onError,
      clock: clock ?? systemClock,
      budget: budget ?? defaultBudget,
      cache: new CompletionCache(),
      latency: new Latency(usualLatency),
      context: context ?? { at: () => [], prepare: () => undefined },
      mayGoAhead: () => (mayGoAhead?.() ?? true) && (aheadBudget?.isLeft ?? true),
      goneAhead: (characters) => aheadBudget?.spend(characters),
    };
    this.#warmth = new Warmth(this.#desk, keepsPrompts ?? (() => false));
  }

  /**
   * The suggestion for a state of a document. What is known is answered at once; otherwise once the model has answered.
   * @returns undefined where there is nothing to suggest: also after a refusal, a failure or a cancellation, and once
   * the document is in another state
   */
  suggest(snapshot: Snapshot, signal: Cancellation): Promise<Suggestion | undefined> {
    this.#warmth.at(snapshot);
    if (this.#alternatives?.isFor(snapshot) === false) this.#dropAlternatives();
    return this.#writerOf(snapshot.uri).suggest(snapshot, signal);
  }

  /** Other suggestions for a state of a document, asked for at once; those for another state end. */
  alternatives(snapshot: Snapshot): Alternatives {
    if (this.#alternatives?.isFor(snapshot) === true) return this.#alternatives;
    this.#dropAlternatives();
    this.#alternatives = new Alternatives(this.#desk, { ...snapshot, invoked: true });
    return this.#alternatives;
  }

  /** Tells of a key in a document in which ghost text was asked for before, ahead of the request that it will bring. */
  follow(snapshot: Snapshot): void {
    this.#writers.get(snapshot.uri)?.typed(snapshot);
  }

  /** What the model would be asked if the person asked for ghost text now; undefined where it would not be asked. */
  draft(snapshot: Snapshot): CompletionDraft | undefined {
    const { budget, context, mayGoAhead } = this.#desk;
    const invoked = { ...snapshot, invoked: true };
    return departureFrom(invoked, viewOf(invoked, budget), { budget, ahead: mayGoAhead(), context: context.at(snapshot) })?.draft;
  }

  /** Forgets what is known of a document, or of all, and ends what is under way: after a change of rules or model. */
  forget(uri?: string): void {
    for (const [document, writer] of this.#writers) {
      if (uri !== undefined && uri !== document) continue;
      writer.close();
      this.#writers.delete(document);
    }
    this.#dropAlternatives();
    this.#warmth.stop();
    this.#desk.cache.forget(uri);
    if (uri === undefined) this.#desk.latency.forget();
  }

  /** A document has changed: what other documents' requests drew from it no longer holds, nor what was asked for beside. */
  changed(uri: string): void {
    if (this.#alternatives?.uri === uri) this.#dropAlternatives();
    this.#warmth.changed(uri);
    this.#desk.cache.forgetDrawnFrom(uri);
    for (const writer of this.#writers.values()) writer.changed(uri);
  }

  #dropAlternatives(): void {
    this.#alternatives?.close();
    this.#alternatives = undefined;
  }

  #writerOf(uri: string): GhostWriter {
    const known = this.#writers.get(uri);
    if (known !== undefined) return known;
    const writer = new GhostWriter(this.#desk);
    this.#writers.set(uri, writer);
    return writer;
  }
}
