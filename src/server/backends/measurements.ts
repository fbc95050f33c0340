import * as z from 'zod';
import type { ModelUse } from './models.ts';

/**
 * How long is believed what was measured of a server, in milliseconds: a week. A server keeps its pace and its proxies
 * for longer than it keeps its models, and who works on Mondays only finds on a Monday what was learnt on the last; what
 * has changed meanwhile is put right by the next few answers, or by the next check.
 */
export const measuredMilliseconds = 7 * 24 * 60 * 60_000;

/** The weight of the last answer in the average of the time to a first token, as in ghost text's own. */
const lastWeight = 0.3;

/** Something that was measured, and when, in milliseconds since 1970. */
export interface Measured<T> {
  readonly value: T;
  readonly at: number;
}

const measured = <T extends z.ZodType>(value: T) => z.object({ value, at: z.number().min(0) }).optional();
const milliseconds = z.number().min(0).max(60 * 60_000);

/** What is measured of one server: numbers, a verdict and times, nothing of any text. */
export const measurementsSchema = z.object({
  /** From a request for ghost text, or a question, to the first piece of its answer, in milliseconds: a moving average. */
  completion: measured(milliseconds),
  chat: measured(milliseconds),
  /** Whether the model is free once a request is left. */
  cancellation: measured(z.enum(['frees', 'keeps', 'unknown'])),
});
export type Kept = z.infer<typeof measurementsSchema>;

/** What was measured of one server in ordinary use, and by a check, until it is too old. */
export class Measurements {
  readonly #changed: () => void;
  readonly #now: () => number;
  #kept: Kept = {};

  /**
   * @param changed is told of every new measurement.
   * @param now the time of day, in milliseconds since 1970.
   */
  constructor(changed: () => void = () => undefined, now = () => Date.now()) {
    this.#changed = changed;
    this.#now = now;
  }

  /** How long the first token of an answer takes, in milliseconds; undefined where that is not known. */
  firstToken(use: ModelUse): Measured<number> | undefined {
    return this.#fresh(this.#kept[use]);
  }

  /** Takes notice that an answer has begun, so many milliseconds after it was asked for. */
  noteFirstToken(use: ModelUse, taken: number): void {
    const before = this.firstToken(use)?.value ?? taken;
    this.#note({ [use]: { value: before + lastWeight * (taken - before), at: this.#now() } });
  }

  /** Whether the model is free once a request is left; undefined where that is not known. */
  get cancellation(): Measured<'frees' | 'keeps'> | undefined {
    const known = this.#fresh(this.#kept.cancellation);
    return known === undefined || known.value === 'unknown' ? undefined : { value: known.value, at: known.at };
  }

  /** Takes notice of what a check found. One that could not tell puts an end to what an earlier one said. */
  noteCancellation(verdict: 'frees' | 'keeps' | 'unknown'): void {
    this.#note({ cancellation: { value: verdict, at: this.#now() } });
  }

  /** All that is believed. */
  get kept(): Kept {
    return believed(this.#kept, this.#now());
  }

  /** Takes over what another session has measured, where that is later. */
  take(other: Kept): void {
    this.#kept = latest(this.#kept, other);
  }

  #note(kept: Kept): void {
    this.#kept = { ...this.#kept, ...kept };
    this.#changed();
  }

  #fresh<T>(known: Measured<T> | undefined): Measured<T> | undefined {
    return fresh(known, this.#now());
  }
}

/** What lies ahead was measured by another clock, so its age is not known. */
function fresh<T>(known: Measured<T> | undefined, now: number): Measured<T> | undefined {
  const age = now - (known?.at ?? -Infinity);
  return age >= 0 && age < measuredMilliseconds ? known : undefined;
}

/** What is neither too old nor measured by a clock that went ahead. @param now in milliseconds since 1970 */
export function believed({ completion, chat, cancellation }: Kept, now = Date.now()): Kept {
  return withoutGaps({ completion: fresh(completion, now), chat: fresh(chat, now), cancellation: fresh(cancellation, now) });
}

/** Of two sessions' measurements of a server the later ones. */
export function latest(one: Kept, other: Kept): Kept {
  const later = <T>(a: Measured<T> | undefined, b: Measured<T> | undefined): Measured<T> | undefined =>
    (b?.at ?? -Infinity) > (a?.at ?? -Infinity) ? b : a;
  return withoutGaps({
    completion: later(one.completion, other.completion),
    chat: later(one.chat, other.chat),
    cancellation: later(one.cancellation, other.cancellation),
  });
}

function withoutGaps({ completion, chat, cancellation }: { readonly [K in keyof Kept]: Kept[K] | undefined }): Kept {
  return { ...(completion && { completion }), ...(chat && { chat }), ...(cancellation && { cancellation }) };
}
