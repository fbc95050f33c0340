import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '../../src/protocol/models.ts';
import { settingsSchema } from '../../src/protocol/settings.ts';
import { BackendError } from '../../src/server/backends/backend.ts';
import { freshFolder } from '../support/folder.ts';
import { delta, done, ModelServer, models, status, stream, text, type Respond } from '../support/modelServer.ts';
import { documentAt, part } from '../support/policy.ts';
import { closeDoors, collect } from './support/session.ts';
import { worldOver } from './support/world.ts';

const chats = '/v1/chat/completions';
const named = (name: string): ServiceName => ({ backend: 'gateway', name });
const signal = new AbortController().signal;

describe('a question that names where it is to go', () => {
  const folder = freshFolder();
  let servers: ModelServer[];
  beforeEach(async () => {
    const answering = (name: string) => ({ '/v1/models': models('small', `${name}-large`), [chats]: stream([delta(name), delta('', 'stop'), done]) });
    servers = await Promise.all(['near', 'far', 'spare'].map((name) => ModelServer.start(answering(name))));
  });
  afterEach(async () => {
    await closeDoors();
    await Promise.all(servers.map((server) => server.close()));
  });
  const settings = () => {
    const [near, far, spare] = servers.map(({ url }) => url) as [string, string, string];
    return { gateways: [{ name: 'near', urls: [near] }, { name: 'far', urls: [far, spare], roles: ['chat' as const] }] };
  };
  const question = () => [part('What is Rt?')];
  const isNoModel = (words: RegExp) => (error: unknown) => error instanceof BackendError && error.fault === 'noModel' && words.test(error.message);

  it('goes there with a model of that place, and nowhere else', async () => {
    const { chat, backEnd } = await worldOver(folder.path, settings());
    const said = await chat(question(), { service: named('far'), model: 'far-large' });
    assert.deepEqual([said.text, said.end?.model, said.sent?.destination.origin], ['far', 'far-large', servers[1]!.origin]);
    assert.deepEqual(servers[0]!.received, []);
    // What was asked once is no other setting: the next question goes where the settings say.
    assert.equal((await chat(question())).text, 'near');
    assert.equal(backEnd.status.destination.origin, servers[0]!.origin);
  });

  it('is judged for that host: what the one of the settings may receive stays away from it', async () => {
    const [, far, spare] = servers as [ModelServer, ModelServer, ModelServer];
    const clearances = [far, spare].map(({ origin }) => ({ destination: origin, label: 'internal', reason: 'A test.' }));
    folder.write({ '.vigie.json': JSON.stringify({ clearances }) });
    const { chat, backEnd } = await worldOver(folder.path, settings());
    const secret = part('id,age\ncanary-4711,34', documentAt(join(folder.path, 'persons.csv')));
    assert.ok('refusal' in (await chat([secret], { service: named('far') })));
    assert.equal((await chat([secret])).text, 'near');
    assert.deepEqual([far.received, spare.received], [[], []]);
    assert.deepEqual([backEnd.destinationFor('chat', named('far')).clearance, backEnd.destinationFor('chat').clearance], ['internal', 'sensitive']);
    assert.deepEqual(
      backEnd.status.services?.map(({ name, current, clearance }) => [name, current, clearance]),
      [['near', true, 'sensitive'], ['far', false, 'internal'], ['', false, 'internal']],
    );
  });

  it('is told of the back end that is not in use by its name, where it has one', async () => {
    const { backEnd } = await worldOver(folder.path, { ...settings(), backend: 'mistral' });
    assert.deepEqual([backEnd.status.other?.name, backEnd.status.other?.origin], ['near', servers[0]!.origin]);
    const { backEnd: unnamed } = await worldOver(folder.path, { backend: 'mistral', gateway: { url: servers[0]!.url } });
    assert.ok(unnamed.status.other !== undefined && !('name' in unnamed.status.other));
  });

  it('goes to no place that is there for ghost text alone, which is told apart', async () => {
    const [code] = servers.map(({ url }) => url) as [string];
    const gateways = [{ name: 'code', urls: [code], roles: ['completion' as const] }];
    const { backEnd, chat } = await worldOver(folder.path, { ...settings(), backend: 'mistral', gateways });
    assert.deepEqual(backEnd.status.forGhostText?.map(({ name, current }) => [name, current]), [['code', false]]);
    assert.ok(backEnd.status.services?.every(({ name }) => name !== 'code'));
    assert.deepEqual(backEnd.replicas('completion', named('code')).map(({ destination }) => destination.origin), [servers[0]!.origin]);
    await assert.rejects(chat(question(), { service: named('code') }), isNoModel(/“code” is no longer among the places/));
    const { backEnd: used } = await worldOver(folder.path, { ...settings(), gateways });
    assert.deepEqual(used.status.forGhostText?.map(({ current }) => current), [true]);
  });

  it('is handed over to the next address of that name where one is out, which is asked last then', async () => {
    servers[1]!.routes[chats] = status(503);
    const { chat } = await worldOver(folder.path, settings());
    assert.equal((await chat(question(), { service: named('far') })).text, 'spare');
    assert.equal((await chat(question(), { service: named('far') })).text, 'spare');
    assert.deepEqual([servers[1]!.to(chats).length, servers[0]!.received.length], [1, 0]);
  });

  it('goes nowhere where a place without a name has no address any more, and is told where that stands', async () => {
    const { chat } = await worldOver(folder.path, { ...settings(), mistral: { url: '' } });
    const unnamed = (backend: ServiceName['backend']): ServiceName => ({ backend, name: '' });
    await assert.rejects(chat(question(), { service: unnamed('gateway') }), isNoModel(/“vigie\.gateway\.url”/));
    await assert.rejects(chat(question(), { service: unnamed('mistral') }), isNoModel(/“vigie\.mistral\.url”/));
    assert.deepEqual(servers.map(({ received }) => received.length), [0, 0, 0]);
  });

  it('goes nowhere once nothing is called so, nothing of the chat, or more than one', async () => {
    const { chat, backEnd } = await worldOver(folder.path, settings());
    await assert.rejects(chat(question(), { service: named('gone') }), isNoModel(/“gone” is no longer among/));
    assert.deepEqual(backEnd.destinationFor('chat', named('gone')), { backend: 'gateway', origin: '', clearance: 'public', onThisMachine: false });
    const [first, second] = settings().gateways as [object, object];
    for (const [gateways, words] of [
      [[first, { ...second, roles: ['completion'] }], /“far” is no longer among/],
      [[first, second, { ...first, name: 'far' }], /Several gateways are called “far”/],
    ] as const) {
      backEnd.use(settingsSchema.parse({ gateways }));
      await assert.rejects(chat(question(), { service: named('far') }), isNoModel(words));
    }
    // Another host under the same name is another host for the gate.
    backEnd.use(settingsSchema.parse({ gateways: [first, { name: 'far', urls: ['https://llm.example'] }] }));
    assert.equal(backEnd.destinationFor('chat', named('far')).clearance, 'internal');
    assert.deepEqual(servers.map(({ received }) => received), [[], [], []]);
  });

  it('is shown before it is sent', async () => {
    const { ask } = await worldOver(folder.path, settings());
    const draft = { kind: 'chat', messages: [{ role: 'user', parts: question() }], maxTokens: 9 } as const;
    const preview = await ask.preview(draft, signal, { service: named('far'), model: 'far-large' });
    assert.ok(preview.verdict === 'send' && preview.url === servers[1]!.origin + chats, JSON.stringify(preview));
    assert.deepEqual(servers.map((server) => server.to(chats).length), [0, 0, 0]);
  });

  it('may name a model of the list that only that place was asked for', async () => {
    const { backEnd } = await worldOver(folder.path, settings());
    const found = await backEnd.models(signal, { service: named('far') });
    assert.deepEqual(
      found.map(({ name, current, models: listed }) => [name, current, listed.map(({ id }) => id)]),
      [['near', true, []], ['far', false, ['small', 'far-large']], ['', false, []]],
    );
    assert.deepEqual([servers[0]!.received, servers[2]!.received], [[], []]);
  });

  it('finds the list anew where the person asks for it, and where keys or servers have changed', async () => {
    const { backEnd } = await worldOver(folder.path, settings());
    const listed = async (refresh = false) => (await backEnd.models(signal, { refresh }))[0]!.models.map(({ id }) => id);
    assert.deepEqual(await listed(), ['small', 'near-large']);
    servers[0]!.routes['/v1/models'] = models('new');
    backEnd.use(settingsSchema.parse({ ...settings(), explorerBadges: false }));
    assert.deepEqual(await listed(), ['small', 'near-large']);
    assert.deepEqual(await listed(true), ['new']);
    servers[0]!.routes['/v1/models'] = models('newer');
    backEnd.keysChanged();
    assert.deepEqual(await listed(), ['newer']);
    servers[0]!.routes['/v1/models'] = models('newest');
    backEnd.use(settingsSchema.parse({ ...settings(), gateway: { url: 'http://127.0.0.1:9' } }));
    assert.deepEqual(await listed(), ['newest']);
  });
});

