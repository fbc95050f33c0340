import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ChatParams, ChatProgress, ChatResult, ChatTurn } from '../../protocol/chat.ts';
import type { LinkResult } from '../../protocol/link.ts';
import type { ToPanel } from '../../protocol/panel.ts';
import type { Refusal } from '../../protocol/verdict.ts';
import type { Server } from '../server.ts';
import { configuredDestination } from '../settings.ts';
import type { Attached } from './attachments.ts';

/** What the person wants to say. */
export interface Message {
  /** What the panel shows as the person's words. */
  readonly shown: string;
  /** What is sent; may be empty for a command. */
  readonly text: string;
  readonly command?: ChatParams['command'];
  readonly attached: readonly Attached[];
}

/** One message and all that came of it, kept so that a page that is opened later shows it too. */
interface Exchange {
  readonly id: string;
  readonly message: Message;
  /** The history that it was sent with; asking again starts from there. */
  readonly before: readonly ChatTurn[];
  /** Whether the person asked for what was found to be redacted. */
  readonly redact: boolean;
  readonly progress: ChatProgress[];
  result: ChatResult | undefined;
}

/** A question that the gate refused. */
export interface RefusedQuestion {
  readonly message: Message;
  readonly refusal: Refusal;
}

/** What the server needs to answer, without the wiring of its progress. */
type Asked = Omit<ChatParams, 'partialResultToken'>;

interface Running {
  readonly stop: vscode.CancellationTokenSource;
  readonly ended: Promise<unknown>;
}

/** The one conversation. Turns go back to the server as it returned them; nothing is kept beyond this session. */
export class Conversation implements vscode.Disposable {
  readonly #server: Server;
  readonly #posted = new vscode.EventEmitter<ToPanel>();
  readonly #subscriptions: { dispose(): unknown }[];
  #id = randomUUID();
  #history: readonly ChatTurn[] = [];
  #exchanges: Exchange[] = [];
  #count = 0;
  #running: Running | undefined;
  #destination = addressNow();

  /** Fires with each message for the page. */
  readonly onDidPost = this.#posted.event;

  constructor(server: Server) {
    this.#server = server;
    this.#subscriptions = [
      this.#posted,
      vscode.workspace.onDidChangeConfiguration(() => {
        // An answer of the former destination would go on as if it came from the one that is shown now.
        const before = this.#destination;
        this.#destination = addressNow();
        if (this.#destination !== before) this.#running?.stop.cancel();
      }),
    ];
  }

  /** Whether a link of an answer may be opened; not where the server cannot be asked. */
  mayOpen(url: string): Promise<LinkResult> {
    return this.#server.link({ url, conversation: this.#id }).catch(() => ({ mayOpen: false }));
  }

  /** The last question, where the gate refused it. */
  get refused(): RefusedQuestion | undefined {
    const last = this.#exchanges.at(-1);
    return last?.result?.outcome === 'refused' ? { message: last.message, refusal: last.result.refusal } : undefined;
  }

  /** Sends a message; one that is still being answered is stopped first. Never throws. */
  async send(message: Message): Promise<ChatResult> {
    await this.stop();
    this.#count += 1;
    return this.#exchange(`turn-${this.#count}`, message, false);
  }

  async #exchange(id: string, message: Message, redact: boolean): Promise<ChatResult> {
    const exchange: Exchange = { id, message, before: this.#history, redact, progress: [], result: undefined };
    const stop = new vscode.CancellationTokenSource();
    this.#exchanges.push(exchange);
    this.#posted.fire(turnOf(exchange));
    const asked = this.#ask(exchange, stop.token);
    const running = { stop, ended: asked };
    this.#running = running;
    const result = await asked;
    if (this.#running === running) this.#running = undefined;
    stop.dispose();
    return result;
  }

  /**
   * Sends the last message again, in the place of its first answer.
   * @param redact Whether all that can be redacted is to be; what was once asked for so stays so.
   * @param without Ids of attachments that are left out this time.
   */
  async retry({ redact = false, without = [] }: { redact?: boolean; without?: readonly string[] } = {}): Promise<void> {
    await this.stop();
    const last = this.#exchanges.pop();
    if (last === undefined) return;
    this.#history = last.before;
    const kept = last.message.attached.filter(({ view }) => !without.includes(view.id));
    const attached = redact ? kept.map(redacted) : kept;
    await this.#exchange(last.id, { ...last.message, attached }, redact || last.redact);
  }

  /** @returns what would go to the server if this message were sent now. */
  asked(message: Message): Asked {
    return this.#asked(message, this.#history, false);
  }

  /** @returns what would go to the server if this turn were asked again, or undefined where it is not known. */
  askedAgain(id: string): Asked | undefined {
    const exchange = this.#exchanges.find((each) => each.id === id);
    return exchange && this.#asked(exchange.message, exchange.before, exchange.redact);
  }

  #asked({ text, command, attached }: Message, history: readonly ChatTurn[], redact: boolean): Asked {
    return {
      conversation: this.#id,
      history: [...history],
      text,
      ...(command !== undefined && { command }),
      attachments: attached.map(({ attachment }) => attachment),
      redact,
    };
  }

