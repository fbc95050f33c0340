import type { ServiceName } from '../protocol/models.ts';
import type { PreviewResult } from '../protocol/preview.ts';
import type { Refusal } from '../protocol/verdict.ts';
import { RefusedAfterAll, type Asked, type QuestionOptions, type Sent } from './asked.ts';
import type { BackEnd } from './backEnd.ts';
import { BackendError, type Backend, type Finish } from './backends/backend.ts';
import { longestWaitSeconds, shortWait } from './backends/rateLimit.ts';
import { isBusy, isOut } from './backends/replicas.ts';
import { Refused } from './completion/ask.ts';
import { viewOf } from './policy/destination.ts';
import type { Gate, Verdict } from './policy/gate.ts';
import { redactionOf } from './policy/redaction/placeholders.ts';
import { Restorer } from './policy/redaction/restore.ts';
import type { ChatDraft, CompletionDraft, Draft } from './policy/request.ts';
import { mapped, restored, restoredProgress } from './restored.ts';

/**
 * How often one request is judged again because the rules have changed since: often enough for a rule file that is
 * saved while the server names its models or another replica is tried, and not for as long as somebody types in it.
 */
const mostJudgedAgain = 3;

type Cleared<D extends Draft> = Extract<Verdict<D>, { kind: 'send' }>;

/** A replica that may receive a draft, and the gate's word for it. */
interface Attempt<D extends Draft> {
  readonly backend: Backend;
  readonly verdict: Cleared<D>;
}

/** What is asked, and of whom. */
interface Question<D extends Draft> {
  readonly draft: D;
  /** Where, as in `QuestionOptions`. */
  readonly service?: ServiceName | undefined;
  readonly first: Attempt<D>;
  /** The replicas that were not asked yet; those that are asked are taken out. */
  readonly left: Backend[];
  readonly signal: AbortSignal;
}

