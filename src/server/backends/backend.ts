import type { ChatProgress, Remedy } from '../../protocol/chat.ts';
import type { ModelView } from '../../protocol/models.ts';
import type { Destination } from '../policy/destination.ts';
import type { Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';
import type { ServerKnowledge } from './knowledge.ts';

/** How an answer ended. `cut`: the connection ended before the model said that it was done. */
export type Finish = 'stop' | 'length' | 'cut';

/** What a person chose for one question. */
export interface ChatOptions {
  /** A model of the server's list; left out: the one that the settings name, or the server's first. */
  readonly model?: string | undefined;
  /** One of the efforts that the model offers. */
  readonly effort?: string | undefined;
}

/** How a chat answer ended. */
export interface ChatEnd {
  readonly finish: Finish;
  /** The model's name, as it was asked for. */
  readonly model: string;
  /** As the server counted; left out where it told nothing. */
  readonly usage?: TokenCount;
}

/** Tokens, as a server counted them. */
export interface TokenCount {
  readonly promptTokens?: number;
  readonly completionTokens?: number;
}

/** A model that a server lists, as far as it is known what it can do; otherwise as in the protocol's `ModelView`. */
export type ModelInfo = Omit<ModelView, 'current'>;

/** One model service at one address. It takes nothing but cleared requests. */
export interface Backend {
  readonly destination: Destination;

  /** What has been found out about the server so far. */
  readonly known: ServerKnowledge;

  /**
   * Whether the server is known to keep what it has read of a prompt, so that a completion of no tokens, sent ahead,
   * makes the next one sooner.
   */
  readonly keepsPrompts: boolean;

  /**
   * Streams the text between prefix and suffix.
   * Leaving the iteration early, or aborting the signal, closes the socket.
   * @throws BackendError; or the signal's reason after an abort.
   */
  complete(request: Cleared<CompletionRequest>, signal: AbortSignal): AsyncGenerator<string, Finish>;

  /** Streams an answer; otherwise as `complete`. */
  chat(request: Cleared<ChatRequest>, signal: AbortSignal, options?: ChatOptions): AsyncGenerator<ChatProgress, ChatEnd>;

  /**
   * The models that the server lists, as they were told a while ago or else now; the current one is the chat's.
   * @throws BackendError; the signal's reason after an abort.
   */
  models(signal: AbortSignal): Promise<readonly ModelView[]>;

  /**
   * What `complete` or `chat` would post for a request, for showing. It takes what is not cleared, since it cannot send
   * it; the server may be asked for its list of models.
   * @throws BackendError where no model can be named; the signal's reason after an abort.
   */
  outgoing(request: CompletionRequest | ChatRequest, signal: AbortSignal, options?: ChatOptions): Promise<Outgoing>;
}

/** A post that is not made. */
export interface Outgoing {
  /** The whole address. */
  readonly url: string;
  readonly body: string;
}

/** What went wrong at a back end, in terms of what a person can do about it. */
export type BackendFault =
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'redirect'
  | 'rulesChanged'
  | 'key'
  | 'forbidden'
  | 'notFound'
  | 'tooLarge'
  | 'rateLimited'
  | 'exhausted'
  | 'loading'
  | 'server'
  | 'malformed'
  | 'noModel'
  | 'unsupported';

/** What programs may go by in a failure, beside its fault. */
export interface BackendErrorOptions extends ErrorOptions {
  /** How long the server asks to wait, in seconds. */
  readonly retryAfter?: number | undefined;
  /** The HTTP status that the server answered with, or meant. */
  readonly status?: number | undefined;
}

/** A failure of a back end. `message` is a sentence for the person with a way out, in the session's language. */
export class BackendError extends Error {
  readonly fault: BackendFault;
  readonly remedy: Remedy | undefined;
  readonly retryAfter: number | undefined;
  readonly status: number | undefined;

  constructor(fault: BackendFault, message: string, remedy?: Remedy, options: BackendErrorOptions = {}) {
    super(message, options);
    this.name = 'BackendError';
    this.fault = fault;
    this.remedy = remedy;
    this.retryAfter = options.retryAfter;
    this.status = options.status;
  }
}
