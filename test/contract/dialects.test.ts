import assert from 'node:assert/strict';
import { BackendError, type Backend } from '../../src/server/backends/backend.ts';
import { Gateway } from '../../src/server/backends/gateway.ts';
import { ServerKnowledge } from '../../src/server/backends/knowledge.ts';
import { destinationAt } from '../../src/server/policy/destination.ts';
import { clearChat } from '../support/cleared.ts';
import { dialects } from '../support/dialects/index.ts';
import { ModelServer } from '../support/modelServer.ts';
import { answered, closeDoors, collect, completed, doorWith } from './support/session.ts';

for (const { name, from, routes, missing, expected } of dialects) {
  describe(`${name}, written from ${from}`, () => {
    let server: ModelServer;
    let backend: Backend;
    beforeEach(async () => {
      server = await ModelServer.start(routes);
      server.missing = missing;
      const address = { url: server.url, completionModel: '', chatModel: '' };
      backend = new Gateway(address, destinationAt('gateway', server.url), doorWith({ [server.origin]: 'invented-key' }), new ServerKnowledge());
    });
    afterEach(async () => {
      await closeDoors();
      await server.close();
    });

    it('lists its models', async () => {
      const models = await backend.models(new AbortController().signal);
      const can = models.map(({ id, chat, completion }) => [id, chat ? (completion ? 'both' : 'chat') : completion ? 'completion' : 'neither']);
      assert.deepEqual(Object.fromEntries(can), expected.models);
      assert.equal(models.filter(({ current }) => current).length, 1);
    });

    it('answers in the chat, with its thoughts apart and its tokens counted', async () => {
      const cleared = await clearChat(backend.destination, [{ role: 'user', content: 'What is Rt?' }]);
      const { values, result } = await collect(backend.chat(cleared, new AbortController().signal));
      const said = (kind: string) => values.map((piece) => (piece.kind === kind ? piece.text : '')).join('');
      assert.deepEqual({ text: said('text'), thinking: said('thinking') }, expected.chat);
      assert.equal(result.finish, 'stop');
      assert.deepEqual(result.usage, expected.usage);
      const [current] = (await backend.models(new AbortController().signal)).filter((model) => model.current);
      assert.deepEqual(current?.reasoning, expected.chat.thinking === '' ? null : []);
    });

    it('gives ghost text by the first route that it has, which is remembered', async () => {
      assert.deepEqual(await completed(backend, 'x <- ', '\ny'), { text: expected.completion.text, finish: 'stop' });
      assert.deepEqual(server.paths, expected.completion.paths);
      await completed(backend, 'x <- ', '\ny');
      assert.deepEqual(server.paths.slice(expected.completion.paths.length), expected.completion.paths.slice(-1));
    });

    expected.refusals.forEach(({ respond, fault, retryAfter }, index) => {
      it(`says what a refusal means: ${fault} (${index + 1})`, async () => {
        server.routes = { ...routes, '/v1/chat/completions': respond };
        await assert.rejects(answered(backend), (error: unknown) => {
          assert.ok(error instanceof BackendError, String(error));
          assert.equal(error.fault, fault, error.message);
          assert.equal(error.retryAfter, retryAfter);
          return true;
        });
      });
    });
  });
}
