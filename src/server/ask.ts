import type { ChatProgress } from '../protocol/chat.ts';
import type { Label } from '../protocol/label.ts';
import type { PreviewResult } from '../protocol/preview.ts';
import type { DestinationView, Finding, Redaction, Refusal } from '../protocol/verdict.ts';
import type { BackEnd } from './backEnd.ts';
import type { Backend, ChatEnd, ChatOptions, Finish } from './backends/backend.ts';
import { afterShortWait } from './backends/rateLimit.ts';
import { isOut } from './backends/replicas.ts';
import { Refused } from './completion/ask.ts';
import { viewOf } from './policy/destination.ts';
import type { Gate, Verdict } from './policy/gate.ts';
import { redactionOf } from './policy/redaction/placeholders.ts';
import { Restorer } from './policy/redaction/restore.ts';
import type { ChatDraft, CompletionDraft, Draft, Part } from './policy/request.ts';
import { mapped, restored, restoredProgress } from './restored.ts';

/** What the gate said of a request that is on its way, and to where. */
export interface Sent {
  readonly destination: DestinationView;
  readonly label: Label;
  /** The label of each part of the draft. */
  readonly labels: ReadonlyMap<Part, Label>;
  /** The highest label of what was redacted in each part in which something was. */
  readonly redacted: ReadonlyMap<Part, Label>;
  readonly withheld: number;
  /** Why it stayed behind. */
  readonly withheldFor: readonly Finding[];
  /** What was redacted on the way out. */
  readonly redactions: readonly Redaction[];
}

/** A question on its way: the gate said yes and the back end answers. */
export interface Asked {
  /** Becomes another where another replica answers than the one that was asked first. */
  readonly sent: Sent;
  /** The answer, with the values of its placeholders. */
  readonly answer: AsyncGenerator<ChatProgress, ChatEnd>;
}

/** What a question is asked with, beside its draft. */
export interface QuestionOptions extends ChatOptions {
  /** Told where another replica is asked after all, before it is. */
  readonly moved?: (sent: Sent) => void;
}

type Cleared<D extends Draft> = Extract<Verdict<D>, { kind: 'send' }>;

/** A replica that may receive a draft, and the gate's word for it. */
interface Attempt<D extends Draft> {
  readonly backend: Backend;
  readonly verdict: Cleared<D>;
}

/** The one way of a request: through the gate, then to the back end. */
export class Ask {
  readonly #gate: Gate;
  readonly #backEnd: BackEnd;

  constructor(gate: Gate, backEnd: BackEnd) {
    this.#gate = gate;
    this.#backEnd = backEnd;
  }

  /** @throws Refused, BackendError, or the signal's reason. */
  async *complete(draft: CompletionDraft, signal: AbortSignal): AsyncGenerator<string, Finish> {
    const left = [...this.#backEnd.replicas('completion')];
    const first = await this.#next(draft, left);
    if ('refusal' in first) throw new Refused();
    return yield* this.#answer({ draft, first, left, signal }, ({ backend, verdict }) =>
      restored(backend.complete(verdict.cleared, signal), new Restorer(verdict.placeholders)),
    );
  }

