import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { BackendError } from '../../src/server/backends/backend.ts';
import { delta, done, event, ModelServer, status, stream } from '../support/modelServer.ts';
import { answered, answerOver, closeDoors, completed, doorWith, mistralAt } from './support/session.ts';

const fim = '/v1/fim/completions';
const chats = '/v1/chat/completions';

describe('the Mistral back end', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await ModelServer.start();
  });
  afterEach(async () => {
    delete process.env['MISTRAL_API_KEY'];
    delete process.env['MISTRAL_DEBUG'];
    await closeDoors();
    await server.close();
  });
  const fails = async (promise: Promise<unknown>, fault: string, message = /./) => {
    await assert.rejects(promise, (error: unknown) => {
      assert.ok(error instanceof BackendError, String(error));
      assert.equal(error.fault, fault);
      assert.match(error.message, message);
      return true;
    });
  };

  it('streams ghost text between prefix and suffix, with the key of its origin', async () => {
    server.routes[fim] = stream([delta('1'), delta(' + 1'), delta('', 'stop'), done]);
    assert.deepEqual(await completed(mistralAt(server.origin)), { text: '1 + 1', finish: 'stop' });
    const [request] = server.received;
    assert.equal(request!.headers.authorization, 'Bearer mistral-key');
    assert.deepEqual(JSON.parse(request!.body), {
      model: 'codestral-latest',
      prompt: 'x <- ',
      suffix: '\ny',
      max_tokens: 64,
      temperature: 0,
      stream: true,
    });
  });

  it('draws another continuation where a variant is wished, by its number', async () => {
    server.routes[fim] = stream([delta('1', 'stop'), done]);
    await completed(mistralAt(server.origin), 'x <- ', '', [], 2);
    const { temperature, random_seed: seed } = JSON.parse(server.received[0]!.body) as Record<string, number>;
    assert.deepEqual([temperature, seed], [0.6, 2]);
  });

  it('puts what goes along before the prefix, as comments', async () => {
    server.routes[fim] = stream([delta('1', 'stop'), done]);
    await completed(mistralAt(server.origin), 'x <- ', '', ['R/read.R\nread_counts()']);
    const { prompt } = JSON.parse(server.received[0]!.body) as { prompt: string };
    assert.equal(prompt, '# R/read.R\n# read_counts()\n\nx <- ');
  });

  it('streams a chat answer', async () => {
    server.routes[chats] = stream([delta('Rt is '), delta('a ratio.', 'length'), done]);
    assert.deepEqual(await answered(mistralAt(server.origin)), {
      text: 'Rt is a ratio.',
      thinking: '',
      finish: 'length',
    });
    const body = JSON.parse(server.received[0]!.body) as Record<string, unknown>;
    assert.equal(body['model'], 'mistral-medium-latest');
    assert.deepEqual(body['messages'], [{ role: 'user', content: 'What is Rt?' }]);
    assert.equal(body['max_tokens'], 256);
  });

  it('finds the routes from an address with /v1, with a slash, and under a prefix', async () => {
    for (const [address, path] of [
      ['/v1', fim],
      ['/v1/', fim],
      ['/', fim],
      ['/proxy/v1', `/proxy${fim}`],
      ['/proxy', `/proxy${fim}`],
    ] as const) {
      server.received.length = 0;
      server.routes = { [path]: stream([delta('1', 'stop'), done]) };
      assert.equal((await completed(mistralAt(server.origin + address))).text, '1', address);
      assert.deepEqual(server.paths, [path]);
    }
  });

  it('asks for a key before it sends anything, and takes none from the environment', async () => {
    process.env['MISTRAL_API_KEY'] = 'from-the-environment';
    for (const door of [doorWith(), doorWith({ 'https://api.mistral.ai': 'other' })]) {
      const backend = mistralAt(server.origin, door);
      await assert.rejects(
        completed(backend),
        (error) => error instanceof BackendError && error.fault === 'key' && error.remedy === 'setKey',
      );
      await fails(answered(backend), 'key');
    }
    assert.equal(server.connections, 0);
    server.routes[fim] = stream([delta('1', 'stop'), done]);
    await completed(mistralAt(server.origin));
    assert.ok(!JSON.stringify(server.received[0]!.headers).includes('from-the-environment'));
  });

  it('prints no text where the SDK’s debugging is switched on', async () => {
    process.env['MISTRAL_DEBUG'] = '1';
    server.routes[fim] = stream([delta('1', 'stop'), done]);
    const printed: unknown[] = [];
    const { log, group } = console;
    console.log = console.group = (...values: unknown[]) => {
      printed.push(values);
    };
    try {
      await completed(mistralAt(server.origin));
    } finally {
      Object.assign(console, { log, group });
    }
    assert.deepEqual(printed, []);
  });

  it('reads thoughts from thinking chunks', async () => {
    const thought = [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }], closed: true }];
    server.routes[chats] = stream([delta(thought), delta([{ type: 'text', text: 'a' }]), delta('b', 'stop'), done]);
    assert.deepEqual(await answered(mistralAt(server.origin)), { text: 'ab', thinking: 'hm', finish: 'stop' });
  });

  it('takes empty choices, null content and comments', async () => {
    server.routes[chats] = stream([
      ': waiting\n\n',
      { id: '1', model: 'm', choices: [] },
      delta(null),
      delta('a', 'stop'),
      done,
    ]);
    assert.deepEqual(await answered(mistralAt(server.origin)), { text: 'a', thinking: '', finish: 'stop' });
  });

  it('joins characters whose bytes are split across chunks', async () => {
    const singles = Array.from(Buffer.from(event(delta('é€𝛽'))), (byte) => Uint8Array.of(byte));
    server.routes[chats] = stream([...singles, delta('', 'stop'), done]);
    assert.equal((await answered(mistralAt(server.origin))).text, 'é€𝛽');
  });

  it('tells a cut stream from a complete one, where the SDK does not', async () => {
    for (const ending of ['end', 'cut'] as const) {
      server.routes[chats] = stream([delta('a')], ending);
      assert.deepEqual(await answered(mistralAt(server.origin)), { text: 'a', thinking: '', finish: 'cut' });
      server.routes[fim] = stream([delta('a')], ending);
      assert.deepEqual(await completed(mistralAt(server.origin)), { text: 'a', finish: 'cut' });
    }
  });

  const unreadable: [string, Parameters<typeof stream>[0]][] = [
    ['broken JSON', [delta('a'), 'data: {"id":\n\n']],
    ['null usage', [{ ...delta('a'), usage: null }]],
    ['no finish_reason', [{ id: '1', model: 'm', choices: [{ index: 0, delta: { content: 'a' } }] }]],
  ];
  for (const [name, parts] of unreadable) {
    it(`fails in words where the SDK throws for ${name} in mid-stream`, async () => {
      server.routes[chats] = stream(parts);
      await fails(answered(mistralAt(server.origin)), 'malformed', /cannot read/);
    });
  }

  it('tells the error that the service reports in mid-stream, where the SDK throws', async () => {
    server.routes[chats] = stream([delta('a'), { error: { message: 'boom' } }]);
    await fails(answered(mistralAt(server.origin)), 'server', /boom/);
  });

  it('says that the service failed where the finish reason is an error', async () => {
    server.routes[chats] = stream([delta('a', 'error'), done]);
    await fails(answered(mistralAt(server.origin)), 'server');
  });

  it('takes no page and no JSON for a stream', async () => {
    server.routes[chats] = status(200, '<html></html>', { 'content-type': 'text/html' });
    await fails(answered(mistralAt(server.origin)), 'malformed');
    server.routes[chats] = status(200, { choices: [] });
    await fails(answered(mistralAt(server.origin)), 'malformed');
  });

  it('tries once where the service is busy', async () => {
    server.routes[fim] = status(503, '');
    await fails(completed(mistralAt(server.origin)), 'loading');
    assert.equal(server.received.length, 1);
  });

  it('uses one connection for one request after another, although the end comes after [DONE]', async () => {
    server.routes[fim] = async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event(delta('a', 'stop')) + done);
      await delay(20);
      response.end();
    };
    const backend = mistralAt(server.origin);
    for (let i = 0; i < 4; i++) {
      await completed(backend);
      await answerOver(server);
    }
    assert.equal(server.connections, 1);
  });
});
