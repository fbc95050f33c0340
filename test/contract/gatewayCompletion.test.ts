import assert from 'node:assert/strict';
import { BackendError } from '../../src/server/backends/backend.ts';
import { clearCompletion } from '../support/cleared.ts';
import { until } from '../support/until.ts';
import { delta, done, event, ModelServer, models, status, stream, text } from '../support/modelServer.ts';
import { answerOver, closeDoors, collect, completed, gatewayAt } from './support/session.ts';

const completions = stream([text('1'), text(' + 1'), text('', 'stop'), done]);
const infill = stream([
  { content: '1', stop: false },
  { content: ' + 1', stop: false },
  { content: '', stop: true, stop_type: 'eos' },
]);

describe('ghost text from a gateway', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await ModelServer.start({ '/v1/models': models('smollm2') });
  });
  afterEach(async () => {
    await closeDoors();
    await server.close();
  });

  it('takes llama.cpp’s /infill, which ends without [DONE], and remembers it', async () => {
    server.routes['/infill'] = infill;
    const backend = gatewayAt(server.origin);
    assert.deepEqual(await completed(backend, 'x <- ', '\ny'), { text: '1 + 1', finish: 'stop' });
    assert.deepEqual(await completed(backend), { text: '1 + 1', finish: 'stop' });
    assert.deepEqual(server.paths, ['/v1/models', '/infill', '/infill']);
    const body = JSON.parse(server.received[1]!.body) as Record<string, unknown>;
    assert.equal(body['input_prefix'], 'x <- ');
    assert.equal(body['input_suffix'], '\ny');
    assert.equal(body['n_predict'], 64);
  });

  it('falls back to the bare prefix where the model has no infill tokens (501), and asks only once', async () => {
    server.routes['/infill'] = status(501, {
      error: { code: 501, message: 'Infill is not supported by this model', type: 'not_supported_error' },
    });
    server.routes['/v1/completions'] = completions;
    const backend = gatewayAt(server.origin);
    assert.deepEqual(await completed(backend), { text: '1 + 1', finish: 'stop' });
    await completed(backend);
    assert.deepEqual(server.paths, ['/v1/models', '/infill', '/api/generate', '/v1/completions', '/v1/completions']);
    const body = JSON.parse(server.received.at(-1)!.body) as Record<string, unknown>;
    assert.equal(body['prompt'], 'x <-');
    assert.ok(!('suffix' in body), 'suffix is ignored by some servers and refused by others');
  });

  it('is known to keep prompts once /infill has answered, and reads one without asking for an answer', async () => {
    server.routes['/infill'] = infill;
    const backend = gatewayAt(server.origin);
    assert.equal(backend.keepsPrompts, false);
    await completed(backend);
    assert.equal(backend.keepsPrompts, true);
    server.routes['/infill'] = stream([{ content: '', stop: true, stop_type: 'limit' }]);
    const cleared = await clearCompletion(backend.destination, { prefix: 'x <- ', maxTokens: 0 });
    const { values } = await collect(backend.complete(cleared, new AbortController().signal));
    assert.deepEqual(values, []);
    assert.equal((JSON.parse(server.received.at(-1)!.body) as { n_predict: number }).n_predict, 0);
  });

  it('never gives a prompt to read to a server that would answer it', async () => {
    server.routes['/v1/completions'] = completions;
    const backend = gatewayAt(server.origin);
    await completed(backend);
    assert.equal(backend.keepsPrompts, false);
    const before = server.received.length;
    const cleared = await clearCompletion(backend.destination, { prefix: 'x <- ', maxTokens: 0 });
    await assert.rejects(collect(backend.complete(cleared, new AbortController().signal)));
    assert.equal(server.received.length, before);
  });

  it('draws another continuation where a variant is wished, by its number, on every route', async () => {
    const sampled = async (routes: ModelServer['routes']) => {
      server.routes = { '/v1/models': models('smollm2'), ...routes };
      server.received.length = 0;
      const backend = gatewayAt(server.origin);
      await completed(backend);
      await completed(backend, 'x <- ', '', [], 1);
      return server.received
        .filter(({ body }) => body !== '')
        .map(({ body }) => JSON.parse(body) as { temperature?: number; seed?: number; options?: object })
        .map(({ temperature, seed, options }) => ({ temperature, seed, ...options }))
        .map(({ temperature, seed }) => [temperature, seed]);
    };
    const [likeliest, drawn] = [[0, undefined], [0.6, 1]];
    assert.deepEqual((await sampled({ '/infill': infill })).slice(-2), [likeliest, drawn]);
    assert.deepEqual((await sampled({ '/v1/completions': completions })).slice(-2), [likeliest, drawn]);
    const lines = ['{"response":"1","done":false}\n', '{"response":"","done":true,"done_reason":"stop"}\n'];
    const ollama = stream(lines, 'end', { type: 'application/x-ndjson' });
    assert.deepEqual((await sampled({ '/api/generate': ollama })).slice(-2), [likeliest, drawn]);
  });

  it('gives llama.cpp’s /infill what goes along as other files, and a bare prompt as comments', async () => {
    server.routes['/infill'] = infill;
    const context = ['R/functions.R\nper_100k <- function(n, population)', 'R/read.R\nread_counts()'];
    await completed(gatewayAt(server.origin), 'x <- ', '', context);
    const body = JSON.parse(server.received.at(-1)!.body) as Record<string, unknown>;
    assert.deepEqual(body['input_extra'], [
      { filename: 'R/functions.R', text: 'per_100k <- function(n, population)' },
      { filename: 'R/read.R', text: 'read_counts()' },
    ]);
    assert.equal(body['input_prefix'], 'x <- ');

    server.routes['/infill'] = status(501);
    server.routes['/v1/completions'] = completions;
    await completed(gatewayAt(server.origin), 'x <- ', '', context.slice(1));
    const { prompt } = JSON.parse(server.received.at(-1)!.body) as { prompt: string };
    assert.equal(prompt, '# R/read.R\n# read_counts()\n\nx <-');
  });

  it('sends a known family its own template', async () => {
    server.routes['/v1/models'] = models('nomic-embed-text', 'llama-3', 'Qwen/Qwen2.5-Coder-7B');
    server.routes['/v1/completions'] = completions;
    await completed(gatewayAt(server.origin), 'a', 'b');
    const body = JSON.parse(server.received.at(-1)!.body) as { prompt: string; model: string; stop: string[] };
    assert.equal(body.model, 'Qwen/Qwen2.5-Coder-7B');
    assert.equal(body.prompt, '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>');
    assert.ok(body.stop.length <= 4 && body.stop.includes('<|endoftext|>'));
  });

  it('asks Ollama for a raw prompt, in its own line format', async () => {
    const lines = [
      '{"model":"q","response":"1","done":false}\n{"model":"q","respo',
      'nse":" + 1","done":false}\n',
      '{"response":"","done":true,"done_reason":"length"}\n',
    ];
    server.routes['/v1/models'] = models('qwen2.5-coder:1.5b');
    server.routes['/api/generate'] = stream(lines, 'end', { type: 'application/x-ndjson' });
    assert.deepEqual(await completed(gatewayAt(`${server.origin}/v1`), 'a', 'b'), { text: '1 + 1', finish: 'length' });
    const body = JSON.parse(server.received.at(-1)!.body) as { raw: boolean; prompt: string };
    assert.equal(body.raw, true);
    assert.equal(body.prompt, '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>');
  });

  it('knows a missing route by LM Studio’s way: status 200 and an error', async () => {
    const missing = status(200, { error: 'Unexpected endpoint or method. (POST /infill)' });
    server.routes['/infill'] = missing;
    server.routes['/api/generate'] = missing;
    server.routes['/v1/completions'] = completions;
    assert.equal((await completed(gatewayAt(server.origin))).text, '1 + 1');
  });

  it('takes a web page at /infill for a missing route', async () => {
    server.routes['/infill'] = status(200, '<!doctype html><title>Portal</title>', { 'content-type': 'text/html' });
    server.routes['/v1/completions'] = completions;
    assert.equal((await completed(gatewayAt(server.origin))).text, '1 + 1');
  });

  for (const [code, fault] of [
    [503, 'loading'],
    [429, 'rateLimited'],
    [500, 'server'],
  ] as const) {
    it(`does not take ${code} for a missing route`, async () => {
      server.routes['/infill'] = status(code, { error: { message: 'Loading model' } });
      server.routes['/v1/completions'] = completions;
      const backend = gatewayAt(server.origin);
      await assert.rejects(completed(backend), (error) => error instanceof BackendError && error.fault === fault);
      assert.deepEqual(server.paths, ['/v1/models', '/infill']);
      server.routes['/infill'] = infill;
      // A server that takes no more requests is left alone for a while, which another door knows nothing of.
      await completed(code === 429 ? gatewayAt(server.origin) : backend);
      assert.equal(server.paths.at(-1), '/infill');
    });
  }

  for (const code of [401, 403]) {
    it(`remembers nothing where ${code} answers every route, and says that it is about access`, async () => {
      server.routes['/infill'] = status(code);
      server.routes['/v1/completions'] = status(code);
      const backend = gatewayAt(server.origin);
      const fault = code === 401 ? 'key' : 'forbidden';
      await assert.rejects(completed(backend), (error) => error instanceof BackendError && error.fault === fault);
      server.routes['/infill'] = infill;
      await completed(backend);
      assert.equal(server.paths.at(-1), '/infill');
    });
  }

  it('remembers nothing of a probe that was aborted', async () => {
    server.routes['/infill'] = stream([], 'open');
    const backend = gatewayAt(server.origin);
    const abort = new AbortController();
    const cleared = await clearCompletion(backend.destination, { prefix: 'x' });
    const pending = backend.complete(cleared, abort.signal).next();
    await until('the probe has come', () => server.paths.includes('/infill'));
    abort.abort(new Error('typed on'));
    await assert.rejects(pending, /typed on/);
    server.routes['/infill'] = status(404);
    server.routes['/v1/completions'] = completions;
    assert.equal((await completed(backend)).text, '1 + 1');
  });

  it('looks again where a remembered route has gone', async () => {
    server.routes['/infill'] = infill;
    const backend = gatewayAt(server.origin);
    await completed(backend);
    server.routes['/infill'] = status(501);
    server.routes['/v1/completions'] = completions;
    await assert.rejects(completed(backend), BackendError);
    assert.equal((await completed(backend)).text, '1 + 1');
  });

  it('finds the interfaces under a path prefix, whatever slash or version the address ends in', async () => {
    for (const address of ['/llm/v1', '/llm/v1/', '/llm', '/llm/', '/llm/v1/chat/completions']) {
      server.received.length = 0;
      server.routes = { '/llm/v1/models': models('m'), '/llm/infill': infill };
      assert.equal((await completed(gatewayAt(server.origin + address))).text, '1 + 1');
      assert.deepEqual(server.paths, ['/llm/v1/models', '/llm/infill']);
    }
  });

  it('tells a cut stream from a complete one, by length, end mark and connection', async () => {
    const backend = gatewayAt(server.origin, undefined, { completionModel: 'm' });
    const finishOf = async (...stream_: Parameters<typeof stream>) => {
      server.routes['/v1/completions'] = stream(...stream_);
      return (await completed(backend)).finish;
    };
    assert.equal(await finishOf([text('a'), text('', 'length'), done]), 'length');
    assert.equal(await finishOf([text('a'), done]), 'stop');
    assert.equal(await finishOf([text('a')]), 'cut');
    assert.equal(await finishOf([text('a')], 'cut'), 'cut');
    assert.equal(await finishOf([text('a'), event(text('b')).slice(0, 20)]), 'cut');
    assert.equal(await finishOf([text('a'), 'data: [DONE]']), 'stop');
  });

  it('takes empty choices, null text and a whole answer that was not streamed', async () => {
    const backend = gatewayAt(server.origin, undefined, { completionModel: 'm' });
    server.routes['/v1/completions'] = stream([
      { choices: [] },
      text(null),
      text('a', 'stop'),
      { choices: [], usage: null },
      done,
    ]);
    assert.deepEqual(await completed(backend), { text: 'a', finish: 'stop' });
    server.routes['/v1/completions'] = status(200, text('whole', 'stop'));
    assert.deepEqual(await completed(backend), { text: 'whole', finish: 'stop' });
  });

  it('asks a server that can only chat for the continuation, which is remembered', async () => {
    server.routes['/v1/models'] = models('gpt-oss-20b');
    server.routes['/v1/chat/completions'] = stream([delta('```r\n'), delta('1 + 1\n'), delta('```'), delta('', 'stop'), done]);
    const backend = gatewayAt(server.origin);
    assert.deepEqual(await completed(backend, 'x <- ', '\ny'), { text: '1 + 1', finish: 'stop' });
    await completed(backend);
    assert.deepEqual(server.paths.slice(-2), ['/v1/chat/completions', '/v1/chat/completions']);
    const body = JSON.parse(server.received.at(-1)!.body) as { messages: { content: string }[]; reasoning_effort: string; stop?: unknown };
    assert.equal(body.messages.at(-1)?.content, 'x <- <GAP>\ny');
    assert.equal(body.reasoning_effort, 'low');
    assert.equal(body.stop, undefined, 'a fence has line breaks too');
  });

  it('leaves the chat when the continuation is over', async () => {
    server.routes['/v1/chat/completions'] = stream([delta('1 + 1'), delta('\n\nThis adds'), delta(' numbers.')], 'open');
    const backend = gatewayAt(server.origin);
    const cleared = await clearCompletion(backend.destination, { prefix: 'x <- ', stop: ['\n'] });
    const { values, result } = await collect(backend.complete(cleared, new AbortController().signal));
    assert.deepEqual([values.join(''), result], ['1 + 1', 'stop']);
    assert.equal(await server.received.at(-1)?.cancelled, true);
  });

  it('uses one connection for one request after another', async () => {
    server.routes['/infill'] = infill;
    const backend = gatewayAt(server.origin, undefined, { completionModel: 'm' });
    for (let i = 0; i < 4; i++) {
      await completed(backend);
      await answerOver(server);
    }
    assert.equal(server.connections, 1);
  });

  it('says that a chat stream is not a completion', async () => {
    server.routes['/v1/completions'] = stream(['data: {"choices":"none"}\n\n', delta('a')]);
    await assert.rejects(
      completed(gatewayAt(server.origin)),
      (error) => error instanceof BackendError && error.fault === 'malformed',
    );
  });
});
