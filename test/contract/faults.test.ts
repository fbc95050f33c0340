import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { BackendError, type Backend } from '../../src/server/backends/backend.ts';
import { clearChat, clearCompletion } from '../support/cleared.ts';
import { listen } from '../support/listen.ts';
import { until } from '../support/until.ts';
import { delta, done, ModelServer, status, stream, type Respond } from '../support/modelServer.ts';
import { answered, closeDoors, completed, doorWith, gatewayAt, mistralAt } from './support/session.ts';

/** Both back ends speak to the same server; every path that they may ask answers alike. */
const paths = ['/v1/chat/completions', '/v1/fim/completions', '/v1/completions', '/infill', '/api/generate'];
const backends: Record<string, (origin: string) => Backend> = {
  gateway: (origin) => gatewayAt(origin, doorWith({ [origin]: 'key' }), { completionModel: 'm', chatModel: 'm' }),
  mistral: (origin) => mistralAt(origin),
};

const refused: [string, Respond, string, string | undefined, RegExp][] = [
  ['401', status(401, { message: 'Unauthorized' }), 'key', 'setKey', /does not accept the API key/],
  [
    'LiteLLM’s 400 for a wrong key',
    status(400, { error: { type: 'no_db_connection', message: 'No connected db.' } }),
    'key',
    'setKey',
    /API key/,
  ],
  ['403', status(403, { detail: 'not for you' }), 'forbidden', undefined, /not for you/],
  ['404', status(404, { error: { message: 'no such thing' } }), 'notFound', 'openSettings', /model/],
  ['413', status(413), 'tooLarge', undefined, /too long/],
  [
    'a prompt above the context',
    status(400, {
      error: { code: 400, type: 'exceed_context_size_error', message: 'request exceeds the available context size' },
    }),
    'tooLarge',
    undefined,
    /too long/,
  ],
  [
    '422',
    status(422, { detail: [{ loc: ['body', 'x'], msg: 'extra', type: 'extra_forbidden' }] }),
    'unsupported',
    'openSettings',
    /422/,
  ],
  [
    '429 with retry-after',
    status(429, { message: 'slow down' }, { 'retry-after': '17' }),
    'rateLimited',
    'retry',
    /17 seconds/,
  ],
  ['500 as JSON', status(500, { error: { message: 'CUDA out of memory' } }), 'server', 'retry', /CUDA out of memory/],
  [
    '502 as a page',
    status(502, '<html><h1>Bad Gateway</h1>nginx</html>', { 'content-type': 'text/html' }),
    'server',
    'retry',
    /^[^<>]+$/,
  ],
  [
    '503 while loading',
    status(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
    'loading',
    'retry',
    /loading the model/,
  ],
  ['504', status(504), 'timeout', 'retry', /gave up/],
];

for (const [name, backendAt] of Object.entries(backends)) {
  describe(`faults of the ${name} back end`, () => {
    let server: ModelServer;
    beforeEach(async () => {
      server = await ModelServer.start();
    });
    afterEach(async () => {
      await closeDoors();
      await server.close();
    });
    const respond = (how: Respond) => {
      for (const path of paths) server.routes[path] = how;
    };

    for (const [what, how, fault, remedy, message] of refused) {
      it(`explains ${what}`, async () => {
        respond(how);
        for (const attempt of [answered(backendAt(server.origin)), completed(backendAt(server.origin))]) {
          await assert.rejects(attempt, (error: unknown) => {
            assert.ok(error instanceof BackendError, String(error));
            assert.equal(error.fault, fault);
            assert.equal(error.remedy, remedy);
            assert.match(error.message, message);
            return true;
          });
        }
      });
    }

    it('explains a refused connection', async () => {
      const { origin } = server;
      await server.close();
      await assert.rejects(answered(backendAt(origin)), (error) => {
        return error instanceof BackendError && error.fault === 'unreachable' && error.message.includes(origin);
      });
      server = await ModelServer.start();
    });

    it('explains a connection that is closed before an answer', async () => {
      respond((response) => {
        response.destroy();
      });
      await assert.rejects(
        answered(backendAt(server.origin)),
        (error) => error instanceof BackendError && error.fault === 'unreachable' && error.remedy === 'retry',
      );
    });

    it('explains a server that does not speak HTTP', async () => {
      const raw = createServer((socket) => {
        socket.end('SSH-2.0-OpenSSH_9.2\r\n');
      });
      const port = await listen(raw);
      await assert.rejects(
        answered(backendAt(`http://127.0.0.1:${port}`)),
        (error) => error instanceof BackendError && error.fault === 'malformed',
      );
      raw.close();
    });

    for (const code of [301, 302, 303, 307, 308]) {
      it(`follows no ${code}: the other address receives nothing`, async () => {
        const other = await ModelServer.start();
        respond(status(code, '', { location: `${other.origin}/v1/chat/completions` }));
        for (const attempt of [answered(backendAt(server.origin)), completed(backendAt(server.origin))]) {
          await assert.rejects(
            attempt,
            (error) =>
              error instanceof BackendError && error.fault === 'redirect' && error.message.includes(other.origin),
          );
        }
        assert.equal(other.connections, 0);
        await other.close();
      });
    }

    it('closes the socket within a second of an abort, and says the abort’s reason', async () => {
      respond(stream([delta('a'), delta('b')], 'open'));
      const backend = backendAt(server.origin);
      const abort = new AbortController();
      const cleared = await clearChat(backend.destination, [{ role: 'user', content: 'x' }]);
      const generator = backend.chat(cleared, abort.signal);
      await generator.next();
      await generator.next();
      const pending = generator.next();
      setTimeout(() => {
        abort.abort(new Error('enough'));
      }, 50);
      await assert.rejects(pending, /enough/);
      assert.equal(await closedWithinASecond(server), true);
    });

    it('closes the socket on an abort before the headers', async () => {
      respond(() => undefined);
      const backend = backendAt(server.origin);
      const abort = new AbortController();
      const cleared = await clearCompletion(backend.destination, { prefix: 'x' });
      const pending = backend.complete(cleared, abort.signal).next();
      await until('the request has come', () => server.received.length > 0);
      abort.abort(new Error('typed on'));
      await assert.rejects(pending, /typed on/);
      assert.equal(await closedWithinASecond(server), true);
    });

    it('closes the socket when the iteration is left', async () => {
      respond(stream([delta('a'), delta('b')], 'open'));
      const backend = backendAt(server.origin);
      const cleared = await clearChat(backend.destination, [{ role: 'user', content: 'x' }]);
      for await (const piece of backend.chat(cleared, new AbortController().signal)) {
        assert.equal(piece.text, 'a');
        break;
      }
      assert.equal(await closedWithinASecond(server), true);
    });

    it('sends nothing with a signal that is aborted already', async () => {
      respond(stream([delta('a', 'stop'), done]));
      const backend = backendAt(server.origin);
      const cleared = await clearChat(backend.destination, [{ role: 'user', content: 'x' }]);
      await assert.rejects(backend.chat(cleared, AbortSignal.abort(new Error('over'))).next(), /over/);
      assert.equal(server.received.length, 0);
    });

    it('refuses a request that was cleared for another destination, or not at all', async () => {
      const backend = backendAt(server.origin);
      const other = backendAt('http://127.0.0.1:9');
      const cleared = await clearChat(other.destination, [{ role: 'user', content: 'x' }]);
      const { signal } = new AbortController();
      await assert.rejects(backend.chat(cleared, signal).next(), /another destination/);
      const forged = Object.create(Object.getPrototypeOf(cleared) as object) as typeof cleared;
      await assert.rejects(backend.chat(forged, signal).next(), /not been through the gate/);
      assert.equal(server.connections, 0);
    });
  });
}

/** Whether the client closed the socket of the last request before the answer's end, within a second. */
function closedWithinASecond(server: ModelServer): Promise<boolean | 'open'> {
  const timeout = new Promise<'open'>((resolve) => {
    setTimeout(() => {
      resolve('open');
    }, 1000).unref();
  });
  return Promise.race([server.received.at(-1)!.cancelled, timeout]);
}
