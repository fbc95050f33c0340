import type { Label } from '../../protocol/label.ts';
import type { Finding, Redaction, Refusal } from '../../protocol/verdict.ts';
import type { Audit } from './audit/trace.ts';
import { Decider, type Decision } from './decision.ts';
import type { Destination } from './destination.ts';
import type { Labelled } from './labelled.ts';
import { redactionOf, type Placeholder } from './redaction/placeholders.ts';
import { undecided, untraceable } from './refusal.ts';
import { type Draft, type Hidden, type Part, type RequestOf } from './request.ts';
import { traceOf } from './trace.ts';

/**
 * How long a verdict counts until the request is posted for the first time, in milliseconds. A server that is slow to
 * name its models takes longer, and meanwhile a file may be marked: that is seen only by judging again.
 */
const freshFor = 1_000;

/**
 * Proof that the gate has judged a request for one destination. The class stays in this file and the request inside
 * can only be read with `open`, so a back end that demands a `Cleared` cannot be given anything else.
 */
class ClearedRequest<R> {
  readonly #request: R;
  readonly #destination: string;
  readonly #holds: () => Promise<boolean>;
  readonly #since = performance.now();

  constructor(request: R, destination: Destination, holds: () => Promise<boolean>) {
    this.#request = request;
    this.#destination = identityOf(destination);
    this.#holds = holds;
    Object.freeze(this);
  }

  static holds<R>(cleared: ClearedRequest<R>): Promise<boolean> {
    return cleared.#holds();
  }

  static isFresh(cleared: ClearedRequest<unknown>): boolean {
    return performance.now() - cleared.#since <= freshFor;
  }

  static open<R>(cleared: ClearedRequest<R>, destination: Destination): R {
    if (!(#request in cleared)) throw new TypeError('This request has not been through the gate.');
    if (cleared.#destination !== identityOf(destination)) {
      throw new TypeError('This request was cleared for another destination.');
    }
    return cleared.#request;
  }
}

/** A request that may be sent to the destination it was judged for. Only `Gate.judge` makes one. */
export type Cleared<R> = ClearedRequest<R>;

/**
 * Opens a cleared request.
 * @throws TypeError where it was not made by the gate, or was cleared for another destination.
 */
export function open<R>(cleared: Cleared<R>, destination: Destination): R {
  return ClearedRequest.open(cleared, destination);
}

/**
 * Whether the rules are still those that a cleared request was judged by. Time may have passed since: a back end asks
 * its server for the names of its models first.
 */
export function stillHolds(cleared: Cleared<unknown>): Promise<boolean> {
  return ClearedRequest.holds(cleared);
}

/** Whether a request was cleared just now, so that what it was judged by counts as it was. */
export function isFresh(cleared: Cleared<unknown>): boolean {
  return ClearedRequest.isFresh(cleared);
}

/** The gate's answer. */
export type Verdict<D extends Draft> =
  | {
      readonly kind: 'send';
      readonly cleared: Cleared<RequestOf<D>>;
      /** The highest label of what is sent. */
      readonly label: Label;
      /** The label that each part of the draft was sent under. */
      readonly labels: ReadonlyMap<Part, Label>;
      /** What each part is to be remembered with in which something was redacted, or would be elsewhere. */
      readonly redacted: ReadonlyMap<Part, Hidden>;
      /** How many context parts stayed behind because they are above the clearance. */
      readonly withheld: number;
      /** Why they did. */
      readonly withheldFor: readonly Finding[];
      /** What stands in the request instead of what was redacted. */
      readonly placeholders: readonly Placeholder[];
    }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** What the gate would answer: a request that is shown and cannot be sent. */
export type Preview<D extends Draft> =
  | {
      readonly kind: 'send';
      readonly request: RequestOf<D>;
      readonly destination: Destination;
      readonly redactions: readonly Redaction[];
      /** Why context parts would stay behind. */
      readonly withheld: readonly Finding[];
    }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** The one function that turns drafts into cleared requests. */
export class Gate {
  readonly #decider: Decider;
  readonly #audit: Audit;

  constructor(decider: Decider, audit: Audit) {
    this.#decider = decider;
    this.#audit = audit;
  }

  /**
   * Judges a draft for a destination and keeps one trace of the verdict.
   * Never throws: what cannot be decided, or leaves no trace, is refused.
   */
  async judge<D extends Draft>(draft: D, destination: Destination): Promise<Verdict<D>> {
    this.#audit.expect();
    const decision = await this.#decide(draft, destination);
    try {
      await this.#audit.keep(traceOf(draft, decision));
    } catch (error) {
      if (decision.kind === 'send' && !destination.onThisMachine) {
        return { kind: 'refuse', refusal: untraceable(destination, this.#audit.file, error) };
      }
    }
    if (decision.kind === 'refuse') return decision;
    const { label, labels, redacted, withheld, placeholders } = decision;
    const cleared = new ClearedRequest(decision.request, destination, () => this.#decider.isCurrent(decision.rules));
    const withheldFor = withheld.flatMap(({ findings }) => findings);
    return { kind: 'send', cleared, label, labels, redacted, withheld: withheld.length, withheldFor, placeholders };
  }

  /** What `judge` would answer, without a trace and without anything that could be sent. Never throws. */
  async preview<D extends Draft>(draft: D, destination: Destination): Promise<Preview<D>> {
    const decision = await this.#decide(draft, destination);
    if (decision.kind === 'refuse') return decision;
    const { request, placeholders } = decision;
    const redactions = placeholders.map(redactionOf);
    const withheld = decision.withheld.flatMap(({ findings }) => findings);
    return { kind: 'send', request, destination: decision.destination, redactions, withheld };
  }

  /** What one document's label is, why, and what would become of it; for showing, not for deciding. */
  labelOf(uri: string, text: string | undefined, destination: Destination): Promise<DocumentVerdict> {
    return this.#decider.labelOf(uri, text, destination);
  }

  /** What the label of some parts together is, why, and what would become of them; for showing, not for deciding. */
  labelOfParts(parts: readonly Part[], destination: Destination): Promise<DocumentVerdict> {
    return this.#decider.labelOfParts(parts, destination);
  }

  /** Whether an address that a model wrote may be opened: not where it holds anything above `internal`. */
  mayOpen(url: string, conversation: string | undefined): Promise<boolean> {
    return this.#decider.mayOpen(url, conversation).catch(() => false);
  }

  /** Whether all is still known here that was redacted in a conversation. @param ids of the placeholders that it was redacted by */
  knowsRedactions(conversation: string | undefined, ids: readonly string[]): boolean {
    return this.#decider.knowsRedactions(conversation, ids);
  }

  #decide<D extends Draft>(draft: D, destination: Destination): Promise<Decision<D>> {
    return this.#decider.decide(draft, destination).catch((error: unknown) => ({
      kind: 'refuse',
      destination,
      refusal: undecided(destination, error),
      judged: new Map(),
    }));
  }
}

/** What would become of a document, or of parts. */
export interface DocumentVerdict extends Labelled {
  /** Whether the destination may receive it, be it redacted. */
  readonly maySend: boolean;
  /** Whether something in it would be redacted. */
  readonly redacted: boolean;
}

/** What makes two destinations the same for a cleared request. */
function identityOf({ backend, origin, clearance }: Destination): string {
  return `${backend} ${origin} ${clearance}`;
}
