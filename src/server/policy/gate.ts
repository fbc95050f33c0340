import { exceeds, highest, type Label } from '../../protocol/label.ts';
import type { Refusal } from '../../protocol/verdict.ts';
import { assemble } from './assemble.ts';
import type { Audit, Trace } from './audit.ts';
import type { Destination } from './destination.ts';
import { combine, type Labelled, type Labeller } from './labeller.ts';
import { brokenRules, refuse, undecided, untraceable, untrusted } from './refusal.ts';
import { withParts, partsOf, type Draft, type Part, type RequestOf } from './request.ts';
import type { Workspace, WorkspaceNow } from './workspace.ts';

/**
 * Proof that the gate has judged a request for one destination. The class stays in this file and the request inside
 * can only be read with `open`, so a back end that demands a `Cleared` cannot be given anything else.
 */
class ClearedRequest<R> {
  readonly #request: R;
  readonly #destination: string;

  constructor(request: R, destination: Destination) {
    this.#request = request;
    this.#destination = identityOf(destination);
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
      /** The label of each part of the draft. */
      readonly labels: ReadonlyMap<Part, Label>;
      /** How many context parts stayed behind because they are above the clearance. */
      readonly withheld: number;
    }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** A decision with what its trace is to say. */
interface Decision<D extends Draft> extends Labelled {
  readonly verdict: Verdict<D>;
  readonly withheld: number;
}

/** The one function that turns drafts into cleared requests. */
export class Gate {
  readonly #workspace: Workspace;
  readonly #labeller: Labeller;
  readonly #audit: Audit;

  constructor(workspace: Workspace, labeller: Labeller, audit: Audit) {
    this.#workspace = workspace;
    this.#labeller = labeller;
    this.#audit = audit;
  }

  /**
   * Judges a draft for a destination and keeps one trace of the verdict.
   * Never throws: what cannot be decided, or leaves no trace, is refused.
   */
  async judge<D extends Draft>(draft: D, destination: Destination): Promise<Verdict<D>> {
    const decision = await this.#decide(draft, destination).catch((error: unknown) =>
      refusal<D>(undecided(destination, error)),
    );
    try {
      await this.#audit.keep(traceOf(draft, destination, decision));
    } catch (error) {
      if (decision.verdict.kind === 'send' && !destination.onThisMachine) {
        return { kind: 'refuse', refusal: untraceable(destination, this.#audit.file, error) };
      }
    }
    return decision.verdict;
  }

  /** What one document's label is, why, and whether the destination may receive it; for showing, not for deciding. */
  async labelOf(uri: string, text: string | undefined, destination: Destination): Promise<Labelled & { maySend: boolean }> {
    const now = await this.#workspace.now();
    const origin = { kind: 'document', uri } as const;
    const labelled =
      text === undefined
        ? await this.#labeller.labelOrigin(origin, now)
        : await this.#labeller.label({ text, origin }, now);
    const standing = this.#standingRefusal(destination, now);
    return {
      label: labelled.label,
      findings: [...(standing?.findings ?? []), ...labelled.findings],
      maySend: standing === undefined && !exceeds(labelled.label, destination.clearance),
    };
  }

  /** Why nothing at all may go to a destination now, if there is such a reason. */
  #standingRefusal(destination: Destination, now: WorkspaceNow): Refusal | undefined {
    if (!this.#workspace.trusted) return untrusted(destination);
    return destination.onThisMachine ? undefined : brokenRules(destination, now.folders);
  }

  async #decide<D extends Draft>(draft: D, destination: Destination): Promise<Decision<D>> {
    const now = await this.#workspace.now();
    const standing = this.#standingRefusal(destination, now);
    if (standing !== undefined) return refusal(standing);

    const labels = await this.#labelAll(partsOf(draft), now);
    const tooHigh = (part: Part): boolean => exceeds(labels.get(part)?.label ?? 'secret', destination.clearance);
    const asked = combine([...labels].filter(([part]) => part.purpose === 'subject').map(([, labelled]) => labelled));
    if (exceeds(asked.label, destination.clearance)) return refusal(refuse(destination, asked.findings));

    const kept = withParts(draft, (part) => !tooHigh(part));
    const request = assemble(kept);
    const whole = await this.#labelWhole(kept);
    if (exceeds(whole.label, destination.clearance)) return refusal(refuse(destination, whole.findings));

    const label = highest([whole.label, ...partsOf(kept).map((part) => labels.get(part)?.label ?? 'secret')]);
    const withheld = labels.size - partsOf(kept).length;
    const cleared = new ClearedRequest(request, destination);
    const findings = [...labels.values()].flatMap((labelled) => labelled.findings);
    const byPart = new Map([...labels].map(([part, labelled]) => [part, labelled.label]));
    return { verdict: { kind: 'send', cleared, label, labels: byPart, withheld }, label, findings, withheld };
  }

  async #labelAll(parts: readonly Part[], now: WorkspaceNow): Promise<Map<Part, Labelled>> {
    return new Map(
      await Promise.all(parts.map(async (part) => [part, await this.#labeller.label(part, now)] as const)),
    );
  }

  /** Looks once more over the whole text of the request: what is harmless in pieces may not be when joined. */
  async #labelWhole(draft: Draft): Promise<Labelled> {
    const parts = partsOf(draft);
    if (parts.length < 2) return { label: 'public', findings: [] };
    const [first] = parts;
    const name = first?.origin.kind === 'document' ? first.origin.uri : 'request';
    return this.#labeller.labelContent(parts.map(({ text }) => text).join(''), { name });
  }
}

/** What makes two destinations the same for a cleared request. */
function identityOf({ backend, origin, clearance }: Destination): string {
  return `${backend} ${origin} ${clearance}`;
}

function refusal<D extends Draft>(of: Refusal): Decision<D> {
  return { verdict: { kind: 'refuse', refusal: of }, label: of.label, findings: of.findings, withheld: 0 };
}

function traceOf<D extends Draft>(draft: D, destination: Destination, decision: Decision<D>): Trace {
  const parts = partsOf(draft);
  const documents = parts.flatMap(({ origin }) =>
    (origin.kind === 'answer' ? origin.sources : [origin]).flatMap((source) =>
      source.kind === 'document' ? [source.uri] : [],
    ),
  );
  return {
    request: draft.kind,
    backend: destination.backend,
    destination: destination.origin,
    clearance: destination.clearance,
    verdict: decision.verdict.kind,
    label: decision.label,
    rules: [...new Set(decision.findings.map(({ rule }) => rule))],
    characters: parts.reduce((sum, { text }) => sum + text.length, 0),
    withheld: decision.withheld,
    documents: [...new Set(documents)],
  };
}
