import type { ChatProgress } from '../protocol/chat.ts';
import type { Label } from '../protocol/label.ts';
import type { Refusal } from '../protocol/verdict.ts';
import type { BackEnd } from './backEnd.ts';
import type { Backend, Finish } from './backends/backend.ts';
import { Refused } from './completion/ask.ts';
import type { Gate } from './policy/gate.ts';
import type { ChatDraft, CompletionDraft, Draft, Part } from './policy/request.ts';

/** A request on its way: the gate said yes and the back end answers. */
export interface Asked<T> {
  readonly label: Label;
  /** The label of each part of the draft. */
  readonly labels: ReadonlyMap<Part, Label>;
  readonly withheld: number;
  readonly answer: AsyncGenerator<T, Finish>;
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
    const { backend, verdict } = await this.#judge(draft);
    if (verdict.kind === 'refuse') throw new Refused();
    return yield* this.#watched(backend, backend.complete(verdict.cleared, signal), signal);
  }

  /** @throws BackendError where no back end is set up; what goes wrong later is thrown by the answer. */
  async chat(draft: ChatDraft, signal: AbortSignal): Promise<Asked<ChatProgress> | { readonly refusal: Refusal }> {
    const { backend, verdict } = await this.#judge(draft);
    if (verdict.kind === 'refuse') return { refusal: verdict.refusal };
    const { cleared, label, labels, withheld } = verdict;
    return { label, labels, withheld, answer: this.#watched(backend, backend.chat(cleared, signal), signal) };
  }

  async #judge<D extends Draft>(draft: D) {
    const backend = this.#backEnd.current;
    return { backend, verdict: await this.#gate.judge(draft, backend.destination) };
  }

  async *#watched<T>(backend: Backend, answer: AsyncGenerator<T, Finish>, signal: AbortSignal): AsyncGenerator<T, Finish> {
    try {
      const finish = yield* answer;
      this.#backEnd.report(backend, undefined);
      return finish;
    } catch (error) {
      if (!signal.aborted) this.#backEnd.report(backend, error);
      throw error;
    }
  }
}
