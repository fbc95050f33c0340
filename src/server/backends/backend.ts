import type { ChatProgress, Remedy } from '../../protocol/chat.ts';
import type { Destination } from '../policy/destination.ts';
import type { Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';

/** How an answer ended. `cut`: the connection ended before the model said that it was done. */
export type Finish = 'stop' | 'length' | 'cut';

/** One model service at one address. It takes nothing but cleared requests. */
export interface Backend {
  readonly destination: Destination;

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
  chat(request: Cleared<ChatRequest>, signal: AbortSignal): AsyncGenerator<ChatProgress, Finish>;

  /**
   * What `complete` or `chat` would post for a request, for showing. It takes what is not cleared, since it cannot send
   * it; the server may be asked for its list of models.
   * @throws BackendError where no model can be named; the signal's reason after an abort.
   */
  outgoing(request: CompletionRequest | ChatRequest, signal: AbortSignal): Promise<Outgoing>;
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
  | 'loading'
  | 'server'
  | 'malformed'
  | 'noModel'
  | 'unsupported';

/** A failure of a back end. `message` is a sentence for the person with a way out, in the session's language. */
export class BackendError extends Error {
  readonly fault: BackendFault;
  readonly remedy: Remedy | undefined;

  constructor(fault: BackendFault, message: string, remedy?: Remedy, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackendError';
    this.fault = fault;
    this.remedy = remedy;
  }
}
