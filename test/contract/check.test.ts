import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackEndFacts } from '../../src/protocol/backEndReport.ts';
import { openGate } from '../../src/cli/doctor/gate.ts';
import { checkBackEnd } from '../../src/server/check/check.ts';
import { targetAt } from '../../src/server/check/target.ts';
import { checkWords } from '../../src/server/check/words.ts';
import { freshFolder } from '../support/folder.ts';
import { delta, done, event, ModelServer, models, status, stream, text, type Respond } from '../support/modelServer.ts';
import { closeDoors, doorWith } from './support/session.ts';

/** How long the invented model takes for a token, in milliseconds. */
const tokenTime = 3;

/** A model with some places, which writes as many tokens as it is asked for; it may or may not notice who has left. */
class InventedModel {
  readonly #places: number;
  readonly #notices: boolean;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(places: number, notices: boolean) {
    this.#places = places;
    this.#notices = notices;
  }

  get busy(): number {
    return this.#busy;
  }

  readonly chat: Respond = async (response, { body }) => {
    const asked = JSON.parse(body) as { max_tokens: number; stream_options?: object };
    await this.#enter();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let token = 0; token < asked.max_tokens; token += 1) {
      if (response.destroyed && this.#notices) break;
      if (!response.destroyed) response.write(event(delta(`${token} `)));
      await delay(tokenTime);
    }
    this.#leave();
    if (asked.stream_options !== undefined) response.write(event({ choices: [], usage: { completion_tokens: asked.max_tokens } }));
    response.end(`${event(delta('', 'stop'))}${done}`);
  };

  async #enter(): Promise<void> {
    if (this.#busy >= this.#places) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#busy -= 1;
    else next();
  }
}

const completion = stream([text('group_by'), text('(x)', 'stop'), done]);

