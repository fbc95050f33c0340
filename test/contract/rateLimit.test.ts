import assert from 'node:assert/strict';
import { BackendError } from '../../src/server/backends/backend.ts';
import { freshFolder } from '../support/folder.ts';
import { delta, done, ModelServer, models, status, stream, type Respond } from '../support/modelServer.ts';
import { part } from '../support/policy.ts';
import { closeDoors } from './support/session.ts';
import { worldOver } from './support/world.ts';

const chats = '/v1/chat/completions';
const answer = stream([delta('a', 'stop'), done]);

describe('a server that takes no more requests', () => {
  const folder = freshFolder();
  let server: ModelServer;
  beforeEach(async () => {
    server = await ModelServer.start({ '/v1/models': models('m') });
  });
  afterEach(async () => {
    await closeDoors();
    await server.close();
  });
  const world = () => worldOver(folder.path, { gateway: { url: server.url } });
  const limited = (seconds?: string): Respond => status(429, { error: { message: 'Slow down' } }, seconds === undefined ? {} : { 'retry-after': seconds });
  /** Refuses so often, then answers. */
  const after = (times: number, refusal: Respond): Respond => {
    let left = times;
    return (response, request) => (left-- > 0 ? refusal(response, request) : answer(response, request));
  };

  it('is asked once more after a short wait that it asks for, and the person is told', async () => {
    server.routes[chats] = after(1, limited('1'));
    const { chat, backEnd } = await world();
    const began = performance.now();
    const said = await chat([part('?')]);
    assert.equal(said.text, 'a');
    assert.match(said.status, /sent again in a second/);
    assert.ok(performance.now() - began >= 990);
    assert.equal(server.to(chats).length, 2);
    assert.equal(backEnd.status.state, 'ready');
  });

  it('is asked once more only once', async () => {
    server.routes[chats] = after(2, limited('0'));
    const { chat } = await world();
    await assert.rejects(chat([part('?')]), (error) => error instanceof BackendError && error.fault === 'rateLimited');
    assert.equal(server.to(chats).length, 2);
  });

  for (const [seconds, wording] of [
    ['45', /in 45 seconds/],
    ['3600', /in 60 minutes/],
    [undefined, /in a minute/],
  ] as const) {
    it(`is left alone where it asks for ${seconds ?? 'an unknown time'}`, async () => {
      server.routes[chats] = after(1, limited(seconds));
      const { chat } = await world();
      await assert.rejects(chat([part('?')]), (error) => error instanceof BackendError && wording.test(error.message));
      assert.equal(server.to(chats).length, 1);
    });
  }

  it('is not waited for by a person who stops', async () => {
    server.routes[chats] = limited('20');
    const { chat } = await world();
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort(new Error('stopped'));
    }, 100);
    const began = performance.now();
    await assert.rejects(chat([part('?')], {}, stop.signal), /stopped/);
    assert.ok(performance.now() - began < 2000);
    assert.equal(server.to(chats).length, 1);
  });

  it('is left alone by ghost text without a word', async () => {
    for (const path of ['/infill', '/api/generate', '/v1/completions']) server.routes[path] = limited('30');
    const { complete, backEnd, statuses } = await world();
    const refused = (error: unknown) => error instanceof BackendError && error.fault === 'rateLimited';
    await assert.rejects(complete(part('x <- ')), refused);
    const asked = server.received.length;
    await assert.rejects(complete(part('x <- 1')), refused);
    assert.equal(server.received.length, asked);
    assert.equal(backEnd.status.state, 'ready');
    assert.deepEqual(statuses, []);
  });
});
