import * as vscode from 'vscode';
import type { ChatParams, ChatPartial, ChatResult, ChatTurn } from '../../protocol/chat.ts';
import type { LinkResult } from '../../protocol/link.ts';
import type { ModelChoice, ToPanel } from '../../protocol/panel.ts';
import type { Refusal } from '../../protocol/verdict.ts';
import type { Server } from '../server.ts';
import { configuredDestination } from '../settings.ts';
import { Answering } from './answering.ts';
import type { Attached } from './attachments.ts';
import type { Exchange, Stored } from './store/stored.ts';
import { sentOf, Thread, type Asking } from './thread.ts';

/** What the person wants to say. */
export interface Message {
  /** What the panel shows as the person's words. */
  readonly shown: string;
  /** What is sent; may be empty for a command. */
  readonly text: string;
  readonly command?: ChatParams['command'];
  readonly attached: readonly Attached[];
}

/** A question that the gate refused. */
export interface RefusedQuestion {
  readonly message: Message;
  readonly refusal: Refusal;
}

/** What the server needs to answer, without the wiring of its progress. */
type Asked = Omit<ChatParams, 'partialResultToken'>;

interface Running {
  readonly answering: Answering;
  readonly stop: vscode.CancellationTokenSource;
  readonly ended: Promise<unknown>;
}

/** The conversation that the panel shows, and what is asked in it. Turns go back to the server as it returned them. */
export class Conversation implements vscode.Disposable {
  readonly #server: Server;
  readonly #choice: () => ModelChoice;
  readonly #posted = new vscode.EventEmitter<ToPanel>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: { dispose(): unknown }[];
  #thread = new Thread();
  #running: Running | undefined;
  #destination = addressNow();

  /** Fires with each message for the page. */
  readonly onDidPost = this.#posted.event;
  /** Fires when `stored` brings something else than before. */
  readonly onDidChange = this.#changed.event;

  /** @param choice the model that the person chose for questions from now on */
  constructor(server: Server, choice: () => ModelChoice = () => ({})) {
    this.#server = server;
    this.#choice = choice;
    this.#subscriptions = [
      this.#posted,
      this.#changed,
      vscode.workspace.onDidChangeConfiguration(() => {
        // An answer of the former destination would go on as if it came from the one that is shown now.
        const before = this.#destination;
        this.#destination = addressNow();
        if (this.#destination !== before) this.#running?.stop.cancel();
      }),
    ];
  }

  /** What the conversation holds, to be read. */
  get thread(): Pick<Thread, 'id' | 'title' | 'created' | 'isEmpty' | 'path'> {
    return this.#thread;
  }

  /** Whether an answer is under way. */
  get isAnswering(): boolean {
    return this.#running !== undefined;
  }

  /** Whether a link of an answer may be opened; not where the server cannot be asked. */
  mayOpen(url: string): Promise<LinkResult> {
    const { id, path } = this.#thread;
    const turns = path.flatMap(({ result }) => (result?.outcome === 'answered' ? result.turns : []));
    const redacted = turns.flatMap(({ fragments }) => fragments.filter((each) => each.redacted !== undefined));
    const redactedBy = [...new Set(redacted.map((each) => each.redactedBy ?? ''))];
    return this.#server.link({ url, conversation: id, redactedBy }).catch(() => ({ mayOpen: false }));
  }

  /** The last question, where the gate refused it. */
  get refused(): RefusedQuestion | undefined {
    const { last } = this.#thread;
    return last?.result?.outcome === 'refused' ? { message: last.message, refusal: last.result.refusal } : undefined;
  }

  /** Sends a message; one that is still being answered is stopped first. Never throws. */
  async send(message: Message): Promise<ChatResult> {
    await this.stop();
    return this.#ask(message, this.#thread.last?.id ?? null);
  }

