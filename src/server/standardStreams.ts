import { Console } from 'node:console';
import { Writable, type Readable } from 'node:stream';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createConnection,
  ProposedFeatures,
  type Connection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageWriter,
  type RequestMessage,
} from 'vscode-languageserver/node';

const headerEnd = '\r\n\r\n';
const contentLength = /^content-length:[ \t]*(\d+)[ \t]*$/im;

/** Speaks LSP over the standard streams, and ends the process when the client is gone. */
export function connectStandardStreams(): Connection {
  const reader = new StreamReader(process.stdin);
  const connection = createConnection(ProposedFeatures.all, reader, new StreamWriter(process.stdout));
  // What a dependency prints must not come between messages.
  const told = (tell: (text: string) => void): Writable =>
    new Writable({
      write: (chunk: Buffer, _, done) => {
        tell(chunk.toString().trimEnd());
        done();
      },
    });
  globalThis.console = new Console(
    told((text) => {
      connection.console.log(text);
    }),
    told((text) => {
      connection.console.error(text);
    }),
  );
  reader.onClose(() => process.exit(reader.isShutDown ? 0 : 1));
  return connection;
}

/**
 * Reads LSP's base protocol as the library's own reader does, but each message where it comes: no turn of the event
 * loop, lock and promises before it. An editor sends two at every key, and most of what they cost was that.
 */
export class StreamReader extends AbstractMessageReader {
  readonly #stream: Readable;
  /** What has come, and how many bytes of it in all. */
  #chunks: Buffer[] = [];
  #length = 0;
  /** How much of that was read. */
  #at = 0;
  /** The length of the message that is coming; undefined while its header is. */
  #body: number | undefined;
  #isShutDown = false;

  constructor(stream: Readable) {
    super();
    this.#stream = stream;
  }

  /** Whether the client has asked for the end of the session. */
  get isShutDown(): boolean {
    return this.#isShutDown;
  }

  /** How much of what has come is kept, in bytes. */
  get held(): number {
    return this.#length;
  }

  listen(callback: DataCallback): Disposable {
    const read = (chunk: Buffer): void => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      this.#readAll(callback);
    };
    this.#stream.on('data', read);
    this.#stream.on('error', (error) => {
      this.fireError(error);
    });
    const close = (): void => {
      this.fireClose();
    };
    this.#stream.on('end', close);
    this.#stream.on('close', close);
    return { dispose: () => this.#stream.off('data', read) };
  }

  #readAll(callback: DataCallback): void {
    for (;;) {
      this.#body ??= this.#readHeader();
      if (this.#body === undefined || this.#left < this.#body) return;
      const text = this.#whole().toString('utf8', this.#at, this.#at + this.#body);
      this.#pass(this.#body);
      this.#body = undefined;
      // What the library cannot take either, as a cancellation that does not say of what, must not end the process.
      try {
        const message = JSON.parse(text) as Message;
        this.#isShutDown ||= (message as Partial<RequestMessage> | null)?.method === 'shutdown';
        callback(message);
      } catch (error) {
        this.fireError(error);
      }
    }
  }

  /** @returns how long the message behind the next header is, in bytes; undefined where the header is not whole yet */
  #readHeader(): number | undefined {
    while (this.#left > 0) {
      const bytes = this.#whole();
      const end = bytes.indexOf(headerEnd, this.#at, 'latin1');
      if (end === -1) return undefined;
      const header = bytes.toString('latin1', this.#at, end);
      this.#pass(end + headerEnd.length - this.#at);
      const length = contentLength.exec(header)?.[1];
      if (length !== undefined) return Number(length);
      this.fireError(new Error('A message has a header without its Content-Length.'));
    }
    return undefined;
  }

  /** How many bytes have come and were not read yet. */
  get #left(): number {
    return this.#length - this.#at;
  }

  /** Leaves behind what was read. */
  #pass(bytes: number): void {
    this.#at += bytes;
    if (this.#at < this.#length) return;
    this.#chunks = [];
    this.#length = 0;
    this.#at = 0;
  }

  /** All chunks as one. What was read of them may stand before `at`, which changes with this. */
  #whole(): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && this.#chunks.length === 1) return first;
    const whole = Buffer.concat(this.#chunks).subarray(this.#at);
    this.#chunks = [whole];
    this.#length = whole.length;
    this.#at = 0;
    return whole;
  }
}

/** Writes LSP's base protocol, each message with its header at once. */
export class StreamWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #stream: Writable;
  #failed = 0;

  constructor(stream: Writable) {
    super();
    this.#stream = stream;
    stream.on('error', (error) => {
      this.fireError(error);
    });
    stream.on('close', () => {
      this.fireClose();
    });
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      const body = JSON.stringify(message);
      this.#stream.write(`Content-Length: ${Buffer.byteLength(body)}${headerEnd}${body}`, 'utf8', (error) => {
        if (error) {
          this.#failed += 1;
          this.fireError(error, message, this.#failed);
          reject(error);
        } else {
          this.#failed = 0;
          resolve();
        }
      });
    });
  }

  end(): void {
    this.#stream.end();
  }
}