/** How an answer is begun, and how a busy server is waited for where it is at all. */
interface Answering<D extends Draft, T, R> {
  readonly start: (attempt: Attempt<D>) => AsyncGenerator<T, R>;
  readonly wait?: (origin: string, seconds: number) => AsyncGenerator<T, void>;
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
    const first = await this.#first(draft, left);
    if ('refusal' in first) throw new Refused();
    return yield* this.#answer({ draft, first, left, signal }, {
      start: ({ backend, verdict }) => restored(backend.complete(verdict.cleared, signal), new Restorer(verdict.placeholders)),
    });
  }

  /**
   * @throws BackendError where no back end is set up or the one named is gone; what goes wrong later is thrown by the
   * answer, as is RefusedAfterAll.
   */
  async chat(draft: ChatDraft, signal: AbortSignal, options: QuestionOptions = {}): Promise<Asked | { readonly refusal: Refusal }> {
    const { moved, service, ...chosen } = options;
    const left = [...this.#backEnd.replicas('chat', service)];
    const first = await this.#first(draft, left);
    if ('refusal' in first) return first;
    let shown = first;
    let sent = this.#sent(first);
    const tried: Attempt<ChatDraft>[] = [];
    const hasLeft = ({ verdict }: Attempt<ChatDraft>): boolean => this.#backEnd.mayHaveReceived(verdict.cleared);
    const answer = this.#answer({ draft, service, first, left, signal }, {
      start: (attempt) => {
        const { backend, verdict } = attempt;
        tried.push(attempt);
        if (attempt !== shown) {
          shown = attempt;
          sent = this.#sent(attempt);
          moved?.(sent);
        }
        const { placeholders } = verdict;
        return restoredProgress(backend.chat(verdict.cleared, signal, chosen), { text: new Restorer(placeholders), thinking: new Restorer(placeholders) });
      },
      wait: (origin, seconds) => shortWait(origin, seconds, signal),
    });
    return {
      get sent() {
        return sent;
      },
      get received() {
        return [...new Set(tried.filter(hasLeft).map((each) => each.backend.destination.origin))];
      },
      get lastStayed() {
        return !tried.slice(-1).some(hasLeft);
      },
      answer,
    };
  }

  /**
   * What would be sent for a draft, or why nothing would be. Nothing of the draft is sent for it.
   * @throws BackendError where no back end is set up, the one named is gone, or no model can be named.
   */
  async preview(draft: CompletionDraft | ChatDraft, signal: AbortSignal, { service, ...options }: QuestionOptions = {}): Promise<PreviewResult> {
    const left = this.#backEnd.replicas(draft.kind, service);
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

  async #first<D extends Draft>(draft: D, left: Backend[]): Promise<Attempt<D> | { readonly refusal: Refusal }> {
    const first = await this.#next(draft, left);
    if ('backend' in first) return first;
    if (first.refusal === undefined) throw new TypeError('A service has at least one server.');
    return { refusal: first.refusal };
  }

  /**
   * The next replica that may receive a draft: each is judged for itself, since what one host is cleared for another
   * may not be.
   * @param left the replicas that were not asked yet; the one that is taken and those that refuse are taken out.
   * @param mayDo which of those that may receive it are taken; by default all are.
   */
  async #next<D extends Draft>(
    draft: D,
    left: Backend[],
    mayDo: (verdict: Cleared<D>) => boolean = () => true,
  ): Promise<Attempt<D> | { readonly refusal: Refusal | undefined }> {
    let refusal: Refusal | undefined;
    const others: Backend[] = [];
    try {
      for (let backend = left.shift(); backend !== undefined; backend = left.shift()) {
        const verdict = await this.#gate.judge(draft, backend.destination);
        if (verdict.kind === 'refuse') refusal ??= verdict.refusal;
        else if (mayDo(verdict)) return { backend, verdict };
        else others.push(backend);
      }
      return { refusal };
    } finally {
      left.unshift(...others);
    }
  }

  /**
   * The answer of the first replica, or of the next where that is out or busy before anything of its answer has come.
   * Only where no other may stand in is one that is busy for a short while waited for, once. A request that the rules
   * have overtaken is judged again, and goes on if it still may; so is one that has waited, during which any of what it
   * was judged by may have changed, not the rules alone.
   * @throws RefusedAfterAll where it may not.
   */
  async *#answer<D extends Draft, T, R>(question: Question<D>, { start, wait }: Answering<D, T, R>): AsyncGenerator<T, R> {
    const { draft, signal } = question;
    const busy: { readonly attempt: Attempt<D>; readonly seconds: number }[] = [];
    let attempt = question.first;
    let hasWaited = false;
    let judgedAgain = 0;
    for (;;) {
      const { backend } = attempt;
      const seen = { begun: false };
      const asked = performance.now();
      try {
        const end = yield* mapped(start(attempt), (piece) => {
          if (!seen.begun) this.#backEnd.began(draft, backend, performance.now() - asked);
          seen.begun = true;
          return piece;
        });
        this.#backEnd.report(draft.kind, backend, undefined);
        return end;
      } catch (error) {
        if (signal.aborted) {
          if (!seen.begun) this.#backEnd.left(draft, backend, performance.now() - asked);
          throw error;
        }
        if (!seen.begun && isOvertaken(error) && judgedAgain < mostJudgedAgain) {
          judgedAgain += 1;
          const again = await this.#again(question, backend);
          if (again === undefined) throw this.#reported(draft, backend, error);
          attempt = again;
          continue;
        }
        if (seen.begun || !(isBusy(error) || isOut(error))) throw this.#reported(draft, backend, error);
        this.#backEnd.replicaFailed(draft.kind, backend, error);
        const { retryAfter: seconds } = error;
        const isWorthWaiting = wait !== undefined && !hasWaited && isBusy(error) && seconds !== undefined && seconds <= longestWaitSeconds;
        if (isWorthWaiting) busy.push({ attempt, seconds });
        // A short wait is better than an answer to less than was asked.
        const { verdict } = attempt;
        const next = await this.#other(question, isWorthWaiting ? (other) => isAsMuch(other, verdict) : undefined);
        const [soonest] = busy.sort((one, other) => one.seconds - other.seconds);
        if (next !== undefined) attempt = next;
        else if (soonest === undefined || hasWaited || wait === undefined) throw this.#reported(draft, backend, error);
        else {
          hasWaited = true;
          yield* wait(soonest.attempt.backend.destination.origin, soonest.seconds);
          const again = await this.#again(question, soonest.attempt.backend);
          if (again === undefined) throw this.#reported(draft, backend, error);
          attempt = again;
        }
      }
    }
  }

  /** Another replica, if one may receive the draft. */
  async #other<D extends Draft>(question: Question<D>, mayDo?: (verdict: Cleared<D>) => boolean): Promise<Attempt<D> | undefined> {
    this.#dropUnnamed(question);
    const next = await this.#next(question.draft, question.left, mayDo);
    return 'backend' in next ? next : undefined;
  }

  /**
   * The same replica, or else another, by the rules of now; undefined where the settings name none of them any more.
   * @throws RefusedAfterAll where none may receive the draft.
   */
  async #again<D extends Draft>(question: Question<D>, backend: Backend): Promise<Attempt<D> | undefined> {
    const { draft, left } = question;
    left.unshift(backend);
    this.#dropUnnamed(question);
    const next = await this.#next(draft, left);
    if ('backend' in next) return next;
    if (next.refusal !== undefined) throw new RefusedAfterAll(next.refusal);
    return undefined;
  }

  /** The settings may have changed since the question was asked. */
  #dropUnnamed({ draft, left, service }: Question<Draft>): void {
    left.splice(0, left.length, ...left.filter((each) => this.#backEnd.names(draft.kind, each, service)));
  }

  #reported(draft: Draft, backend: Backend, error: unknown): unknown {
    this.#backEnd.report(draft.kind, backend, error);
    return error;
  }

  #sent<D extends Draft>({ backend, verdict }: Attempt<D>): Sent {
    const { label, labels, redacted, withheld, withheldFor, placeholders } = verdict;
    const destination = viewOf(this.#backEnd.cleared(backend.destination));
    return { destination, label, labels, redacted, withheld, withheldFor, redactions: placeholders.map(redactionOf) };
  }
}

/** Whether the rules have changed since a request was judged, so that it was not sent. */
function isOvertaken(error: unknown): boolean {
  return error instanceof BackendError && error.fault === 'rulesChanged';
}

/** Whether one replica may receive all that another one may. */
function isAsMuch(one: Cleared<Draft>, other: Cleared<Draft>): boolean {
  return one.withheld <= other.withheld && one.placeholders.length <= other.placeholders.length;
}
