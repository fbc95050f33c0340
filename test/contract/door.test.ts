import assert from 'node:assert/strict';
import { createServer as createTlsServer } from 'node:https';
import { performance } from 'node:perf_hooks';
import { BackendError } from '../../src/server/backends/backend.ts';
import type { Answer } from '../../src/server/net/answer.ts';
import type { Passage } from '../../src/server/net/door.ts';
import type { Wait } from '../../src/server/net/limits.ts';
import type { Destination } from '../../src/server/policy/destination.ts';
import { clearCompletion } from '../support/cleared.ts';
import { certificate, privateKey } from './support/selfSigned.ts';
import { ModelServer, status, stream } from '../support/modelServer.ts';
import { closeDoors, doorWith } from './support/session.ts';

const passage = (more: Partial<Passage> = {}): Passage => ({
  use: 'completion',
  signal: new AbortController().signal,
  ...more,
});
const at = (origin: string): Destination => ({
  backend: 'gateway',
  origin,
  clearance: 'sensitive',
  onThisMachine: true,
});
const waiting = (wait: Wait) => doorWith({}, { limits: { connect: 5000, rest: 1000, chat: wait, completion: wait, list: wait } });
const hasFault = (fault: string) => (error: unknown) => error instanceof BackendError && error.fault === fault;

