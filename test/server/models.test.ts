import assert from 'node:assert/strict';
import { join } from 'node:path';
import { modelsRequest } from '../../src/protocol/messages.ts';
import type { ModelsResult } from '../../src/protocol/models.ts';
import { freshFolder } from '../support/folder.ts';
import { LspClient } from '../support/lspClient.ts';
import { delta, done, ModelServer, status, stream } from '../support/modelServer.ts';

const chats = '/v1/chat/completions';

describe('the models of the server', () => {
  let gateway: ModelServer;
  let client: LspClient;
  afterEach(async () => {
    await client.stop();
    await gateway.close();
  });
  // Removed once the server has ended, which writes into it.
  const folder = freshFolder();
  beforeEach(async () => {
    gateway = await ModelServer.start({
      '/v1/models': status(200, { data: [{ id: 'small' }, { id: 'gpt-oss-20b' }] }),
      [chats]: stream([delta('A ratio.', 'stop'), { choices: [], usage: { prompt_tokens: 40, completion_tokens: 3 } }, done]),
    });
    client = await LspClient.start(undefined, { settings: { gateway: { url: gateway.url } }, storagePath: join(folder.path, '.state') });
  });
  const sent = () => JSON.parse(gateway.to(chats).at(-1)!.body) as Record<string, unknown>;

  it('are told for the server that the chat asks, and no other is asked', async () => {
    const { destinations } = await client.connection.sendRequest<ModelsResult>(modelsRequest);
    const model = (id: string, current: boolean, reasoning: string[] | null) => ({ id, chat: true, completion: true, reasoning, current });
    assert.deepEqual(destinations, [
      {
        name: '',
        backend: 'gateway',
        origin: gateway.origin,
        clearance: 'sensitive',
        current: true,
        models: [model('small', true, null), model('gpt-oss-20b', false, ['low', 'medium', 'high'])],
      },
      { name: '', backend: 'mistral', origin: 'https://api.mistral.ai', clearance: 'internal', current: false, models: [] },
    ]);
  });

  it('are told for another server that is named, which answers by its own', async () => {
    const other = await ModelServer.start({ ...gateway.routes, '/v1/models': status(200, { data: [{ id: 'large' }] }) });
    try {
      const vigie = { gateway: { url: gateway.url }, gateways: [{ name: 'here', urls: [gateway.url] }, { name: 'there', urls: [other.url], roles: ['chat'] }] };
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { vigie } });
      const service = { backend: 'gateway' as const, name: 'there' };
      const { destinations } = await client.connection.sendRequest<ModelsResult>(modelsRequest, { service });
      assert.deepEqual(destinations.map(({ name, models }) => [name, models.map(({ id }) => id)]), [['here', []], ['there', ['large']], ['', []], ['', []]]);
      const answer = await client.chat({ text: 'What is Rt?', service, model: 'large' });
      assert.equal(answer.outcome, 'answered');
      assert.deepEqual([answer.model, answer.destination?.origin], ['large', other.origin]);
      const preview = await client.connection.sendRequest<{ url: string }>('vigie/preview', { kind: 'chat', chat: { history: [], text: '?', attachments: [], service } });
      assert.equal(preview.url, other.origin + chats);
      assert.deepEqual(gateway.received, []);
    } finally {
      await other.close();
    }
  });

  it('answer by name, with an effort, and the tokens are told', async () => {
    await client.connection.sendRequest(modelsRequest);
    const answer = await client.chat({ text: 'What is Rt?', model: 'gpt-oss-20b', effort: 'high' });
    assert.equal(answer.outcome, 'answered');
    assert.deepEqual([answer.model, answer.usage], ['gpt-oss-20b', { promptTokens: 40, completionTokens: 3, estimated: false }]);
    assert.deepEqual([sent()['model'], sent()['reasoning_effort']], ['gpt-oss-20b', 'high']);
  });

  it('count by an estimate where the server tells nothing', async () => {
    gateway.routes[chats] = stream([delta('x'.repeat(35), 'stop'), done]);
    const answer = await client.chat({ text: 'What is Rt?' });
    assert.equal(answer.outcome, 'answered');
    assert.deepEqual([answer.usage?.completionTokens, answer.usage?.estimated], [10, true]);
    assert.ok((answer.usage?.promptTokens ?? 0) > 10);
  });

  it('are shown in the preview', async () => {
    const chat = { history: [], text: 'What is Rt?', attachments: [], model: 'gpt-oss-20b' };
    const preview = await client.connection.sendRequest<{ body: string }>('vigie/preview', { kind: 'chat', chat });
    assert.equal((JSON.parse(preview.body) as { model: string }).model, 'gpt-oss-20b');
    assert.deepEqual(gateway.to(chats), []);
  });

  it('are refused in words where the server has them no more', async () => {
    const answer = await client.chat({ text: 'What is Rt?', model: 'gone' });
    assert.equal(answer.outcome, 'failed');
    assert.match(answer.message, /does not offer the model “gone” any more/);
  });
});