describe('the check of a server', () => {
  const folder = freshFolder();
  let server: ModelServer;
  beforeEach(async () => (server = await ModelServer.start()));
  afterEach(async () => {
    await closeDoors();
    await server.close();
  });

  async function check(routes: ModelServer['routes'], roles: BackEndFacts['roles'] = ['completion', 'chat']): Promise<BackEndFacts> {
    server.routes = { '/v1/models': models('invented'), ...routes };
    const machine = { platform: process.platform, home: folder.path, env: {} };
    const { gate, close } = await openGate(machine, folder.path);
    const target = targetAt(server.url);
    assert.ok(target);
    try {
      return await checkBackEnd({ ...target, roles }, { door: doorWith(), gate, signal: new AbortController().signal });
    } finally {
      await close();
    }
  }

  it('sees that one place is freed when the client leaves', async () => {
    const { chat } = new InventedModel(1, true);
    const facts = await check({ '/v1/chat/completions': chat }, ['chat']);
    assert.deepEqual([facts.cancellation.verdict, facts.cancellation.by, facts.parallel], ['frees', 'time', 'no']);
    assert.ok((facts.cancellation.duringMs ?? 0) > 5 * (facts.cancellation.beforeMs ?? Infinity));
  }).timeout(30_000);

  it('sees that a model goes on writing for nobody', async () => {
    const { chat } = new InventedModel(1, false);
    const facts = await check({ '/v1/chat/completions': chat }, ['chat']);
    assert.deepEqual([facts.cancellation.verdict, facts.parallel], ['keeps', 'no']);
  }).timeout(30_000);

  it('loads several places before it says anything by the time', async () => {
    const { chat } = new InventedModel(4, false);
    const facts = await check({ '/v1/chat/completions': chat }, ['chat']);
    assert.deepEqual([facts.cancellation.verdict, facts.cancellation.load, facts.parallel], ['keeps', 6, 'yes']);
  }).timeout(30_000);

  it('does not guess where more places are free than it takes', async () => {
    const { chat } = new InventedModel(50, false);
    const facts = await check({ '/v1/chat/completions': chat }, ['chat']);
    assert.deepEqual([facts.cancellation.verdict, facts.parallel], ['unknown', 'yes']);
  }).timeout(30_000);

  it('takes llama.cpp’s own word for which of its slots are busy', async () => {
    const model = new InventedModel(50, true);
    const props = { default_generation_settings: { n_ctx: 8192 }, total_slots: 50, build_info: 'b1-invented' };
    const facts = await check(
      {
        '/v1/chat/completions': model.chat,
        '/props': status(200, props),
        '/slots': (response, request) => status(200, Array.from({ length: 50 }, (_, id) => ({ id, is_processing: id < model.busy })))(response, request),
      },
      ['chat'],
    );
    assert.deepEqual(facts.server, { kind: 'llama.cpp', version: 'b1-invented', slots: 50, contextTokens: 8192 });
    assert.deepEqual([facts.cancellation.verdict, facts.cancellation.by], ['frees', 'count']);
  }).timeout(30_000);

  it('finds the way to ask for ghost text, and says of each other why not', async () => {
    const facts = await check({ '/v1/completions': completion }, ['completion']);
    assert.deepEqual([facts.completion.works, facts.completion.route], [true, 'plain']);
    const [infill] = facts.completion.tried;
    assert.deepEqual([infill?.route, infill?.works], ['infill', false]);
    assert.match(infill?.message ?? '', /does not know the model “invented” or this interface/);
    const { input_prefix: prefix } = JSON.parse(server.to('/infill')[0]?.body ?? '{}') as { input_prefix: string };
    assert.ok(checkWords.has(prefix));
  });

  it('asks again without a count of tokens where a server refuses the question', async () => {
    const { chat } = new InventedModel(8, true);
    const picky: Respond = (response, request) =>
      request.body.includes('stream_options') ? status(422, { detail: 'extra fields not permitted' })(response, request) : chat(response, request);
    const facts = await check({ '/v1/chat/completions': picky }, ['chat']);
    assert.deepEqual([facts.chat.works, facts.chat.usage, facts.chat.streams], [true, false, true]);
  }).timeout(30_000);

  it('tells where thoughts stand', async () => {
    const forms: [BackEndFacts['chat']['reasoning'], object[]][] = [
      ['reasoning_content', [delta(null, null, { reasoning_content: 'hm' }), delta('yes')]],
      ['reasoning', [delta(null, null, { reasoning: 'hm' }), delta('yes')]],
      ['chunks', [delta([{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }]), delta('yes')]],
      ['tags', [delta('<think>'), delta('hm</think> yes')]],
      ['none', [delta('yes'), delta('!')]],
    ];
    for (const [form, parts] of forms) {
      const facts = await check({ '/v1/chat/completions': stream([...parts, delta('', 'stop'), done]) }, ['chat']);
      assert.equal(facts.chat.reasoning, form);
    }
  }).timeout(30_000);

  it('tells the software by pages that others do not have', async () => {
    const pages: [BackEndFacts['server']['kind'], string, Respond][] = [
      ['ollama', '/api/version', status(200, { version: '0.12.0' })],
      ['vllm', '/version', status(200, { version: '0.11.0' })],
      ['litellm', '/health/liveliness', status(200, '"I\'m alive!"')],
      ['tgi', '/info', status(200, { router: 'text-generation-router', version: '3.3.0', max_total_tokens: 4096 })],
    ];
    for (const [kind, path, page] of pages) assert.equal((await check({ [path]: page })).server.kind, kind);
    assert.equal((await check({})).server.kind, 'other');
  });

  it('keeps what it found where a server has enough of it half-way', async () => {
    const { chat } = new InventedModel(8, true);
    let asked = 0;
    const limited: Respond = (response, request) => ((asked += 1) > 1 ? status(429, 'slow down')(response, request) : chat(response, request));
    const facts = await check({ '/v1/chat/completions': limited }, ['chat']);
    assert.deepEqual([facts.chat.works, facts.cancellation.verdict], [true, 'unknown']);
  }).timeout(30_000);

  it('sends nothing, not even a question for the models, where the rules close the place', async () => {
    folder.write({ '.config/vigie/rules.json': '{"files":[' });
    const facts = await check({});
    // Broken rules leave this machine open; the same rules close every other place.
    assert.equal(facts.models.works, true);
    const asked = server.received.length;
    const target = targetAt('http://server.invalid/v1');
    assert.ok(target);
    const { gate, close } = await openGate({ platform: 'linux', home: folder.path, env: {} }, folder.path);
    const refused = await checkBackEnd(target, { door: doorWith(), gate, signal: new AbortController().signal });
    await close();
    assert.match(refused.models.message ?? '', /Nothing was sent/);
    assert.equal(server.received.length, asked);
  });

  it('ends at once when it is told to', async () => {
    const { chat } = new InventedModel(1, true);
    server.routes = { '/v1/models': models('invented'), '/v1/chat/completions': chat };
    const { gate, close } = await openGate({ platform: process.platform, home: folder.path, env: {} }, folder.path);
    const stop = new AbortController();
    const target = targetAt(server.url);
    assert.ok(target);
    const checking = checkBackEnd(target, { door: doorWith(), gate, signal: stop.signal, onStep: (step) => { if (step === 'cancellation') setTimeout(() => { stop.abort(); }, 200); } });
    await assert.rejects(checking, { name: 'AbortError' });
    await close();
  });
});
