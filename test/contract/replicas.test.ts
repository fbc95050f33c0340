import assert from 'node:assert/strict';
import { join } from 'node:path';
import { settingsSchema } from '../../src/protocol/settings.ts';
import { BackendError } from '../../src/server/backends/backend.ts';
import { silentMilliseconds } from '../../src/server/backends/replicas.ts';
import type { Sent } from '../../src/server/asked.ts';
import { freshFolder } from '../support/folder.ts';
import { delta, done, ModelServer, models, status, stream } from '../support/modelServer.ts';
import { until } from '../support/until.ts';
import { documentAt, part } from '../support/policy.ts';
import { answering, chats } from './support/answering.ts';
import { closeDoors, collect } from './support/session.ts';
import { worldOver } from './support/world.ts';

describe('gateways with several addresses', () => {
  const folder = freshFolder();
  let first: ModelServer;
  let second: ModelServer;
  beforeEach(async () => {
    first = await ModelServer.start(answering('first'));
    second = await ModelServer.start(answering('second'));
  });
  afterEach(async () => {
    await closeDoors();
    await Promise.all([first.close(), second.close()]);
  });
  const world = () => worldOver(folder.path, { gateways: [{ name: 'two', urls: [first.url, second.url] }] });
  const question = () => [part('What is Rt?')];

  it('ask the first one while it answers', async () => {
    const { chat, complete, backEnd } = await world();
    assert.equal((await chat(question())).text, 'first');
    assert.equal((await complete(part('x <- '))).text, 'first');
    assert.deepEqual(second.received, []);
    assert.equal(backEnd.status.destination.origin, first.origin);
  });

  it('ask the next one where nothing answers, tell so, and leave the first alone for a while', async () => {
    const { chat, complete, backEnd, audit } = await world();
    await first.close();
    const moved: Sent[] = [];
    const places: string[] = [];
    backEnd.onDidMove(() => places.push(backEnd.destination.origin));
    const answer = await chat(question(), { moved: (sent) => moved.push(sent) });
    assert.equal(answer.text, 'second');
    assert.equal(answer.sent.destination.origin, second.origin);
    assert.deepEqual(moved.map(({ destination }) => destination.origin), [second.origin]);
    assert.deepEqual([backEnd.status.state, backEnd.status.destination.origin], ['ready', second.origin]);
    assert.deepEqual(places, [second.origin]);
    assert.equal((await complete(part('x <- '))).text, 'second');
    assert.deepEqual(audit.traces.map(({ destination }) => destination), [first.origin, second.origin, second.origin]);
  });

  for (const code of [502, 503]) {
    it(`ask the next one after ${code}, for ghost text too`, async () => {
      for (const path of [chats, '/v1/completions', '/infill', '/api/generate']) first.routes[path] = status(code);
      const { chat, complete } = await world();
      assert.equal((await chat(question())).text, 'second');
      const other = await world();
      assert.equal((await other.complete(part('x <- '))).text, 'second');
      const before = first.received.length;
      assert.equal((await complete(part('x <- '))).text, 'second');
      assert.equal(first.received.length, before);
    });
  }

  for (const [code, fault] of [
    [401, 'key'],
    [500, 'server'],
  ] as const) {
    it(`ask no other after ${code}, which is about the question or the person`, async () => {
      first.routes[chats] = status(code);
      const { chat, backEnd } = await world();
      await assert.rejects(chat(question()), (error) => error instanceof BackendError && error.fault === fault);
      assert.deepEqual(second.received, []);
      assert.equal(backEnd.status.state, 'failing');
    });
  }

  const limited = (seconds?: string) => status(429, {}, seconds === undefined ? {} : { 'retry-after': seconds });

  for (const seconds of ['1', '3600', undefined]) {
    it(`ask the next one at once where the first takes no more requests for ${seconds ?? 'an unknown number of'} seconds`, async () => {
      for (const path of [chats, '/v1/completions', '/infill', '/api/generate']) first.routes[path] = limited(seconds);
      const { chat, complete, backEnd } = await world();
      const { text, status: told } = await chat(question());
      assert.deepEqual([text, told], ['second', '']);
      assert.deepEqual([backEnd.status.state, backEnd.status.destination.origin], ['ready', second.origin]);
      const before = first.received.length;
      assert.equal((await complete(part('x <- '))).text, 'second');
      assert.equal(first.received.length, before);
      const other = await world();
      assert.equal((await other.complete(part('x <- '))).text, 'second');
      if (seconds !== '1') return;
      // Once it has rested it is shown again as the one that is asked, before anything is.
      await until('the first one is asked again', () => backEnd.status.destination.origin === first.origin);
    });
  }

  it('are waited for where none takes more requests: the one that is free first', async () => {
    first.routes[chats] = limited('20');
    let refused = false;
    const answer = stream([delta('second'), delta('', 'stop'), done]);
    second.routes[chats] = (response, request) => (refused ? answer : ((refused = true), limited('1')))(response, request);
    const { chat } = await world();
    const moved: Sent[] = [];
    const said = await chat(question(), { moved: (sent) => moved.push(sent) });
    assert.equal(said.text, 'second');
    assert.match(said.status, new RegExp(`${second.origin} takes no more requests`));
    assert.deepEqual([first.to(chats).length, second.to(chats).length], [1, 2]);
    // Once as the next one, and once more as it was judged after the wait.
    assert.deepEqual(moved.map(({ destination }) => destination.origin), [second.origin, second.origin]);
  });

  it('are waited for rather than asked for an answer to less, and never sent what they may not receive', async () => {
    folder.write({ '.vigie.json': JSON.stringify({ clearances: [{ destination: second.origin, label: 'internal', reason: 'A test.' }] }) });
    const answer = stream([delta('first'), delta('', 'stop'), done]);
    let refusals = 1;
    first.routes[chats] = (response, request) => (refusals-- > 0 ? limited('1') : answer)(response, request);
    const { chat } = await world();
    const context = { ...part('id,age\ncanary-4711,34', documentAt(join(folder.path, 'persons.csv'))), purpose: 'context' as const };
    const said = await chat([...question(), context]);
    assert.deepEqual([said.text, said.sent?.withheld], ['first', 0]);
    assert.match(said.status ?? '', /sent again in a second/);
    assert.deepEqual(second.received, []);
    refusals = 9;
    const less = await chat([...question(), context]);
    assert.deepEqual([less.text, less.sent?.withheld], ['second', 1]);
    assert.ok(!second.everything.includes('canary-4711'));
  });

  it('are asked last once ghost text has waited for them in vain, though each request was left for the next key', async () => {
    for (const path of ['/v1/completions', '/infill', '/api/generate']) first.routes[path] = () => undefined;
    const { ask, complete, backEnd } = await world();
    const draft = (maxTokens: number) => ({ kind: 'completion', context: [], prefix: [part('x <- ')], suffix: [], language: 'r', maxTokens, stop: [] }) as const;
    const [silent] = backEnd.replicas('completion');
    backEnd.left(draft(0), silent!, silentMilliseconds);
    backEnd.left(draft(9), silent!, silentMilliseconds - 50);
    const leave = new AbortController();
    const waiting = collect(ask.complete(draft(9), leave.signal));
    setTimeout(() => {
      leave.abort(new Error('left'));
    }, 100);
    await assert.rejects(waiting, /left/);
    assert.equal((await complete(part('x <- '))).text, 'second');
    // Another setting makes no server answer sooner; other servers are others.
    const gateways = [{ name: 'two', urls: [first.url, second.url] }];
    backEnd.use(settingsSchema.parse({ gateways, explorerBadges: false }));
    assert.equal(backEnd.destinationFor('completion').origin, second.origin);
    backEnd.use(settingsSchema.parse({ gateways: [...gateways, { name: 'more', urls: [second.url] }] }));
    assert.equal(backEnd.destinationFor('completion').origin, first.origin);
  });

  it('ask no other in the middle of an answer', async () => {
    first.routes[chats] = stream([delta('half')], 'cut');
    const { chat } = await world();
    const answer = await chat(question());
    assert.deepEqual([answer.text, answer.end?.finish], ['half', 'cut']);
    assert.deepEqual(second.received, []);
  });

  it('send nothing to an address that is not cleared for it, and say what is wrong with the one that is', async () => {
    folder.write({ '.vigie.json': JSON.stringify({ clearances: [{ destination: second.origin, label: 'internal', reason: 'A test.' }] }) });
    const { chat, complete } = await world();
    const secret = part('id,age\ncanary-4711,34', documentAt(join(folder.path, 'persons.csv')));
    assert.equal((await chat([secret])).text, 'first');
    const { origin } = first;
    await first.close();
    const unreachable = (error: unknown) => error instanceof BackendError && error.fault === 'unreachable' && error.message.includes(origin);
    await assert.rejects(chat([secret]), unreachable);
    // The first one is asked last now; the second refuses at the gate, so the first is asked all the same.
    await assert.rejects(chat([secret]), unreachable);
    await assert.rejects(complete(secret), unreachable);
    assert.ok(!second.everything.includes('canary-4711'));
    assert.equal((await chat(question())).text, 'second');
  });

  it('are asked for their models in turn', async () => {
    await first.close();
    const { backEnd } = await world();
    const [found] = await backEnd.models(new AbortController().signal);
    assert.deepEqual([found?.origin, found?.models.map(({ id }) => id)], [second.origin, ['m']]);
    await second.close();
    const { backEnd: without } = await world();
    const [none] = await without.models(new AbortController().signal);
    assert.deepEqual([none?.models, none?.message?.includes(second.origin)], [[], true]);
  });

  it('are not asked where the settings have dropped them while the first kept the person waiting', async () => {
    const { chat, backEnd } = await world();
    first.routes[chats] = (response, request) => {
      backEnd.use(settingsSchema.parse({ gateways: [{ name: 'one', urls: [first.url] }] }));
      void status(503)(response, request);
    };
    await assert.rejects(chat(question()), (error) => error instanceof BackendError && error.fault === 'loading');
    assert.deepEqual(second.received, []);
  });

  it('are all asked again before a person is left without an answer', async () => {
    const { chat, backEnd } = await world();
    const routes = { ...first.routes };
    first.routes[chats] = second.routes[chats] = status(503);
    await assert.rejects(chat(question()), (error) => error instanceof BackendError && error.fault === 'loading');
    assert.equal(backEnd.status.state, 'failing');
    first.routes = routes;
    assert.equal((await chat(question())).text, 'first');
    assert.equal(backEnd.status.state, 'ready');
  });
});

