import { createHash } from 'node:crypto';
import type { CompletionDraft } from '../policy/request.ts';
import { Refused } from './ask.ts';
import { defaults } from './defaults.ts';
import { departureFrom } from './departure.ts';
import type { Desk } from './desk.ts';
import { viewOf, type Snapshot } from './view.ts';

/**
 * Has a server that keeps what it has read read the context of the next completion while the person thinks. Where
 * context has been gathered anew, or another document was written in, the next request would have to be read from its
 * beginning. Only where the person has typed, for opening a file sends nothing.
 */
export class Warmth {
  readonly #desk: Desk;
  readonly #keepsPrompts: () => boolean;
  /** The document that the person is in. */
  #uri: string | undefined;
  /** Where the person is, and since when, in milliseconds. */
  #place: { readonly snapshot: Snapshot; readonly since: number } | undefined;
  #callOff: (() => void) | undefined;
  #controller: AbortController | undefined;
  /** What the server has read last, as a hash. */
  #read = '';

  /** @param keepsPrompts whether the server that answers now is known to keep what it has read */
  constructor(desk: Desk, keepsPrompts: () => boolean) {
    this.#desk = desk;
    this.#keepsPrompts = keepsPrompts;
  }

  /** The person is at a state: what is under way for another ends, and what this one needs is read once they rest. */
  at(snapshot: Snapshot): void {
    this.#end();
    this.#uri = snapshot.uri;
    this.#place = { snapshot, since: this.#desk.clock.now() };
    // A timer that runs is left to run: at each key it would have to be set again.
    if (this.#callOff === undefined && this.#isWanted) this.#wait(defaults.warmAfterMs);
  }

  /** A request is sent, which is read too. */
  note(draft: CompletionDraft): void {
    this.#read = beginningOf(draft);
  }

  /** A document has changed: what is under way for it ends, and what it was is not read once the person rests. */
  changed(uri: string): void {
    if (uri !== this.#uri) return;
    this.#place = undefined;
    this.#end();
  }

  /** Ends what is under way. */
  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#place = undefined;
    this.#end();
  }

  #end(): void {
    this.#controller?.abort();
    this.#controller = undefined;
  }

  #wait(milliseconds: number): void {
    this.#callOff = this.#desk.clock.after(milliseconds, () => {
      this.#callOff = undefined;
      if (this.#place === undefined) return;
      const { snapshot, since } = this.#place;
      const rest = defaults.warmAfterMs - (this.#desk.clock.now() - since);
      if (rest > 0) this.#wait(rest);
      else void this.#warm(snapshot);
    });
  }

  get #isWanted(): boolean {
    return this.#keepsPrompts() && this.#desk.mayGoAhead();
  }

  async #warm(snapshot: Snapshot): Promise<void> {
    if (!this.#isWanted) return;
    const { ask, budget, context, onError } = this.#desk;
    const view = viewOf(snapshot, budget);
    const departure = departureFrom(snapshot, view, { budget, ahead: true, context: context.at(snapshot) });
    if (departure === undefined || beginningOf(departure.draft) === this.#read) return;
    const controller = new AbortController();
    this.#controller = controller;
    try {
      for await (const piece of ask({ ...departure.draft, maxTokens: 0 }, controller.signal)) this.#desk.goneAhead(piece.length);
    } catch (error) {
      // What was not read to its end has to be read again.
      this.#read = '';
      if (!controller.signal.aborted && !(error instanceof Refused)) onError(error);
    }
  }
}

/** What a prompt begins with: the document's context. What follows changes with every key. */
function beginningOf({ conversation = '', context }: CompletionDraft): string {
  const hash = createHash('sha256').update(conversation);
  for (const { text } of context) hash.update('\0').update(text);
  return hash.digest('base64');
}