describe('how soon a server begins to answer', () => {
  const folder = freshFolder();
  afterEach(closeDoors);

  it('is remembered of each server, from requests that were made anyway', async () => {
    const late = (response: Parameters<Respond>[0], request: Parameters<Respond>[1]) =>
      delay(150).then(() => stream([delta('a'), text('a'), delta('', 'stop'), done])(response, request));
    const code = await ModelServer.start({ '/v1/models': models('m'), '/v1/completions': late });
    const talk = await ModelServer.start({ '/v1/models': models('m'), [chats]: late });
    try {
      const gateways = [{ name: 'code', urls: [code.url], roles: ['completion' as const] }, { name: 'talk', urls: [talk.url] }];
      const { chat, complete, backEnd, ask } = await worldOver(folder.path, { gateways });
      assert.equal(backEnd.usualLatency, undefined);
      // A prompt that is only read begins no answer.
      const draft = { kind: 'completion', context: [], prefix: [part('x')], suffix: [], language: 'r', maxTokens: 0, stop: [] } as const;
      await collect(ask.complete(draft, signal)).catch(() => undefined);
      assert.equal(backEnd.usualLatency, undefined);
      await complete(part('x <- '));
      const [server] = backEnd.replicas('chat');
      await chat([part('?')]);
      for (const known of [backEnd.usualLatency, server!.known.measured.firstToken('chat')?.value]) {
        assert.ok(known !== undefined && known >= 145 && known < 5000, String(known));
      }
      assert.equal(server!.known.measured.firstToken('completion'), undefined);
      assert.equal(backEnd.writesOn, false);
      backEnd.replicas('completion')[0]!.known.measured.noteCancellation('keeps');
      assert.equal(backEnd.writesOn, true);
    } finally {
      await Promise.all([code.close(), talk.close()]);
    }
  });
});
