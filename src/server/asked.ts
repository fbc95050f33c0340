import type { ChatProgress } from '../protocol/chat.ts';
import type { Label } from '../protocol/label.ts';
import type { ServiceName } from '../protocol/models.ts';
import type { DestinationView, Finding, Redaction, Refusal } from '../protocol/verdict.ts';
import type { ChatEnd, ChatOptions } from './backends/backend.ts';
import { Refused } from './completion/ask.ts';
import type { Hidden, Part } from './policy/request.ts';

/** What the gate said of a request that is on its way, and to where. */
export interface Sent {
  readonly destination: DestinationView;
  readonly label: Label;
  /** The label of each part of the draft. */
  readonly labels: ReadonlyMap<Part, Label>;
  /** What each part is to be remembered with in which something was redacted, or would be elsewhere. */
  readonly redacted: ReadonlyMap<Part, Hidden>;
  readonly withheld: number;
  /** Why it stayed behind. */
  readonly withheldFor: readonly Finding[];
  /** What was redacted on the way out. */
  readonly redactions: readonly Redaction[];
}

/** A question on its way: the gate said yes and the back end answers. */
export interface Asked {
  /** Becomes another where another replica answers than the one that was asked first, or the rules have changed since. */
  readonly sent: Sent;
  /** The servers that may have received anything of it, by origin, in the order in which they were asked. */
  readonly received: readonly string[];
  /** Whether the server that was asked last has received nothing of it. */
  readonly lastStayed: boolean;
  /** The answer, with the values of its placeholders. */
  readonly answer: AsyncGenerator<ChatProgress, ChatEnd>;
}

/** What a question is asked with, beside its draft. */
export interface QuestionOptions extends ChatOptions {
  /** Where, of the places that the settings name; left out: the one that they choose. */
  readonly service?: ServiceName | undefined;
  /** Told where another replica is asked after all, or the request was judged again, before it is asked. */
  readonly moved?: (sent: Sent) => void;
}

/**
 * Thrown by an answer that has not begun: by what holds now, its request may not be sent any more. A server may have
 * received it before, as `Asked.received` tells.
 */
export class RefusedAfterAll extends Refused {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
