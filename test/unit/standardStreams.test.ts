import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import type { Message } from 'vscode-languageserver/node';
import { StreamReader, StreamWriter } from '../../src/server/standardStreams.ts';

function framed(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

/** What a reader makes of chunks that come one after the other. */
async function read(chunks: readonly Buffer[]): Promise<{ messages: Message[]; errors: string[]; reader: StreamReader }> {
  const stream = new PassThrough();
  const reader = new StreamReader(stream);
  const messages: Message[] = [];
  const errors: string[] = [];
  reader.onError(({ message }) => errors.push(message));
  const closed = new Promise((resolve) => reader.onClose(resolve));
  reader.listen((message) => messages.push(message));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await closed;
  return { messages, errors, reader };
}

const question = { jsonrpc: '2.0', id: 1, method: 'wording', params: { text: 'déclarés – 😷' } };
const notice = { jsonrpc: '2.0', method: 'noticed' };

describe('messages over standard streams', () => {
  it('are read whole, wherever they are cut', async () => {
    const bytes = Buffer.concat([framed(question), framed(notice)]);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { messages, errors } = await read([bytes.subarray(0, cut), bytes.subarray(cut)]);
      assert.deepEqual([messages, errors], [[question, notice], []], `cut at ${cut}`);
    }
    const { messages } = await read([...bytes].map((byte) => Buffer.from([byte])));
    assert.deepEqual(messages, [question, notice]);
  });

  it('are not kept, however the stream goes on', () => {
    const stream = new PassThrough();
    const reader = new StreamReader(stream);
    let count = 0;
    reader.listen(() => (count += 1));
    const bytes = Buffer.concat(Array.from({ length: 2000 }, () => framed(question)));
    // No chunk ends where a message does.
    for (let at = 0; at < bytes.length; at += 127) {
      stream.emit('data', bytes.subarray(at, at + 127));
      assert.ok(reader.held < 500, `${reader.held} bytes at ${at}`);
    }
    assert.equal(count, 2000);
  });

  it('may have other headers too, in any letter case', async () => {
    const body = JSON.stringify(notice);
    const header = `Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:${body.length}\r\n\r\n`;
    const { messages, errors } = await read([Buffer.from(header + body)]);
    assert.deepEqual([messages, errors], [[notice], []]);
  });

  it('are read on after one that is broken', async () => {
    const broken = Buffer.from('Content-Length: 3\r\n\r\n{,}');
    const nameless = Buffer.from('Content-Type: application/json\r\n\r\n');
    const { messages, errors } = await read([broken, framed(question), nameless, framed(notice)]);
    assert.deepEqual(messages, [question, notice]);
    assert.equal(errors.length, 2);
    assert.match(errors[1] ?? '', /Content-Length/);
  });

  it('are read on after one that whoever listens cannot take', async () => {
    const stream = new PassThrough();
    const reader = new StreamReader(stream);
    const errors: string[] = [];
    const taken: Message[] = [];
    reader.onError(({ message }) => errors.push(message));
    const closed = new Promise((resolve) => reader.onClose(resolve));
    reader.listen((message) => {
      // As the library does where a cancellation does not say of what.
      if ('id' in message && message.id === null) throw new TypeError('of nothing');
      taken.push(message);
    });
    stream.end(Buffer.concat([framed({ ...question, id: null }), framed(notice)]));
    await closed;
    assert.deepEqual([taken, errors], [[notice], ['of nothing']]);
  });

  it('of many chunks are put together once', async () => {
    const long = { ...notice, params: { text: 'a'.repeat(2 ** 22) } };
    const bytes = framed(long);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 512) }, (_, index) => bytes.subarray(index * 512, (index + 1) * 512));
    const start = performance.now();
    const { messages } = await read(pieces);
    assert.deepEqual(messages, [long]);
    // Put together at each chunk, 4 MB in 8,192 pieces would be 17 GB to copy: half a minute.
    assert.ok(performance.now() - start < 5000, `took ${performance.now() - start} ms`);
  });

  it('tell that the session is to end', async () => {
    assert.equal((await read([framed(question)])).reader.isShutDown, false);
    assert.equal((await read([framed({ jsonrpc: '2.0', id: 2, method: 'shutdown' })])).reader.isShutDown, true);
  });

  it('are written with their header at once', async () => {
    const writes: string[] = [];
    const writer = new StreamWriter(
      new Writable({
        decodeStrings: false,
        write: (chunk: string, _, done) => {
          writes.push(chunk);
          done();
        },
      }),
    );
    await writer.write(question);
    assert.deepEqual(writes, [framed(question).toString()]);
  });

  it('that cannot be written are told of', async () => {
    const told: (Message | undefined)[] = [];
    const stream = new PassThrough();
    stream._write = (_chunk, _encoding, done) => {
      done(new Error('the pipe is closed'));
    };
    const writer = new StreamWriter(stream);
    writer.onError(([, message]) => told.push(message));
    await assert.rejects(writer.write(notice), /the pipe is closed/);
    assert.ok(told.includes(notice));
  });
});
