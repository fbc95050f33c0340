import type { ChatPartial, ChatProgress, ChatResult, ChatSent, Usage } from '../../protocol/chat.ts';
import { highest } from '../../protocol/label.ts';
import type { Exchange } from './store/stored.ts';

type Answered = Extract<ChatResult, { outcome: 'answered' }>;

/**
 * One answer as it comes in. It writes what comes into its exchange, and knows at any time what is to be remembered if
 * nothing more comes.
 */
export class Answering {
  readonly exchange: Exchange;
  /** How the answer ended that goes on now; undefined where it begins. */
  readonly #earlier: Answered | undefined;
  readonly #began = Date.now();
  /** Where in the answer that begins which this request brings. */
  readonly #from: number;
  #thinkingSince: number | undefined;
  #sent: ChatSent | undefined;

  constructor(exchange: Exchange, earlier?: Answered) {
    this.exchange = exchange;
    this.#earlier = earlier;
    this.#from = exchange.answer.length;
  }

  /** What the gate said of the request, once it has. */
  get sent(): ChatSent | undefined {
    return this.#sent;
  }

  /** Takes what has come. @returns whether the model has just stopped thinking. */
  take(partial: ChatPartial, now = Date.now()): boolean {
    const { exchange } = this;
    exchange.changed = now;
    switch (partial.kind) {
      case 'sent':
        this.#sent = partial;
        return false;
      case 'thinking':
        this.#thinkingSince ??= now;
        exchange.thinking += partial.text;
        return false;
      case 'text':
        exchange.answer += partial.text;
        return this.#thought(now);
      case 'status':
        return false;
    }
  }

  /**
   * Ends with what the server said.
   * @returns the result of the whole answer. One that was to go on and could not stays as it was, with the reason.
   */
  end(result: ChatResult, now = Date.now()): ChatResult {
    return this.#ended(this.#earlier === undefined ? result : wentOn(this.#earlier, result), now);
  }

  /** Ends because the person stopped it and the server says nothing more. @returns the result of what came. */
  stopped(now = Date.now()): ChatResult {
    const nothing = { turns: [], label: 'public' as const, withheld: 0, redactions: [], milliseconds: now - this.#began };
    return this.#ended({ outcome: 'answered', ...(this.interrupted() ?? nothing), finish: 'cancelled' }, now);
  }

  /** Ends because the server did. @returns the result of what came, or a failure where nothing did. */
  breakOff(trouble: string, now = Date.now()): ChatResult {
    return this.#ended(this.interrupted(trouble) ?? { outcome: 'failed', message: trouble, remedy: 'retry' }, now);
  }

  #ended(result: ChatResult, now: number): ChatResult {
    this.#thought(now);
    this.exchange.changed = now;
    this.exchange.result = result;
    return result;
  }

  /**
   * @param trouble why nothing more comes, if that is known
   * @returns the result as it would be if nothing more came; undefined where nothing has come that could be kept
   */
  interrupted(trouble?: string): Answered | undefined {
    const said = this.exchange.answer.slice(this.#from);
    const sent = this.#sent;
    const because = trouble !== undefined && { trouble };
    if (sent === undefined || said === '') return this.#earlier && { ...this.#earlier, ...because };
    const { turns, label, destination, withheld, redactions } = sent;
    const result: Answered = {
      ...{ outcome: 'answered', label, withheld, redactions },
      ...(destination !== undefined && { destination }),
      finish: 'cut',
      ...because,
      milliseconds: Date.now() - this.#began,
      turns: turns.map((turn) => (turn.role === 'user' ? turn : withMore(turn, said))),
    };
    return this.#earlier === undefined ? result : wentOn(this.#earlier, result);
  }

  #thought(now: number): boolean {
    if (this.#thinkingSince === undefined) return false;
    this.exchange.thoughtFor = (this.exchange.thoughtFor ?? 0) + now - this.#thinkingSince;
    this.#thinkingSince = undefined;
    return true;
  }
}

/** @returns what a page has to be told of an answer that began before the page was opened. */
export function progressOf({ thinking, answer }: Exchange): ChatProgress[] {
  const pieces: ChatProgress[] = [
    { kind: 'thinking', text: thinking },
    { kind: 'text', text: answer },
  ];
  return pieces.filter(({ text }) => text !== '');
}

function withMore<T extends ChatSent['turns'][number]>(turn: T, more: string): T {
  const last = turn.fragments.length - 1;
  return { ...turn, fragments: turn.fragments.map((each, at) => (at === last ? { ...each, text: each.text + more } : each)) };
}

/** The result of an answer that came in two requests. The turns of the later hold all of it. */
function wentOn(earlier: Answered, later: ChatResult): Answered {
  if (later.outcome === 'refused') return { ...earlier, trouble: later.refusal.message };
  if (later.outcome === 'failed') return { ...earlier, trouble: later.message };
  const usage = usageOfBoth(earlier.usage, later.usage);
  const redactions = new Map([...earlier.redactions, ...later.redactions].map((each) => [each.placeholder, each]));
  const destination = later.destination ?? earlier.destination;
  const model = later.model ?? earlier.model;
  return {
    ...later,
    ...(destination !== undefined && { destination }),
    ...(model !== undefined && { model }),
    turns: later.turns.length === 0 ? earlier.turns : later.turns,
    label: highest([earlier.label, later.label]),
    milliseconds: earlier.milliseconds + later.milliseconds,
    withheld: Math.max(earlier.withheld, later.withheld),
    redactions: [...redactions.values()],
    ...(usage !== undefined && { usage }),
  };
}

function usageOfBoth(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const promptTokens = sum(one.promptTokens, other.promptTokens);
  const completionTokens = sum(one.completionTokens, other.completionTokens);
  return {
    ...(promptTokens !== undefined && { promptTokens }),
    ...(completionTokens !== undefined && { completionTokens }),
    estimated: one.estimated || other.estimated,
  };
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : one + (other ?? 0);
}