  /**
   * Sends the last message again, in the place of its first answer.
   * @param redact Whether all that can be redacted is to be; what was once asked for so stays so.
   * @param without Ids of attachments that are left out this time.
   */
  async retry({ redact = false, without = [] }: { redact?: boolean; without?: readonly string[] } = {}): Promise<void> {
    await this.stop();
    const { last } = this.#thread;
    if (last === undefined) return;
    const kept = last.message.attached.filter(({ view }) => !without.includes(view.id));
    const attached = redact ? kept.map(redacted) : kept;
    await this.#ask({ ...last.message, attached }, last.parent, { redact: redact || last.redact, inPlaceOf: last });
  }

  /** Asks the same question again; what became of it first stays as a branch. */
  askAgain(id: string): Promise<void> {
    return this.#branchOff(id, ({ message }) => message);
  }

  /** Asks another question in the place of an earlier one, with its attachments; the earlier one stays as a branch. */
  edit(id: string, words: Omit<Message, 'attached'>): Promise<void> {
    return this.#branchOff(id, ({ message }) => (words.shown === message.shown ? message : { ...words, attached: message.attached }));
  }

  async #branchOff(id: string, messageOf: (exchange: Exchange) => Message): Promise<void> {
    await this.stop();
    const from = this.#thread.find(id);
    if (from === undefined) return;
    this.#posted.fire({ type: 'rewound', id, past: [] });
    await this.#ask(messageOf(from), from.parent, { redact: from.redact });
  }

  /** Shows the branch before or behind the one that leads through this exchange. */
  async showBranch(id: string, to: 'previous' | 'next'): Promise<void> {
    await this.stop();
    const here = this.#thread.find(id);
    const shown = here === undefined ? [] : this.#thread.showBranch(here, to);
    if (shown.length === 0) return;
    this.#posted.fire({ type: 'rewound', id, past: shown.flatMap((exchange) => this.#thread.replay(exchange)) });
    this.#changed.fire();
  }

  /** Lets the last answer go on, where it broke off, was stopped or met its length limit. */
  async goOn(id: string): Promise<void> {
    await this.stop();
    const { last } = this.#thread;
    const earlier = last?.result;
    if (last?.id !== id || earlier?.outcome !== 'answered' || earlier.turns.length === 0) return;
    this.#posted.fire({ type: 'continued', id });
    const history = [...this.#thread.historyBefore(last), ...earlier.turns];
    const asked = { ...this.#asked({ ...last.message, text: '' }, history, last.redact), continues: true };
    await this.#answer(new Answering(last, earlier), asked);
  }

  /** @returns what would go to the server if this message were sent now. */
  asked(message: Message): Asked {
    return this.#asked(message, this.#thread.history, false);
  }

  /** @returns what would go to the server if this turn were asked again, or undefined where it is not known. */
  askedAgain(id: string): Asked | undefined {
    const exchange = this.#thread.find(id);
    return exchange && this.#asked(exchange.message, this.#thread.historyBefore(exchange), exchange.redact);
  }

  #asked({ text, command, attached }: Message, history: readonly ChatTurn[], redact: boolean): Asked {
    return {
      conversation: this.#thread.id,
      history: [...history],
      text,
      ...(command !== undefined && { command }),
      attachments: attached.map(({ attachment }) => attachment),
      redact,
      ...this.#choice(),
    };
  }

  /** Stops the answer that is under way, if there is one, and waits for its end. */
  async stop(): Promise<void> {
    this.#running?.stop.cancel();
    await this.#running?.ended;
  }

  /** Leaves this conversation and begins another. */
  async clear(): Promise<void> {
    await this.stop();
    this.#thread = new Thread();
    this.#posted.fire({ type: 'cleared' });
    this.#changed.fire();
  }

  /** Leaves this conversation and shows one that was kept. */
  async open(stored: Stored): Promise<void> {
    await this.stop();
    this.#thread = new Thread({ ...stored, exchanges: stored.exchanges.map(asFarAsItCame) });
    this.#posted.fire(this.replay());
    this.#changed.fire();
  }

  /** Gives the conversation another title. */
  rename(title: string): void {
    this.#thread.rename(title);
    this.#posted.fire({ type: 'titled', title });
    this.#changed.fire();
  }

  /** @returns the conversation as it is to be kept: an answer that is under way as if nothing more came of it. */
  stored(): Stored {
    return this.#thread.stored(this.#running?.answering);
  }

  /** Takes over what another window has kept of this conversation meanwhile; what is under way here stays. */
  takeOver(kept: Stored): void {
    if (kept.id !== this.#thread.id) return;
    const { title } = this.#thread;
    this.#thread.takeOver(kept);
    if (this.#thread.title !== title) this.#posted.fire({ type: 'titled', title: this.#thread.title });
  }

  /** @returns what brings a new page to where the conversation is. */
  replay(): Extract<ToPanel, { type: 'opened' }> {
    const { title, path } = this.#thread;
    const past = path.flatMap((exchange) => this.#thread.replay(exchange, this.#running?.answering));
    return { type: 'opened', title, past };
  }

  #ask(message: Message, parent: string | null, asking?: Asking): Promise<ChatResult> {
    const { title } = this.#thread;
    const exchange = this.#thread.ask(message, parent, asking);
    if (this.#thread.title !== title) this.#posted.fire({ type: 'titled', title: this.#thread.title });
    this.#posted.fire(this.#thread.turnOf(exchange));
    const history = this.#thread.historyBefore(exchange);
    return this.#answer(new Answering(exchange), this.#asked(message, history, exchange.redact));
  }

  async #answer(answering: Answering, asked: Asked): Promise<ChatResult> {
    const stop = new vscode.CancellationTokenSource();
    const running = { answering, stop, ended: this.#ended(answering, asked, stop.token) };
    this.#running = running;
    this.#changed.fire();
    const result = await running.ended;
    if (this.#running === running) this.#running = undefined;
    stop.dispose();
    this.#changed.fire();
    return result;
  }

  async #ended(answering: Answering, asked: Asked, cancelled: vscode.CancellationToken): Promise<ChatResult> {
    const { id } = answering.exchange;
    const result = await this.#server
      .chat(asked, (partial) => { this.#take(answering, partial); }, cancelled)
      .then((ended) => answering.end(ended))
      .catch(() => (cancelled.isCancellationRequested ? answering.stopped() : answering.breakOff(this.#trouble())));
    this.#posted.fire({ type: 'done', id, result });
    return result;
  }

  #take(answering: Answering, partial: ChatPartial): void {
    const { exchange } = answering;
    const { id } = exchange;
    const hasThought = answering.take(partial);
    if (hasThought && exchange.thoughtFor !== undefined) this.#posted.fire({ type: 'thought', id, milliseconds: exchange.thoughtFor });
    this.#posted.fire(partial.kind === 'sent' ? sentOf(id, partial) : { type: 'progress', id, progress: partial });
    this.#changed.fire();
  }

  #trouble(): string {
    return this.#server.state === 'stopped'
      ? vscode.l10n.t('Vigie’s server is stopped, so nothing was sent. Start it with “Vigie: Restart Server”, then try again.')
      : vscode.l10n.t('Vigie’s server ended before the answer was complete. It is being started again; try once more.');
  }

  dispose(): void {
    this.#running?.stop.cancel();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** An attachment that was refused as it stands, and goes redacted now. */
function redacted({ attachment, view }: Attached): Attached {
  return { attachment, view: view.fate === 'refused' ? { ...view, fate: 'redacted' } : view };
}

/** A question whose window was closed before anything came of it. */
function asFarAsItCame(exchange: Exchange): Exchange {
  if (exchange.result !== undefined) return exchange;
  const message = vscode.l10n.t('The window was closed before an answer came.');
  return { ...exchange, result: { outcome: 'failed', message, remedy: 'retry' } };
}

/** Where the settings say that requests go. */
function addressNow(): string {
  const { backend, origin } = configuredDestination();
  return `${backend} ${origin}`;
}
