import assert from 'node:assert/strict';
import { join } from 'node:path';
import { RefusedAfterAll } from '../../src/server/asked.ts';
import { BackendError } from '../../src/server/backends/backend.ts';
import { usualLimits } from '../../src/server/net/limits.ts';
import type { ChatDraft } from '../../src/server/policy/request.ts';
import { freshFolder } from '../support/folder.ts';
import { ModelServer, models, status } from '../support/modelServer.ts';
import { documentAt, part } from '../support/policy.ts';
import { startWired } from '../support/wiredServer.ts';
import { closeDoors, collect } from './support/session.ts';
import { worldOver } from './support/world.ts';

describe('a question that got no answer', () => {
  const folder = freshFolder();
  let first: ModelServer;
  let second: ModelServer;
  beforeEach(async () => {
    first = await ModelServer.start({ '/v1/models': models('m'), '/v1/chat/completions': status(502) });
    second = await ModelServer.start({ '/v1/models': models('m'), '/v1/chat/completions': status(502) });
  });
  afterEach(async () => {
    await closeDoors();
    await Promise.all([first.close(), second.close()]);
  });

  /** Whether nothing of a question has left, once it has failed. */
  async function stayed(settings: Parameters<typeof worldOver>[1]): Promise<boolean> {
    const { ask } = await worldOver(folder.path, settings);
    const draft: ChatDraft = { kind: 'chat', messages: [{ role: 'user', parts: [part('What is Rt?')] }], maxTokens: 64 };
    const asked = await ask.chat(draft, new AbortController().signal);
    assert.ok('answer' in asked);
    assert.deepEqual(asked.received, [], 'nothing has left yet');
    await assert.rejects(collect(asked.answer), BackendError);
    return asked.received.length === 0;
  }
  const both = () => ({ gateways: [{ name: 'two', urls: [first.url, second.url] }] });

  it('has stayed where nothing answers, at any of the addresses', async () => {
    await first.close();
    assert.equal(await stayed({ gateway: { url: first.url } }), true);
    await second.close();
    assert.equal(await stayed(both()), true);
  });

  it('has stayed where no key is set', async () => {
    assert.equal(await stayed({ backend: 'mistral', mistral: { url: first.origin } }), true);
    assert.deepEqual(first.received, []);
  });

  it('has left where a server has said no, or may have received it', async () => {
    assert.equal(await stayed({ gateway: { url: first.url } }), false);
    first.routes['/v1/chat/completions'] = (response) => {
      response.destroy();
    };
    assert.equal(await stayed({ gateway: { url: first.url } }), false);
  });

  it('has left where one of several servers may have received it, whatever came of the others', async () => {
    await second.close();
    assert.equal(await stayed(both()), false);
    assert.ok(first.received.some(({ path }) => path === '/v1/chat/completions'));
  });

  it('has left where a server refused a wish that came with it, and the rules changed before it was posted without', async () => {
    const files = [{ paths: ['R/**'], label: 'secret', reason: 'A test.' }];
    first.routes['/v1/chat/completions'] = (response, request) => {
      folder.write({ '.vigie.json': JSON.stringify({ files }) });
      return status(400, { error: { message: 'Unknown: stream_options' } })(response, request);
    };
    const { ask } = await worldOver(folder.path, { gateway: { url: first.url } });
    const notes = part('canary-4711', documentAt(join(folder.path, 'R', 'notes.R')));
    const asked = await ask.chat({ kind: 'chat', messages: [{ role: 'user', parts: [notes] }], maxTokens: 64 }, new AbortController().signal);
    assert.ok('answer' in asked);
    await assert.rejects(collect(asked.answer), RefusedAfterAll);
    assert.deepEqual(asked.received, [first.origin]);
    assert.equal(first.to('/v1/chat/completions').length, 1);
  });

  it('has left to the one server and not to the other, and the person is told of the one', async () => {
    await second.close();
    const client = await startWired(usualLimits, { settings: both(), storagePath: folder.path }, 'en');
    try {
      const result = await client.chat({ text: 'What is Rt?' });
      assert.ok(result.outcome === 'failed' && result.stayed === undefined);
      assert.match(result.message, /Nothing answers at/);
      assert.ok(result.message.endsWith(`The question had been sent to ${first.origin} before, without an answer.`), result.message);
    } finally {
      await client.stop();
    }
  });

  it('has stayed where the server says nothing when it is asked for its models', async () => {
    first.routes['/v1/models'] = () => undefined;
    const { ask } = await worldOver(folder.path, { gateway: { url: first.url } });
    const stop = new AbortController();
    const asked = await ask.chat({ kind: 'chat', messages: [{ role: 'user', parts: [part('?')] }], maxTokens: 64 }, stop.signal);
    assert.ok('answer' in asked);
    setTimeout(() => { stop.abort(new Error('stopped')); }, 50);
    await assert.rejects(collect(asked.answer), /stopped/);
    assert.deepEqual([asked.received, asked.lastStayed], [[], true]);
  });

  it('has stayed where the server could be asked for its models only', async () => {
    first.routes['/v1/models'] = models();
    assert.equal(await stayed({ gateway: { url: first.url } }), true);
    assert.ok(first.received.every(({ path }) => path !== '/v1/chat/completions'));
  });
});
