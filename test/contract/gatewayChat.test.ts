import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { BackendError } from '../../src/server/backends/backend.ts';
import { delta, done, event, ModelServer, models, status, stream } from '../support/modelServer.ts';
import { answered, answerOver, closeDoors, doorWith, gatewayAt } from './support/session.ts';

describe('chat with a gateway', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await ModelServer.start({ '/v1/models': models('bge-m3', 'coder-base', 'llama-3') });
  });
  afterEach(async () => {
    await closeDoors();
    await server.close();
  });
  const chat = (...parts: Parameters<typeof stream>) => {
    server.routes['/v1/chat/completions'] = stream(...parts);
    return answered(gatewayAt(server.origin));
  };

  it('streams an answer, with the first model of the list that answers', async () => {
    const answer = await chat([delta('Rt is '), delta('a ratio.'), delta('', 'stop'), done]);
    assert.deepEqual(answer, { text: 'Rt is a ratio.', thinking: '', finish: 'stop' });
    const body = JSON.parse(server.received.at(-1)!.body) as Record<string, unknown>;
    assert.deepEqual(body, {
      model: 'llama-3',
      messages: [{ role: 'user', content: 'What is Rt?' }],
      max_tokens: 256,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('asks for the list of models once, and not at all where the settings name one', async () => {
    server.routes['/v1/chat/completions'] = stream([delta('a', 'stop'), done]);
    const backend = gatewayAt(server.origin);
    await answered(backend);
    await answered(backend);
    assert.deepEqual(server.paths, ['/v1/models', '/v1/chat/completions', '/v1/chat/completions']);
    server.received.length = 0;
    await answered(gatewayAt(server.origin, doorWith(), { chatModel: 'mine' }));
    assert.deepEqual(server.paths, ['/v1/chat/completions']);
  });

  it('shows the server’s own key to it, and no key of another origin', async () => {
    server.routes['/v1/chat/completions'] = stream([delta('a', 'stop'), done]);
    await answered(gatewayAt(server.origin, doorWith({ [server.origin]: 'mine' })));
    for (const { headers } of server.received) assert.equal(headers.authorization, 'Bearer mine');
    server.received.length = 0;
    await answered(
      gatewayAt(
        server.origin,
        doorWith({ 'https://api.mistral.ai': 'other', [`http://localhost:${server.port}`]: 'other' }),
      ),
    );
    assert.equal(server.received.length, 2);
    for (const { headers } of server.received) assert.equal(headers.authorization, undefined);
  });

  for (const field of ['reasoning_content', 'reasoning']) {
    it(`reads thoughts from ${field}`, async () => {
      const answer = await chat([
        delta(null, null, { [field]: 'hm' }),
        delta('', null, { [field]: 'm' }),
        delta('a', 'stop'),
        done,
      ]);
      assert.deepEqual(answer, { text: 'a', thinking: 'hmm', finish: 'stop' });
    });
  }

  it('reads thoughts from <think> tags that are split across events', async () => {
    const answer = await chat([
      delta('\n<th'),
      delta('ink>\nhm'),
      delta('m</'),
      delta('think>\n'),
      delta('\na <think> b', 'stop'),
      done,
    ]);
    assert.deepEqual(answer, { text: 'a <think> b', thinking: 'hmm', finish: 'stop' });
  });

  it('reads thoughts from typed chunks, as a proxy before the Mistral API passes them on', async () => {
    const thought = [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }];
    const answer = await chat([delta(thought), delta([{ type: 'text', text: 'a' }], 'stop'), done]);
    assert.deepEqual(answer, { text: 'a', thinking: 'hm', finish: 'stop' });
  });

  it('takes empty choices, null content, null usage, comments and unknown fields', async () => {
    const answer = await chat([
      ': waiting\n\n',
      ':\n\n',
      { choices: [] },
      delta(null),
      'id: 7\nretry: 10\nfoo: bar\n\n',
      delta('a'),
      { ...delta('', 'stop'), usage: null },
      { choices: [], usage: { total_tokens: 3 } },
      done,
    ]);
    assert.deepEqual(answer, { text: 'a', thinking: '', finish: 'stop' });
  });

  it('joins characters whose bytes are split across chunks, and lines that end in CRLF', async () => {
    const bytes = Buffer.from(`data: ${JSON.stringify(delta('é€𝛽 – fièvre'))}\r\n\r\n`);
    const singles = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const answer = await chat([...singles, delta('.', 'stop'), done]);
    assert.equal(answer.text, 'é€𝛽 – fièvre.');
  });

  it('takes an event of a megabyte, and stops at one that does not end', async () => {
    const long = 'x'.repeat(1024 * 1024);
    assert.equal((await chat([delta(long, 'stop'), done])).text, long);
    const endless = Array.from({ length: 80 }, () => 'y'.repeat(64 * 1024));
    await assert.rejects(
      chat(['data: "', ...endless], 'open'),
      (error) => error instanceof BackendError && error.fault === 'malformed',
    );
    assert.equal(await server.received.at(-1)!.cancelled, true);
  });

  it('tells how an answer ended', async () => {
    assert.equal((await chat([delta('a', 'length'), done])).finish, 'length');
    assert.equal((await chat([delta('a'), done])).finish, 'stop');
    assert.equal((await chat([delta('a', 'stop')])).finish, 'stop');
    assert.deepEqual(await chat([delta('a')]), { text: 'a', thinking: '', finish: 'cut' });
    assert.deepEqual(await chat([delta('a')], 'cut'), { text: 'a', thinking: '', finish: 'cut' });
    assert.deepEqual(await chat([delta('<th'), event(delta('b')).slice(0, 30)], 'cut'), {
      text: '<th',
      thinking: '',
      finish: 'cut',
    });
  });

  const failing: [string, Parameters<typeof stream>[0], string, RegExp][] = [
    [
      'an error object in the stream (vLLM)',
      [delta('a'), { error: { message: 'Boom inside', code: 500 } }, done],
      'server',
      /Boom inside/,
    ],
    ['a rate limit in the stream', [{ error: { message: 'slow', code: 429 } }], 'rateLimited', /minute/],
    ['an error event (Albert)', ['event: error\ndata: {"detail":"x"}\n\n'], 'server', /internal error/],
    ['an error event that is no JSON', ['event: error\ndata: out of memory\n\n'], 'server', /out of memory/],
    [
      'JSON that is broken in the middle',
      [delta('a'), 'data: {"choices":[{"del\n\n', delta('b', 'stop'), done],
      'malformed',
      /cannot read/,
    ],
    ['events of another form', ['data: [1,2]\n\n'], 'malformed', /cannot read/],
  ];
  for (const [name, parts, fault, message] of failing) {
    it(`fails in words for ${name}`, async () => {
      await assert.rejects(chat(parts), (error: unknown) => {
        assert.ok(error instanceof BackendError, String(error));
        assert.equal(error.fault, fault);
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('takes an answer that was not streamed', async () => {
    server.routes['/v1/chat/completions'] = status(200, {
      choices: [{ message: { role: 'assistant', content: 'whole' }, finish_reason: 'stop' }],
    });
    assert.deepEqual(await answered(gatewayAt(server.origin)), { text: 'whole', thinking: '', finish: 'stop' });
  });

  it('says that a server offers no model', async () => {
    for (const list of [models(), models('nomic-embed-text')]) {
      server.routes['/v1/models'] = list;
      await assert.rejects(
        answered(gatewayAt(server.origin)),
        (error) => error instanceof BackendError && error.fault === 'noModel',
      );
    }
  });

  it('sends nothing to a model that this machine only passes texts on to', async () => {
    const cloud = 'qwen3-coder:480b-cloud';
    server.routes['/v1/chat/completions'] = stream([delta('a', 'stop'), done]);
    server.routes['/v1/models'] = models(cloud, 'llama-3');
    await answered(gatewayAt(server.origin));
    assert.equal((JSON.parse(server.received.at(-1)!.body) as { model: string }).model, 'llama-3');

    server.received.length = 0;
    server.routes['/v1/models'] = models(cloud);
    await assert.rejects(answered(gatewayAt(server.origin)), { name: 'BackendError', fault: 'noModel' });
    const named = gatewayAt(server.origin, doorWith(), { chatModel: cloud });
    await assert.rejects(answered(named), { name: 'BackendError', fault: 'forbidden' });
    assert.deepEqual(server.paths, ['/v1/models']);
  });

  it('asks for the list again after the server has said that the model is unknown', async () => {
    server.routes['/v1/chat/completions'] = status(404, { error: { message: 'model "llama-3" not found' } });
    const backend = gatewayAt(server.origin);
    await assert.rejects(
      answered(backend),
      (error) => error instanceof BackendError && error.fault === 'notFound' && error.message.includes('“llama-3”'),
    );
    server.routes['/v1/models'] = models('llama-4');
    server.routes['/v1/chat/completions'] = stream([delta('a', 'stop'), done]);
    await answered(backend);
    assert.match(server.received.at(-1)!.body, /llama-4/);
  });

  it('uses one connection for one chat after another, although the end comes after [DONE]', async () => {
    server.routes['/v1/chat/completions'] = async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event(delta('a', 'stop')) + done);
      await delay(20);
      response.end();
    };
    const backend = gatewayAt(server.origin, undefined, { chatModel: 'm' });
    for (let i = 0; i < 4; i++) {
      await answered(backend);
      await answerOver(server);
    }
    assert.equal(server.connections, 1);
  });

  it('knows an answer that has all its tokens for a cut one, although the gateway calls it complete', async () => {
    const backend = gatewayAt(server.origin, undefined, { chatModel: 'm' });
    for (const [written, finish] of [[256, 'length'], [255, 'stop']] as const) {
      server.routes['/v1/chat/completions'] = stream([delta('a', 'stop'), { choices: [], usage: { completion_tokens: written } }, done]);
      assert.equal((await answered(backend)).finish, finish);
    }
  });
});
