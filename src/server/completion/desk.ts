import type { CompletionDraft } from '../policy/request.ts';
import type { Ask } from './ask.ts';
import type { Budget } from './budget.ts';
import type { CompletionCache } from './cache.ts';
import type { Clock } from './clock.ts';
import type { Latency } from './latency.ts';
import type { Snapshot } from './view.ts';

/** What requests draw on beside their document. */
export interface ContextAtHand {
  /** What there is for a place, at once. */
  at(snapshot: Snapshot): CompletionDraft['context'];
  /** Asks for it to be brought up to date for a place, which takes its time. */
  prepare(snapshot: Snapshot): unknown;
}

/** What the ghost text of all documents shares. */
export interface Desk {
  readonly ask: Ask;
  /** Failures other than a refusal or a cancellation. */
  readonly onError: (error: unknown) => void;
  readonly clock: Clock;
  readonly budget: Budget;
  readonly cache: CompletionCache;
  readonly latency: Latency;
  readonly context: ContextAtHand;
  /** Whether the model may be asked for more than the person waits for. */
  readonly mayGoAhead: () => boolean;
  /** Is told of so many characters that the model has written ahead. */
  readonly goneAhead: (characters: number) => void;
}