describe('the door', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await ModelServer.start({ '/a': status(200, 'héllo'), '/endless': stream(['a'], 'open') });
  });
  afterEach(async () => {
    await closeDoors();
    await server.close();
  });

  it('lets a cleared body through to its destination, and nothing else', async () => {
    const door = doorWith();
    const cleared = await clearCompletion(at(server.origin), { prefix: 'x' });
    const answer = await door.post(cleared, at(server.origin), '/a', '{"a":1}', passage());
    assert.equal(await answer.text(), 'héllo');
    assert.equal(server.received[0]!.body, '{"a":1}');
    assert.equal(server.received[0]!.headers['content-type'], 'application/json');

    const other = await ModelServer.start({ '/a': status(200) });
    await assert.rejects(door.post(cleared, at(other.origin), '/a', '{}', passage()), /another destination/);
    const forged = Object.create(Object.getPrototypeOf(cleared) as object) as typeof cleared;
    await assert.rejects(door.post(forged, at(server.origin), '/a', '{}', passage()), /not been through the gate/);
    assert.equal(other.connections, 0);
    assert.equal(server.received.length, 1);
    await other.close();
  });

  it('refuses a path that leads elsewhere', async () => {
    const other = await ModelServer.start({ '/a': status(200) });
    const elsewhere = other.origin.slice('http:'.length);
    for (const path of [
      `${other.origin}/a`,
      `${elsewhere}/a`,
      `\\\\127.0.0.1:${other.port}/a`,
      '@127.0.0.1/a',
      'a',
      '/a?text=x',
    ]) {
      await assert.rejects(doorWith().get(at(server.origin), path, passage()), TypeError, path);
    }
    assert.equal(server.connections + other.connections, 0);
    await other.close();
  });

  it('shows each key to its own origin only', async () => {
    const door = doorWith({
      [`${server.origin}/v1`]: 'right',
      'http://127.0.0.1': 'port 80',
      'https://example.org': 'other',
    });
    await (await door.get(at(server.origin), '/a', passage())).text();
    assert.equal(server.received[0]!.headers.authorization, 'Bearer right');
    door.keys.replace({});
    await (await door.get(at(server.origin), '/a', passage())).text();
    assert.equal(server.received[1]!.headers.authorization, undefined);
  });

  it('asks for another key where this one cannot stand in a header', async () => {
    for (const key of ['a\nb', 'a b', 'clé']) {
      await assert.rejects(doorWith({ [server.origin]: key }).get(at(server.origin), '/a', passage()), hasFault('key'));
    }
    assert.equal(server.connections, 0);
  });

  it('gives up on a server that sends no headers, or falls silent in an answer', async () => {
    server.routes['/mute'] = () => undefined;
    const silent = waiting({ first: 300, between: 300, whole: 5000 });
    await assert.rejects(silent.get(at(server.origin), '/mute', passage()), hasFault('timeout'));
    const answer = await silent.get(at(server.origin), '/endless', passage());
    await assert.rejects(answer.text(), hasFault('timeout'));
    assert.equal(await server.received.at(-1)!.cancelled, true);
  });

  it('leaves a server that takes no more requests alone with ghost text, but not with what a person asks for', async () => {
    server.routes['/busy'] = status(429, '', { 'retry-after': '60' });
    const door = doorWith();
    const cleared = await clearCompletion(at(server.origin), { prefix: 'x' });
    const post = (use: 'chat' | 'completion') => door.post(cleared, at(server.origin), '/busy', '{}', { ...passage(), use });
    (await post('chat')).discard();
    (await post('completion')).discard();
    await assert.rejects(post('completion'), (error) => hasFault('rateLimited')(error) && /60 seconds/.test(String(error)));
    (await post('chat')).discard();
    assert.equal(server.received.length, 3);
  });

  it('returns at once from an abort while the connection is not made yet', async () => {
    // 192.0.2.0/24 is reserved for documentation (RFC 5737): nothing answers there, at best a router says so.
    const nowhere: Destination = { ...at('http://192.0.2.1:81'), onThisMachine: false };
    const abort = new AbortController();
    const pending = doorWith().get(nowhere, '/a', passage({ signal: abort.signal }));
    abort.abort(new Error('typed on'));
    await assert.rejects(pending, /typed on/);
  });

  it('keeps waiting while a server sends as little as comments', async () => {
    server.routes['/slow'] = async (response) => {
      for (let i = 0; i < 8; i++) {
        response.write(':\n\n');
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      response.end('end');
    };
    const door = waiting({ first: 1200, between: 1200, whole: 5000 });
    const answer = await door.get(at(server.origin), '/slow', passage());
    assert.match(await answer.text(), /end$/);
  });

  it('closes the socket when the reading is left, but keeps it when the rest was released', async () => {
    const door = doorWith();
    const leave = async (before: (answer: Answer) => void) => {
      const answer = await door.get(at(server.origin), '/endless', passage());
      for await (const chunk of answer.chunks()) {
        assert.equal(Buffer.from(chunk).toString(), 'a');
        before(answer);
        break;
      }
      const from = performance.now();
      assert.equal(await server.received.at(-1)!.cancelled, true);
      return performance.now() - from;
    };
    assert.ok((await leave(() => undefined)) < 500);
    const released = await leave((answer) => {
      answer.release();
    });
    assert.ok(released > 500, `An answer that does not end is given ${released} ms to end.`);
  });

  it('cuts a text that is larger than anyone needs', async () => {
    server.routes['/large'] = (response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(100_000)));
      };
      response.on('drain', more);
      more();
    };
    const answer = await doorWith().get(at(server.origin), '/large', passage());
    const { length } = await answer.text();
    assert.ok(length >= 1024 * 1024 && length < 1.3 * 1024 * 1024, String(length));
    assert.equal(await server.received.at(-1)!.cancelled, true);
  });

  it('finds a server on this machine under any name below localhost, without asking a name server', async () => {
    const named = at(`http://no-such-name.localhost:${server.port}`);
    assert.equal(await (await doorWith().get(named, '/a', passage())).text(), 'héllo');
  });

  it('says that a name is unknown', async () => {
    const outward: Destination = { ...at('http://model.invalid'), onThisMachine: false };
    await assert.rejects(doorWith().get(outward, '/a', passage()), hasFault('unreachable'));
  });

  it('trusts no unknown authority, even where the environment switches checks off', async () => {
    const secure = await ModelServer.start({ '/a': status(200) }, (listener) =>
      createTlsServer({ key: privateKey, cert: certificate }, listener),
    );
    const origin = `https://localhost:${secure.port}`;
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      for (const onThisMachine of [true, false]) {
        const door = doorWith({ [origin]: 'key' });
        await assert.rejects(door.get({ ...at(origin), onThisMachine }, '/a', passage()), hasFault('tls'));
      }
      assert.equal(secure.received.length, 0);
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
      await secure.close();
    }
  });

  it('says that an address begins with the wrong scheme', async () => {
    await assert.rejects(doorWith().get(at(`https://127.0.0.1:${server.port}`), '/a', passage()), hasFault('tls'));
  });
});
