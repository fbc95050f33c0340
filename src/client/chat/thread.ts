import { randomUUID } from 'node:crypto';
import type { ChatSent, ChatTurn } from '../../protocol/chat.ts';
import type { TurnMessage } from '../../protocol/panel.ts';
import { progressOf, type Answering } from './answering.ts';
import { branchesAt, branchOf, endOf, historyOf, pathTo, united } from './store/branches.ts';
import { storedVersion, type Exchange, type Stored } from './store/stored.ts';
import { titleOf } from './store/title.ts';

/** What goes with a question that is not in its message. */
export interface Asking {
  readonly redact?: boolean;
  /** What is asked again so that nothing of it remains. */
  readonly inPlaceOf?: Exchange;
}

/** A conversation in memory: a tree of exchanges, of which one branch is shown and gone on with. */
export class Thread {
  #stored: Stored;

  /** @param stored as it was kept; left out: one in which nothing has been asked */
  constructor(stored: Stored = empty(Date.now())) {
    const shown = stored.exchanges.some(({ id }) => id === stored.shown) ? stored.shown : (stored.exchanges.at(-1)?.id ?? null);
    this.#stored = { ...stored, shown };
  }

  get id(): string {
    return this.#stored.id;
  }

  get title(): string {
    return this.#stored.title;
  }

  get created(): number {
    return this.#stored.created;
  }

  get isEmpty(): boolean {
    return this.#stored.exchanges.length === 0;
  }

  /** The exchanges of the branch that is shown. */
  get path(): Exchange[] {
    return pathTo(this.#stored.exchanges, this.#stored.shown);
  }

  /** The last exchange of the branch that is shown. */
  get last(): Exchange | undefined {
    return this.path.at(-1);
  }

  /** @returns an exchange of the branch that is shown. */
  find(id: string): Exchange | undefined {
    return this.path.find((exchange) => exchange.id === id);
  }

  /** @returns the turns that stand before an exchange. */
  historyBefore({ parent }: Exchange): ChatTurn[] {
    return historyOf(pathTo(this.#stored.exchanges, parent));
  }

  /** @returns the turns of the branch that is shown. */
  get history(): ChatTurn[] {
    return historyOf(this.path);
  }

  /** Adds a question behind `parent`, and shows the branch that it ends. The first one gives the conversation its title. */
  ask(message: Exchange['message'], parent: string | null, { redact = false, inPlaceOf }: Asking = {}): Exchange {
    const now = Date.now();
    const id = inPlaceOf?.id ?? randomUUID();
    const exchange: Exchange = { id, parent, asked: inPlaceOf?.asked ?? now, changed: now, message, redact, thinking: '', answer: '' };
    const others = this.#stored.exchanges.filter((each) => each !== inPlaceOf);
    const title = this.title === '' ? titleOf(message) : this.title;
    this.#stored = { ...this.#stored, title, changed: now, exchanges: [...others, exchange], shown: id };
    return exchange;
  }

  /** Shows the branch before or behind the one that leads through an exchange. @returns what is shown from there on. */
  showBranch(here: Exchange, to: 'previous' | 'next'): Exchange[] {
    const { exchanges } = this.#stored;
    const branches = branchesAt(exchanges, here);
    const there = branches[branches.indexOf(here) + (to === 'next' ? 1 : -1)];
    if (there === undefined) return [];
    this.#stored = { ...this.#stored, shown: endOf(exchanges, there).id };
    const path = this.path;
    return path.slice(path.indexOf(there));
  }

  rename(title: string, now = Date.now()): void {
    this.#stored = { ...this.#stored, title, named: now, changed: now };
  }

  /** Takes over what another window has kept of this conversation meanwhile; what was asked here stays as it is. */
  takeOver(kept: Stored): void {
    const here = new Set(this.#stored.exchanges.map(({ id }) => id));
    this.#stored = united(this.#stored, { ...kept, exchanges: kept.exchanges.filter(({ id }) => !here.has(id)) });
  }

  /** @returns the conversation as it is to be kept: an answer that is under way as if nothing more came of it. */
  stored(answering?: Answering): Stored {
    const exchanges = this.#stored.exchanges.map((exchange) => {
      const result = answering?.exchange === exchange ? answering.interrupted() : exchange.result;
      return { ...exchange, ...(result !== undefined && { result }) };
    });
    return { ...this.#stored, exchanges, changed: Math.max(this.#stored.changed, ...exchanges.map(({ changed }) => changed)) };
  }

  /** @returns what begins an exchange on a page. */
  turnOf(exchange: Exchange): TurnMessage {
    const { id, message } = exchange;
    const branch = branchOf(this.#stored.exchanges, exchange);
    const attachments = message.attached.map(({ view }) => view);
    const aboutAttached = message.command !== undefined && message.command.name !== 'prompt';
    return { type: 'turn', id, text: message.shown, attachments, ...(branch && { branch }), ...(aboutAttached && { aboutAttached }) };
  }

  /** @returns the messages that bring a page to where an exchange is. */
  replay(exchange: Exchange, answering?: Answering): TurnMessage[] {
    const { id, thoughtFor, result } = exchange;
    const running = answering?.exchange === exchange;
    const messages = [this.turnOf(exchange)];
    if (running && answering.sent !== undefined) messages.push(sentOf(id, answering.sent));
    for (const progress of progressOf(exchange)) messages.push({ type: 'progress', id, progress });
    if (thoughtFor !== undefined) messages.push({ type: 'thought', id, milliseconds: thoughtFor });
    if (result !== undefined && !running) messages.push({ type: 'done', id, result });
    return messages;
  }
}

/** @returns the verdict as a page gets it: what the question was made of is not shown there. */
export function sentOf(id: string, sent: ChatSent): TurnMessage {
  return { type: 'sent', id, sent: { ...sent, turns: [] } };
}

function empty(now: number): Stored {
  return { version: storedVersion, id: randomUUID(), title: '', created: now, changed: now, exchanges: [], shown: null };
}
