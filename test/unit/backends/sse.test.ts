import assert from 'node:assert/strict';
import { EventTooLong, lineEvents, serverEvents, type ServerEvent } from '../../../src/server/backends/sse.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function all(events: AsyncIterable<ServerEvent>): Promise<ServerEvent[]> {
  const read: ServerEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}

describe('server-sent events', () => {
  const text = ': hello\n\nevent: error\ndata: é\r\ndata: €𝛽\r\n\r\nid: 1\ndata:x\n\n: \n\ndata: end\n\n';
  const expected = [
    { event: 'error', data: 'é\n€𝛽', partial: false },
    { event: undefined, data: 'x', partial: false },
    { event: undefined, data: 'end', partial: false },
  ];

  for (const size of [1, 2, 3, 7, 1000]) {
    it(`are the same in pieces of ${size} bytes`, async () => {
      assert.deepEqual(await all(serverEvents(inPieces(text, size), 1000)), expected);
    });
  }

  it('mark the one that the stream’s end cuts', async () => {
    assert.deepEqual(await all(serverEvents(inPieces('data: a\n\ndata: {"b', 4), 1000)), [
      { event: undefined, data: 'a', partial: false },
      { event: undefined, data: '{"b', partial: true },
    ]);
  });

  it('may not be longer than the limit', async () => {
    await assert.rejects(all(serverEvents(inPieces(`data: ${'x'.repeat(200)}`, 10), 100)), EventTooLong);
    await assert.rejects(all(serverEvents(inPieces('data: x\n'.repeat(200), 10), 100)), EventTooLong);
  });
});

describe('JSON lines', () => {
  it('are split at line ends, wherever the chunks end', async () => {
    for (const size of [1, 2, 5, 100]) {
      assert.deepEqual(await all(lineEvents(inPieces('{"a":"é"}\n\n{"b":1}\n{"c', size), 100)), [
        { event: undefined, data: '{"a":"é"}', partial: false },
        { event: undefined, data: '{"b":1}', partial: false },
        { event: undefined, data: '{"c', partial: true },
      ]);
    }
  });

  it('may not be longer than the limit', async () => {
    await assert.rejects(all(lineEvents(inPieces('x'.repeat(200), 10), 100)), EventTooLong);
  });
});
