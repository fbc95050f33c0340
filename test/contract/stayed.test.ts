import assert from 'node:assert/strict';
import { BackendError } from '../../src/server/backends/backend.ts';
import type { ChatDraft } from '../../src/server/policy/request.ts';
import { freshFolder } from '../support/folder.ts';
import { ModelServer, models, status } from '../support/modelServer.ts';
import { part } from '../support/policy.ts';
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
    assert.equal(asked.stayed, true, 'nothing has left yet');
    await assert.rejects(collect(asked.answer), BackendError);
    return asked.stayed;
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

  it('has stayed where the server could be asked for its models only', async () => {
    first.routes['/v1/models'] = models();
    assert.equal(await stayed({ gateway: { url: first.url } }), true);
    assert.ok(first.received.every(({ path }) => path !== '/v1/chat/completions'));
  });
});