  /** Stops the answer that is under way, if there is one, and waits for its end. */
  async stop(): Promise<void> {
    this.#running?.stop.cancel();
    await this.#running?.ended;
  }

  /** Forgets everything and begins anew. */
  async clear(): Promise<void> {
    await this.stop();
    this.#id = randomUUID();
    this.#history = [];
    this.#exchanges = [];
    this.#posted.fire({ type: 'cleared' });
  }

  /** @returns the messages that bring a new page to where the conversation is. */
  replay(): ToPanel[] {
    const messages: ToPanel[] = [{ type: 'cleared' }];
    for (const exchange of this.#exchanges) {
      const { id, progress, result } = exchange;
      messages.push(turnOf(exchange), ...progress.map((piece) => ({ type: 'progress', id, progress: piece }) as const));
      if (result !== undefined) messages.push({ type: 'done', id, result });
    }
    return messages;
  }

  async #ask(exchange: Exchange, cancelled: vscode.CancellationToken): Promise<ChatResult> {
    const { id, message, before, redact } = exchange;
    const started = Date.now();
    const onProgress = (progress: ChatProgress): void => {
      append(exchange.progress, progress);
      this.#posted.fire({ type: 'progress', id, progress });
    };
    let result: ChatResult;
    try {
      result = await this.#server.chat(this.#asked(message, before, redact), onProgress, cancelled);
    } catch {
      result = cancelled.isCancellationRequested ? stoppedEarly(Date.now() - started) : this.#unanswered();
    }
    if (result.outcome === 'answered') this.#history = [...this.#history, ...result.turns];
    exchange.result = result;
    this.#posted.fire({ type: 'done', id, result });
    return result;
  }

  #unanswered(): ChatResult {
    const message =
      this.#server.state === 'stopped'
        ? vscode.l10n.t('Vigie’s server is stopped, so nothing was sent. Start it with “Vigie: Restart Server”, then try again.')
        : vscode.l10n.t('Vigie’s server ended before the answer was complete. It is being started again; try once more.');
    return { outcome: 'failed', message, remedy: 'retry' };
  }

  dispose(): void {
    this.#running?.stop.cancel();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function turnOf({ id, message }: Exchange): ToPanel {
  return { type: 'turn', id, text: message.shown, attachments: message.attached.map(({ view }) => view) };
}

/** Adds a piece to those kept, joined to the last one of its kind. */
function append(kept: ChatProgress[], piece: ChatProgress): void {
  const last = kept.at(-1);
  if (last?.kind === piece.kind) kept[kept.length - 1] = { kind: last.kind, text: last.text + piece.text };
  else kept.push(piece);
}

/** An attachment that was refused as it stands, and goes redacted now. */
function redacted({ attachment, view }: Attached): Attached {
  return { attachment, view: view.fate === 'refused' ? { ...view, fate: 'redacted' } : view };
}

/** The person stopped before the server had begun: there is nothing to keep. */
function stoppedEarly(milliseconds: number): ChatResult {
  const kept = { turns: [], label: 'public' as const, withheld: 0, redactions: [] };
  return { outcome: 'answered', finish: 'cancelled', milliseconds, ...kept };
}

/** Where the settings say that requests go. */
function addressNow(): string {
  const { backend, origin } = configuredDestination();
  return `${backend} ${origin}`;
}