describe('several gateways', () => {
  const folder = freshFolder();
  let code: ModelServer;
  let talk: ModelServer;
  beforeEach(async () => {
    code = await ModelServer.start(answering('code'));
    talk = await ModelServer.start(answering('talk'));
  });
  afterEach(async () => {
    await closeDoors();
    await Promise.all([code.close(), talk.close()]);
  });

  it('get ghost text and the chat by their roles, and the status shows both', async () => {
    const gateways = [
      { name: 'code', urls: [code.url], roles: ['completion' as const], completionModel: 'small' },
      { name: 'talk', urls: [talk.url], roles: ['chat' as const], chatModel: 'large' },
    ];
    const { chat, complete, backEnd } = await worldOver(folder.path, { gateways });
    assert.equal((await complete(part('x <- '))).text, 'code');
    assert.equal((await chat([part('?')])).text, 'talk');
    assert.deepEqual([code.to(chats), talk.to('/v1/completions')], [[], []]);
    assert.equal((JSON.parse(code.received.at(-1)!.body) as { model: string }).model, 'small');
    assert.equal((JSON.parse(talk.received.at(-1)!.body) as { model: string }).model, 'large');
    const { destination, completion } = backEnd.status;
    assert.deepEqual([destination.origin, completion?.origin], [talk.origin, code.origin]);
  });

  it('leave to the gateway without a name what they have no role for', async () => {
    const gateways = [{ name: 'code', urls: [code.url], roles: ['completion' as const] }];
    const { chat, complete } = await worldOver(folder.path, { gateways, gateway: { url: talk.url } });
    assert.equal((await complete(part('x <- '))).text, 'code');
    assert.equal((await chat([part('?')])).text, 'talk');
  });

  it('show all that may answer, and ask only the current one for its models', async () => {
    code.routes['/v1/models'] = models('a', 'embed-b');
    const gateways = [{ name: 'code', urls: [code.url] }];
    const { backEnd } = await worldOver(folder.path, { gateways, gateway: { url: talk.url } });
    const found = await backEnd.models(new AbortController().signal);
    assert.deepEqual(
      found.map(({ name, backend, current, models }) => [name, backend, current, models.map(({ id, chat }) => `${id} ${chat}`)]),
      [
        ['code', 'gateway', true, ['a true', 'embed-b false']],
        ['', 'gateway', false, []],
        ['', 'mistral', false, []],
      ],
    );
    assert.deepEqual(talk.received, []);
    await code.close();
    const { backEnd: other } = await worldOver(folder.path, { gateways });
    const [unreachable] = await other.models(new AbortController().signal);
    assert.match(unreachable?.message ?? '', /Nothing answers/);
  });

  it('ask Codestral’s own host with its own key, where the settings name it', async () => {
    code.routes['/v1/fim/completions'] = stream([delta('fim', 'stop'), done]);
    const mistral = { url: talk.origin, completionUrl: code.origin };
    const keys = { [talk.origin]: 'key-of-the-chat', [code.origin]: 'key-of-codestral' };
    const { chat, complete, backEnd } = await worldOver(folder.path, { backend: 'mistral', mistral }, keys);
    assert.equal((await complete(part('x <- '))).text, 'fim');
    assert.equal((await chat([part('?')])).text, 'talk');
    assert.equal(code.received[0]!.headers.authorization, 'Bearer key-of-codestral');
    assert.equal(talk.received[0]!.headers.authorization, 'Bearer key-of-the-chat');
    assert.equal(backEnd.status.completion?.origin, code.origin);

    const { backEnd: without } = await worldOver(folder.path, { backend: 'mistral', mistral }, { [talk.origin]: 'key-of-the-chat' });
    assert.equal(without.status.state, 'unconfigured');
    assert.ok(without.status.message?.includes(code.origin), without.status.message);
  });
});
