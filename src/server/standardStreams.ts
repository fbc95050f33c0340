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
  /** What has come and was not read yet. */
  #chunks: Buffer[] = [];
  #length = 0;
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
      if (this.#body === undefined || this.#length < this.#body) return;
      const body = this.#take(this.#body).toString('utf8');
      this.#body = undefined;
      let message: Message;
      try {
        message = JSON.parse(body) as Message;
      } catch (error) {
        this.fireError(error);
        continue;
      }
      this.#isShutDown ||= (message as Partial<RequestMessage> | null)?.method === 'shutdown';
      callback(message);
    }
  }

  /** @returns how long the message behind the next header is, in bytes; undefined where the header is not whole yet */
  #readHeader(): number | undefined {
    for (;;) {
      const end = this.#whole().indexOf(headerEnd);
      if (end === -1) return undefined;
      const header = this.#take(end + headerEnd.length).toString('latin1');
      const length = contentLength.exec(header)?.[1];
      if (length !== undefined) return Number(length);
      this.fireError(new Error('A message has a header without its Content-Length.'));
    }
  }

  #take(length: number): Buffer {
    const all = this.#whole();
    this.#chunks = all.length === length ? [] : [all.subarray(length)];
    this.#length -= length;
    return all.subarray(0, length);
  }

  #whole(): Buffer {
    const [first = Buffer.alloc(0)] = this.#chunks;
    if (this.#chunks.length <= 1) return first;
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [whole];
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
