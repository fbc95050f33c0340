import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { RefusedAfterAll, type Sent } from '../../src/server/asked.ts';
import { Refused } from '../../src/server/completion/ask.ts';
import { usualLimits } from '../../src/server/net/limits.ts';
import type { Part } from '../../src/server/policy/request.ts';
import { freshFolder } from '../support/folder.ts';
import { ModelServer, models, status, type Respond } from '../support/modelServer.ts';
import { documentAt, part } from '../support/policy.ts';
import { startWired } from '../support/wiredServer.ts';
import { answering, chats } from './support/answering.ts';
import { closeDoors } from './support/session.ts';
import { worldOver } from './support/world.ts';

const canary = 'canary-4711';

describe('a question that is posted again after a wait', () => {
  const folder = freshFolder();
  let buffers: Record<string, string>;
  let first: ModelServer;
  let second: ModelServer;
  beforeEach(async () => {
    buffers = {};
    first = await ModelServer.start(answering('first'));
    second = await ModelServer.start(answering('second'));
  });
  afterEach(async () => {
    await closeDoors();
    await Promise.all([first.close(), second.close()]);
  });
  const notes = () => documentAt(join(folder.path, 'R', 'notes.R'));
  const world = (...servers: ModelServer[]) =>
    worldOver(folder.path, { gateways: [{ name: 'here', urls: servers.map(({ url }) => url) }] }, {}, { buffers });
  /** Something happens while a request is under way, once; the server asks for a short wait, or gives another answer. */
  const meanwhile = (happens: () => void, answer = status(429, {}, { 'retry-after': '0' })): Respond => {
    const [before, then] = [answer, answering('first')[chats]!];
    let isDone = false;
    return (response, request) => {
      if (isDone) return then(response, request);
      isDone = true;
      happens();
      return before(response, request);
    };
  };
  const mark = () => {
    buffers[notes().uri] = '# vigie: secret\n';
  };
  const about = (purpose: Part['purpose']): Part[] => [part('What is Rt?'), part(canary, notes(), purpose)];

  it('is judged by what holds then, with a trace of its own, and goes on', async () => {
    first.routes[chats] = meanwhile(() => undefined);
    const { chat, audit } = await world(first);
    assert.equal((await chat(about('subject'))).text, 'first');
    assert.equal(first.to(chats).length, 2);
    assert.deepEqual(audit.traces.map(({ verdict }) => verdict), ['send', 'send']);
  });

  it('is refused where its file was marked meanwhile, with a trace, and not posted', async () => {
    first.routes[chats] = meanwhile(mark);
    const { chat, audit } = await world(first);
    await assert.rejects(chat(about('subject')), (error) => error instanceof RefusedAfterAll && error.refusal.message.includes('notes.R'));
    assert.equal(first.to(chats).length, 1);
    assert.deepEqual(audit.traces.map(({ verdict }) => verdict), ['send', 'refuse']);
  });

  it('leaves behind what may not go along any more, and whoever waits is told', async () => {
    first.routes[chats] = meanwhile(mark);
    const told: Sent[] = [];
    const { chat } = await world(first);
    const said = await chat(about('context'), { moved: (sent) => told.push(sent) });
    assert.equal(said.text, 'first');
    assert.deepEqual(first.to(chats).map(({ body }) => body.includes(canary)), [true, false]);
    assert.deepEqual(told.map(({ withheld }) => withheld), [1]);
    assert.equal(said.sent.withheld, 1);
  });

  it('is judged anew as well where several servers were busy', async () => {
    first.routes[chats] = meanwhile(mark);
    second.routes[chats] = status(429, {}, { 'retry-after': '1' });
    const { chat, audit } = await world(first, second);
    // The second server is judged at once and refused, so the wait is for the first.
    await assert.rejects(chat(about('subject')), RefusedAfterAll);
    assert.deepEqual([first.to(chats).length, second.to(chats).length], [1, 0]);
    assert.deepEqual(audit.traces.map(({ verdict }) => verdict), ['send', 'refuse', 'refuse']);
  });

  it('keeps the verdict where nobody waits: while a route is looked for, and without a wish that a server refuses', async () => {
    const { complete, chat, audit } = await world(first);
    assert.equal((await complete(part('x <- '))).text, 'first');
    assert.ok(first.received.filter(({ method }) => method === 'POST').length > 1);
    assert.equal(audit.traces.length, 1);
    first.routes[chats] = meanwhile(() => undefined, status(400, { error: { message: 'Unknown: stream_options' } }));
    assert.equal((await chat([part('?')])).text, 'first');
    assert.equal(first.to(chats).length, 2);
    assert.equal(audit.traces.length, 2);
  });
});

