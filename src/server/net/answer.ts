import type { Readable } from 'node:stream';
import { failureOf, type FailureContext } from './failures.ts';
import { drainMilliseconds, maximumTextBytes } from './limits.ts';

/** Where an answer comes from and when to give up on it. */
export interface AnswerContext extends Omit<FailureContext, 'inAnswer'> {
  readonly signal: AbortSignal;
  /** Called once the body has ended or was left. */
  readonly over: () => void;
}

/** A server's answer, its body not yet read. It must be read, left, or released, or the connection stays busy. */
export class Answer {
  readonly status: number;
  readonly #headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly #body: Readable;
  readonly #context: AnswerContext;
  #released = false;

  constructor(
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Readable,
    context: AnswerContext,
  ) {
    this.status = status;
    this.#headers = headers;
    this.#body = body;
    this.#context = context;
    // A body that nobody reads any more still reports that it was closed.
    body.on('error', () => undefined);
    body.once('close', context.over);
  }

  /** @param name in lower case. */
  header(name: string): string | undefined {
    const value = this.#headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  /** The media type in lower case, without its parameters; empty where there is none. */
  get mediaType(): string {
    return (this.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  }

  /**
   * The body as it comes. Leaving the iteration early closes the socket, unless `release` was called before.
   * @throws BackendError (`Interrupted` where the connection broke); the signal's reason after an abort.
   */
  async *chunks(): AsyncGenerator<Uint8Array, void> {
    let ended = false;
    try {
      for await (const chunk of this.#body.iterator({ destroyOnReturn: false })) yield chunk as Uint8Array;
      ended = true;
    } catch (error) {
      this.#context.signal.throwIfAborted();
      throw failureOf(error, { ...this.#context, inAnswer: true });
    } finally {
      if (!ended) {
        if (this.#released) this.#drain();
        else this.discard();
      }
    }
  }

  /**
   * The body as text, decoded as UTF-8, up to `maximumTextBytes`; what is longer is cut and the socket closed.
   * @throws as `chunks`.
   */
  async text(): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    for await (const chunk of this.chunks()) {
      text += decoder.decode(chunk, { stream: true });
      bytes += chunk.byteLength;
      if (bytes >= maximumTextBytes) break;
    }
    return text + decoder.decode();
  }

  /** Says that the answer is complete in meaning: leaving `chunks` now reads the rest and keeps the connection. */
  release(): void {
    this.#released = true;
  }

  /** Closes the socket. */
  discard(): void {
    this.#body.destroy();
  }

  #drain(): void {
    const timer = setTimeout(() => {
      this.discard();
    }, drainMilliseconds);
    timer.unref();
    this.#body.once('close', () => {
      clearTimeout(timer);
    });
    this.#body.resume();
  }
}
