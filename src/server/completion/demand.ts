import { defaults } from './defaults.ts';

/** What is known when nothing on hand answers a state. */
export interface Situation {
  /** Whether the person asked, rather than typed. */
  readonly invoked: boolean;
  /** How long the document has been in this state, in milliseconds. */
  readonly rest: number;
  /** Whether the last change took text away. */
  readonly deleting: boolean;
  /** Keys since the person left what was foreseen; undefined where nothing was. */
  readonly astray: number | undefined;
  /** How many answers for this line the person has contradicted. */
  readonly misses: number;
  /** Keys in this line since the model was last asked. */
  readonly keysSinceAsked: number;
  /** Since the last request that may still answer this state was sent, in milliseconds; undefined without one. */
  readonly pending: number | undefined;
  /** Whether it was sent in this very state, so that another would be the same. */
  readonly isSame: boolean;
  /** How many requests there are that may still answer this state. */
  readonly running: number;
  /** Whether the last request was refused or failed. */
  readonly inVain: boolean;
  /** The person's usual gap between two keys, in milliseconds. */
  readonly gap: number;
  /** The model's usual time to its first piece, in milliseconds. */
  readonly latency: number;
  /** How often lines were foreseen, 0 to 1. */
  readonly foresight: number;
}

/**
 * How long to wait for another key before the model is asked, in milliseconds; not above zero for at once, infinite
 * for until an answer has come. Waiting is only for states that will not last, and where an answer is on its way that is
 * likely to do: a server that is slow is not helped by more requests.
 */
export function waitBeforeAsking(situation: Situation): number {
  const { rest, gap, latency, foresight, astray, pending } = situation;
  if (situation.invoked) return 0;
  if (situation.inVain) return defaults.inVainMs - rest;
  // Where lines are mostly foreseen, a wrong key is rather a slip than another intention.
  const isSlip = astray !== undefined && astray <= defaults.slipKeys && foresight >= defaults.trustFrom;
  const isDoubtful = situation.keysSinceAsked < Math.min(situation.misses, defaults.keysAfterMisses);
  if (situation.deleting || isSlip || isDoubtful) return defaults.pauseGaps * gap - rest;
  if (pending === undefined) return 0;
  return situation.isSame || situation.running >= defaults.maximumRunning ? Infinity : defaults.overdue * latency - pending;
}