describe('a request whose server takes long to name its models', () => {
  const folder = freshFolder();
  let server: ModelServer;
  beforeEach(async () => {
    server = await ModelServer.start(answering('a'));
  });
  afterEach(async () => {
    await closeDoors();
    await server.close();
  });
  const notes = () => documentAt(join(folder.path, 'R', 'notes.R'));
  const slowly = (happens: () => void) => {
    server.routes['/v1/models'] = (response, request) => {
      happens();
      setTimeout(() => {
        void models('m')(response, request);
      }, 1_100);
    };
  };

  for (const kind of ['chat', 'completion'] as const) {
    it(`is judged by what its file says then (${kind})`, async () => {
      const buffers: Record<string, string> = {};
      const { chat, complete, audit } = await worldOver(folder.path, { gateways: [{ name: 'here', urls: [server.url] }] }, {}, { buffers });
      slowly(() => {
        buffers[notes().uri] = '# vigie: secret\n';
      });
      const about = part(canary, notes());
      await assert.rejects(kind === 'chat' ? chat([about]) : complete(about), Refused);
      assert.ok(!server.everything.includes(canary));
      assert.deepEqual(audit.traces.map(({ verdict }) => verdict), ['send', 'refuse']);
    });
  }

  it('goes on where nothing speaks against it', async () => {
    const { chat, audit } = await worldOver(folder.path, { gateways: [{ name: 'here', urls: [server.url] }] });
    slowly(() => undefined);
    assert.equal((await chat([part('What is Rt?')])).text, 'a');
    assert.equal(server.to(chats).length, 1);
    assert.deepEqual(audit.traces.map(({ verdict }) => verdict), ['send', 'send']);
  });
});

describe('a question that is refused once a server has received it', () => {
  const folder = freshFolder();
  let server: ModelServer;
  beforeEach(async () => {
    server = await ModelServer.start(answering('a'));
  });
  afterEach(async () => {
    l10n.config({ contents: {} });
    await closeDoors();
    await server.close();
  });

  for (const [locale, again, before, never] of [
    ['en', /^Not sent again: your organisation has not approved /, /The question had been sent to http:\S+ before, without an answer\.$/, /Nothing was sent/],
    ['fr', /^La question n’a pas été renvoyée\s: votre organisme n’a pas approuvé /, /Un premier envoi à http:\S+ était resté sans réponse\.$/, /Rien n’a été envoyé/],
  ] as const) {
    it(`says so, and does not say that nothing was sent (${locale})`, async () => {
      const policyFile = join(folder.path, 'policy.json');
      folder.write({ 'policy.json': '{}' });
      server.routes[chats] = (response, request) => {
        folder.write({ 'policy.json': JSON.stringify({ destinations: 'listed', clearances: [] }) });
        return status(429, {}, { 'retry-after': '1' })(response, request);
      };
      const settings = { gateway: { url: server.url }, policyFile };
      const client = await startWired(usualLimits, { settings, storagePath: folder.path }, locale);
      try {
        const result = await client.chat({ text: canary });
        assert.deepEqual(server.to(chats).map(({ body }) => body.includes(canary)), [true]);
        assert.equal(result.outcome, 'refused');
        assert.deepEqual(result.refusal.sentBefore, [server.origin]);
        assert.match(result.refusal.message, again);
        assert.match(result.refusal.message, before);
        assert.ok(result.refusal.message.includes(server.origin));
        assert.doesNotMatch(result.refusal.message, never);
      } finally {
        await client.stop();
      }
    });
  }
});
