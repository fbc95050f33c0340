import type { Finish } from '../../../src/server/backends/backend.ts';
import { AheadBudget } from '../../../src/server/completion/aheadBudget.ts';
import type { Ask } from '../../../src/server/completion/ask.ts';
import { GhostText } from '../../../src/server/completion/engine.ts';
import type { Suggestion } from '../../../src/server/completion/show.ts';
import type { Snapshot } from '../../../src/server/completion/view.ts';
import type { CompletionDraft } from '../../../src/server/policy/request.ts';
import { accept, snapshotOf } from '../../support/cursor.ts';
import { HandClock } from './handClock.ts';

/** An engine before a scripted model: what it is asked, what it answers, and whether it was left in time. */
export class Bench {
  readonly drafts: CompletionDraft[] = [];
  readonly errors: unknown[] = [];
  readonly clock = new HandClock();
  answer: readonly string[] | Error = ['mean(n)'];
  /** What it answers afterwards, if that is something else. */
  afterwards: readonly string[] | undefined;
  /** What it answers where another continuation than the likeliest is wished. */
  readonly variants = new Map<number, readonly string[]>();
  finish: Finish = 'stop';
  /** Whether the model falls silent after its last piece until it is stopped. */
  hangs = false;
  /** Whether the model says nothing before `goOn`. */
  waits = false;
  goOn: () => void = () => undefined;
  /** What lets each request go on that has waited, in their order; `goOn` is the last. */
  readonly held: (() => void)[] = [];
  /** How many answers have ended, by themselves too. */
  left = 0;
  /** How many of them ended before the model had said all it would. */
  leftEarly = 0;
  /** Whether the model may be asked for more than the person waits for. */
  ahead = false;
  /** How much of that there may be. */
  readonly aheadBudget = new AheadBudget(this.clock, 6000);
  /** Whether the server keeps the prompts that it has read. */
  keeps = false;
  /** How long the server is remembered to take for its first piece, in milliseconds. */
  remembered: number | undefined;
  /** What requests draw on beside their document. */
  context: CompletionDraft['context'] = [];
  readonly engine: GhostText;

  constructor() {
    const { clock, aheadBudget } = this;
    this.engine = new GhostText({
      ask: this.#ask,
      onError: (error) => this.errors.push(error),
      clock,
      mayGoAhead: () => this.ahead,
      aheadBudget,
      context: { at: () => this.context, prepare: () => undefined },
      keepsPrompts: () => this.keeps,
      usualLatency: () => this.remembered,
    });
  }

  readonly #ask: Ask = (draft, signal) => {
    this.drafts.push(draft);
    return this.#stream(signal, this.variants.get(draft.variant ?? 0));
  };

  async *#stream(signal: AbortSignal, variant?: readonly string[]): AsyncGenerator<string, Finish> {
    let isDone = false;
    try {
      await Promise.resolve();
      if (this.waits) {
        await new Promise<void>((resolve) => {
          this.goOn = resolve;
          this.held.push(resolve);
        });
      }
      const answer = variant ?? this.answer;
      if (variant === undefined) this.answer = this.afterwards ?? answer;
      isDone = answer instanceof Error;
      if (answer instanceof Error) throw answer;
      yield* answer;
      if (this.hangs) await untilAborted(signal);
      isDone = true;
      return this.finish;
    } finally {
      this.left++;
      if (!isDone) this.leftEarly++;
    }
  }

  suggest(snapshot: Snapshot, signal = new AbortController().signal): Promise<Suggestion | undefined> {
    return this.engine.suggest(snapshot, signal);
  }

  /** The document after the suggestion at the mark is taken. */
  async taken(marked: string, more: Partial<Snapshot> = {}): Promise<string> {
    const snapshot = snapshotOf(marked, more);
    return accept(snapshot, await this.suggest(snapshot));
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}

/** After everything that is ready has run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