  /** @throws BackendError where no back end is set up; what goes wrong later is thrown by the answer. */
  async chat(draft: ChatDraft, signal: AbortSignal, options: QuestionOptions = {}): Promise<Asked | { readonly refusal: Refusal }> {
    const left = [...this.#backEnd.replicas('chat')];
    const first = await this.#next(draft, left);
    if ('refusal' in first) return first;
    const { moved, ...chosen } = options;
    let sent = this.#sent(first);
    const answer = this.#answer({ draft, first, left, signal }, (attempt) => {
      const { backend, verdict } = attempt;
      if (attempt !== first) moved?.((sent = this.#sent(attempt)));
      const { placeholders } = verdict;
      const ask = () => backend.chat(verdict.cleared, signal, chosen);
      return restoredProgress(afterShortWait(ask, backend.destination.origin, signal), {
        text: new Restorer(placeholders),
        thinking: new Restorer(placeholders),
      });
    });
    return {
      get sent() {
        return sent;
      },
      answer,
    };
  }

  /**
   * What would be sent for a draft, or why nothing would be. Nothing of the draft is sent for it.
   * @throws BackendError where no back end is set up or no model can be named.
   */
  async preview(draft: CompletionDraft | ChatDraft, signal: AbortSignal, options: ChatOptions = {}): Promise<PreviewResult> {
    const left = this.#backEnd.replicas(draft.kind);
    let refusal: Refusal | undefined;
    for (const backend of left) {
      const preview = await this.#gate.preview<CompletionDraft | ChatDraft>(draft, backend.destination);
      if (preview.kind === 'refuse') {
        refusal ??= preview.refusal;
        continue;
      }
      const { request, destination, redactions, withheld } = preview;
      return {
        verdict: redactions.length > 0 ? 'redact' : 'send',
        destination: viewOf(destination),
        ...(await backend.outgoing(request, signal, options)),
        redactions: [...redactions],
        withheld: [...withheld],
      };
    }
    if (refusal === undefined) throw new TypeError('A service has at least one server.');
    return { verdict: 'refuse', refusal };
  }

  /**
   * The next replica that may receive a draft: each is judged for itself, since what one host is cleared for another
   * may not be.
   * @param left the replicas that were not asked yet; those that are looked at are taken out.
   */
  async #next<D extends Draft>(draft: D, left: Backend[]): Promise<Attempt<D> | { readonly refusal: Refusal }> {
    let refusal: Refusal | undefined;
    for (let backend = left.shift(); backend !== undefined; backend = left.shift()) {
      const verdict = await this.#gate.judge(draft, backend.destination);
      if (verdict.kind === 'send') return { backend, verdict };
      refusal ??= verdict.refusal;
    }
    if (refusal === undefined) throw new TypeError('No replica is left.');
    return { refusal };
  }

  /** The answer of the first replica, or of the next where that is out before anything of its answer has come. */
  async *#answer<D extends Draft, T, R>(
    { draft, first, left, signal }: { draft: D; first: Attempt<D>; left: Backend[]; signal: AbortSignal },
    start: (attempt: Attempt<D>) => AsyncGenerator<T, R>,
  ): AsyncGenerator<T, R> {
    let attempt = first;
    for (;;) {
      const { backend } = attempt;
      const seen = { begun: false };
      try {
        const end = yield* mapped(start(attempt), (piece) => {
          seen.begun = true;
          return piece;
        });
        this.#backEnd.report(draft.kind, backend, undefined);
        return end;
      } catch (error) {
        if (signal.aborted) throw error;
        const next = !seen.begun && isOut(error) ? await this.#after(draft, backend, left) : undefined;
        if (next === undefined) {
          this.#backEnd.report(draft.kind, backend, error);
          throw error;
        }
        attempt = next;
      }
    }
  }

  /** The replica to ask after one that is out, if another one may receive the draft. */
  async #after<D extends Draft>(draft: D, backend: Backend, left: Backend[]): Promise<Attempt<D> | undefined> {
    this.#backEnd.replicaFailed(draft.kind, backend);
    // The settings may have changed since the question was asked.
    left.splice(0, left.length, ...left.filter((each) => this.#backEnd.names(draft.kind, each)));
    if (left.length === 0) return undefined;
    const next = await this.#next(draft, left);
    return 'refusal' in next ? undefined : next;
  }

  #sent<D extends Draft>({ backend, verdict }: Attempt<D>): Sent {
    const { label, labels, redacted, withheld, withheldFor, placeholders } = verdict;
    const destination = viewOf(this.#backEnd.cleared(backend.destination));
    return { destination, label, labels, redacted, withheld, withheldFor, redactions: placeholders.map(redactionOf) };
  }
}
