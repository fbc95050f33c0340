import assert from 'node:assert/strict';
import { BackendError, type Backend, type ChatOptions } from '../../src/server/backends/backend.ts';
import { clearChat } from '../support/cleared.ts';
import { delta, done, ModelServer, status, stream } from '../support/modelServer.ts';
import { closeDoors, collect, gatewayAt, mistralAt } from './support/session.ts';

const chats = '/v1/chat/completions';
const signal = new AbortController().signal;

async function asked(backend: Backend, options: ChatOptions = {}) {
  const cleared = await clearChat(backend.destination, [{ role: 'user', content: 'What is Rt?' }]);
  return (await collect(backend.chat(cleared, signal, options))).result;
}

describe('the model that a person chooses', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await ModelServer.start({
      '/v1/models': status(200, { data: [{ id: 'small' }, { id: 'gpt-oss-20b' }] }),
      [chats]: stream([delta('a', 'stop'), { choices: [], usage: { prompt_tokens: 9, completion_tokens: 1 } }, done]),
    });
  });
  afterEach(async () => {
    await closeDoors();
    await server.close();
  });
  const sent = () => JSON.parse(server.to(chats).at(-1)!.body) as Record<string, unknown>;

  it('is asked instead of the one of the settings, with an effort that it offers', async () => {
    const backend = gatewayAt(server.origin, undefined, { chatModel: 'mine' });
    assert.equal((await asked(backend)).model, 'mine');
    const end = await asked(backend, { model: 'gpt-oss-20b', effort: 'low' });
    assert.deepEqual(end, { finish: 'stop', model: 'gpt-oss-20b', usage: { promptTokens: 9, completionTokens: 1 } });
    assert.deepEqual([sent()['model'], sent()['reasoning_effort']], ['gpt-oss-20b', 'low']);
    await asked(backend, { model: 'gpt-oss-20b', effort: 'utmost' });
    await asked(backend, { model: 'small', effort: 'low' });
    assert.ok(!('reasoning_effort' in sent()));
  });

  it('must be one that the server lists or the settings name: any other name is not sent', async () => {
    const backend = gatewayAt(server.origin, undefined, { chatModel: 'mine' });
    await asked(backend, { model: 'mine' });
    await assert.rejects(asked(backend, { model: 'canary-4711' }), (error) => error instanceof BackendError && error.fault === 'noModel');
    assert.ok(!server.everything.includes('canary-4711'));
  });

  it('is shown before it is sent', async () => {
    const backend = gatewayAt(server.origin);
    await backend.models(signal);
    const request = { kind: 'chat', messages: [], maxTokens: 5 } as const;
    const { body } = await backend.outgoing(request, signal, { model: 'gpt-oss-20b', effort: 'high' });
    assert.deepEqual(JSON.parse(body), {
      model: 'gpt-oss-20b',
      messages: [],
      max_tokens: 5,
      reasoning_effort: 'high',
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('is shown among those of the server, with the one of the settings first where the server does not list it', async () => {
    const shown = async (chatModel: string) => (await gatewayAt(server.origin, undefined, { chatModel }).models(signal)).map(({ id, current }) => `${id} ${current}`);
    assert.deepEqual(await shown(''), ['small true', 'gpt-oss-20b false']);
    assert.deepEqual(await shown('gpt-oss-20b'), ['small false', 'gpt-oss-20b true']);
    assert.deepEqual(await shown('mine'), ['mine true', 'small false', 'gpt-oss-20b false']);
  });

  it('answers on a server that refuses to count tokens, which is asked to once', async () => {
    const plain = stream([delta('a', 'stop'), done]);
    server.routes[chats] = (response, request) =>
      (request.body.includes('stream_options') ? status(422, { detail: [{ type: 'extra_forbidden' }] }) : plain)(response, request);
    const backend = gatewayAt(server.origin);
    assert.deepEqual(await asked(backend), { finish: 'stop', model: 'small' });
    assert.deepEqual(await asked(backend), { finish: 'stop', model: 'small' });
    assert.equal(server.to(chats).length, 3);
  });

  it('is asked through Mistral’s interface with its effort, and its tokens are counted', async () => {
    const capabilities = { completion_chat: true, completion_fim: false, reasoning: true };
    server.routes['/v1/models'] = status(200, { data: [{ id: 'mistral-small-latest', capabilities }] });
    server.routes[chats] = stream([delta('a'), { ...delta('', 'stop'), usage: { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 } }, done]);
    const backend = mistralAt(server.origin);
    const models = await backend.models(signal);
    assert.deepEqual(models.map(({ id, current }) => [id, current]), [['mistral-medium-latest', true], ['mistral-small-latest', false]]);
    const end = await asked(backend, { model: 'mistral-small-latest', effort: 'high' });
    assert.deepEqual(end, { finish: 'stop', model: 'mistral-small-latest', usage: { promptTokens: 9, completionTokens: 1 } });
    assert.deepEqual([sent()['model'], sent()['reasoning_effort']], ['mistral-small-latest', 'high']);
  });
});
