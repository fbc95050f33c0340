import type { ChatProgress } from '../protocol/chat.ts';
import type { Label } from '../protocol/label.ts';
import type { PreviewResult } from '../protocol/preview.ts';
import type { DestinationView, Redaction, Refusal } from '../protocol/verdict.ts';
import type { BackEnd } from './backEnd.ts';
import type { Backend, Finish } from './backends/backend.ts';
import { Refused } from './completion/ask.ts';
import { viewOf } from './policy/destination.ts';
import type { Gate } from './policy/gate.ts';
import { redactionOf } from './policy/redaction/placeholders.ts';
import { Restorer } from './policy/redaction/restore.ts';
import type { ChatDraft, CompletionDraft, Draft, Part } from './policy/request.ts';

/** A request on its way: the gate said yes and the back end answers. */
export interface Asked<T> {
  readonly destination: DestinationView;
  readonly label: Label;
  /** The label of each part of the draft. */
  readonly labels: ReadonlyMap<Part, Label>;
  /** The highest label of what was redacted in each part in which something was. */
  readonly redacted: ReadonlyMap<Part, Label>;
  readonly withheld: number;
  /** What was redacted on the way out. */
  readonly redactions: readonly Redaction[];
  /** The answer, with the values of its placeholders. */
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
    const restorer = new Restorer(verdict.placeholders);
    const answer = this.#watched(backend, backend.complete(verdict.cleared, signal), signal);
    return yield* restored(answer, restorer);
  }

  /** @throws BackendError where no back end is set up; what goes wrong later is thrown by the answer. */
  async chat(draft: ChatDraft, signal: AbortSignal): Promise<Asked<ChatProgress> | { readonly refusal: Refusal }> {
    const { backend, verdict } = await this.#judge(draft);
    if (verdict.kind === 'refuse') return { refusal: verdict.refusal };
    const { cleared, label, labels, redacted, withheld, placeholders } = verdict;
    const answer = this.#watched(backend, backend.chat(cleared, signal), signal);
    return {
      destination: viewOf(backend.destination),
      label,
      labels,
      redacted,
      withheld,
      redactions: placeholders.map(redactionOf),
      answer: restoredProgress(answer, {
        text: new Restorer(placeholders),
        thinking: new Restorer(placeholders),
      }),
    };
  }

  /**
   * What would be sent for a draft, or why nothing would be. Nothing of the draft is sent for it.
   * @throws BackendError where no back end is set up or no model can be named.
   */
  async preview(draft: CompletionDraft | ChatDraft, signal: AbortSignal): Promise<PreviewResult> {
    const backend = this.#backEnd.current;
    const preview = await this.#gate.preview<CompletionDraft | ChatDraft>(draft, backend.destination);
    if (preview.kind === 'refuse') return { verdict: 'refuse', refusal: preview.refusal };
    const { request, destination, redactions, withheld } = preview;
    return {
      verdict: redactions.length > 0 ? 'redact' : 'send',
      destination: viewOf(destination),
      ...(await backend.outgoing(request, signal)),
      redactions: [...redactions],
      withheld: [...withheld],
    };
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

async function* restored(answer: AsyncGenerator<string, Finish>, restorer: Restorer): AsyncGenerator<string, Finish> {
  const finish = yield* mapped(answer, (piece) => restorer.feed(piece));
  const rest = restorer.end();
  if (rest !== '') yield rest;
  return finish;
}

async function* restoredProgress(
  answer: AsyncGenerator<ChatProgress, Finish>,
  restorers: Readonly<Record<ChatProgress['kind'], Restorer>>,
): AsyncGenerator<ChatProgress, Finish> {
  const finish = yield* mapped(answer, ({ kind, text }) => ({ kind, text: restorers[kind].feed(text) }));
  for (const kind of ['thinking', 'text'] as const) {
    const text = restorers[kind].end();
    if (text !== '') yield { kind, text };
  }
  return finish;
}

/** Changes each piece. Leaving early leaves the answer early too, which closes its socket. */
async function* mapped<T>(answer: AsyncGenerator<T, Finish>, change: (piece: T) => T): AsyncGenerator<T, Finish> {
  try {
    for (;;) {
      const next = await answer.next();
      if (next.done === true) return next.value;
      yield change(next.value);
    }
  } finally {
    await answer.return('cut');
  }
}
