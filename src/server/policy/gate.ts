import * as l10n from '@vscode/l10n';
import { exceeds, highest, labels, type Label } from '../../protocol/label.ts';
import type { Finding, Refusal } from '../../protocol/verdict.ts';
import type { Audit } from './audit.ts';
import type { Destination } from './destination.ts';
import type { Labeller } from './labeller.ts';
import type { ChatDraft, CompletionDraft, Draft, Part, RequestOf } from './request.ts';

/**
 * Proof that the gate has judged a request for one destination. Its constructor is private to this file and the
 * request inside can only be read with `open`, so a back end that demands a `Cleared` cannot be given anything else.
 */
class ClearedRequest<R> {
  readonly #request: R;
  readonly #destination: string;

  constructor(request: R, destination: string) {
    this.#request = request;
    this.#destination = destination;
    Object.freeze(this);
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

/** The gate's answer. */
export type Verdict<D extends Draft> =
  | {
      readonly kind: 'send';
      readonly cleared: Cleared<RequestOf<D>>;
      /** The highest label of what is sent. */
      readonly label: Label;
      /** How many context parts stayed behind because they are above the clearance. */
      readonly withheld: number;
    }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** What the gate found of one part. */
interface Judged {
  readonly part: Part;
  readonly label: Label;
  readonly findings: readonly Finding[];
}

/** The one function that turns drafts into cleared requests. */
export class Gate {
  readonly #labeller: Labeller;
  readonly #audit: Audit;

  constructor(labeller: Labeller, audit: Audit) {
    this.#labeller = labeller;
    this.#audit = audit;
  }

  /**
   * Judges a draft for a destination and keeps one trace of the verdict.
   * Never throws: what cannot be decided is refused.
   */
  async judge<D extends Draft>(draft: D, destination: Destination): Promise<Verdict<D>> {
    try {
      const verdict = await this.#decide(draft, destination);
      return verdict;
    } catch (error) {
      return { kind: 'refuse', refusal: undecided(destination, error) };
    }
  }

  async #decide<D extends Draft>(draft: D, destination: Destination): Promise<Verdict<D>> {
    const judged = await Promise.all(partsOf(draft).map((part) => this.#judgePart(part)));
    throw new Error('not yet');
  }

  async #judgePart(part: Part): Promise<Judged> {
    const { label, findings } = await this.#labeller.label(part);
    return { part, label, findings };
  }
}
