import assert from 'node:assert/strict';
import { join } from 'node:path';
import { RefusedAfterAll, type Sent } from '../../src/server/asked.ts';
import { BackendError } from '../../src/server/backends/backend.ts';
import { Refused } from '../../src/server/completion/ask.ts';
import { usualLimits } from '../../src/server/net/limits.ts';
import { freshFolder } from '../support/folder.ts';
import { ModelServer, models, status, type Respond } from '../support/modelServer.ts';
import { documentAt, part } from '../support/policy.ts';
import { startWired } from '../support/wiredServer.ts';
import { answering, chats } from './support/answering.ts';
import { closeDoors } from './support/session.ts';
import { worldOver } from './support/world.ts';

describe('rules that change while a request is on its way', () => {
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
  const question = () => part('What is Rt?');
  const notes = () => part('canary-4711', documentAt(join(folder.path, 'R', 'notes.R')));
  const rules = (...paths: string[]) => {
    folder.write({ '.vigie.json': JSON.stringify({ files: [{ paths, label: 'secret', reason: 'A test.' }] }) });
  };
  /** Has rules written before an answer is given, once. */
  const once = (write: () => void, answer: Respond): Respond => {
    let isDone = false;
    return (response, request) => {
      if (!isDone) write();
      isDone = true;
      return answer(response, request);
    };
  };
  /** Has rules written while a server names its models: after a request was judged, before it is posted. */
  const whileListing = (server: ModelServer, write: () => void) => {
    server.routes['/v1/models'] = once(write, models('m'));
  };

  it('have it judged again, and it goes on where it still may, with a trace of its own', async () => {
    const { chat, audit } = await world();
    whileListing(first, () => { rules('elsewhere/**'); });
    assert.equal((await chat([question()])).text, 'first');
    assert.deepEqual(audit.traces.map(({ verdict }) => verdict), ['send', 'send']);
    const other = await world();
    whileListing(first, () => { rules('elsewhere/**', 'more/**'); });
    assert.equal((await other.complete(part('x <- '))).text, 'first');
    assert.equal(other.audit.traces.length, 2);
  });

  it('leave behind what they flag now, and whoever waits is told', async () => {
    const { chat } = await world();
    whileListing(first, () => { rules('R/**'); });
    const told: Sent[] = [];
    const said = await chat([question(), { ...notes(), purpose: 'context' }], { moved: (sent) => told.push(sent) });
    assert.equal(said.text, 'first');
    assert.deepEqual(told.map(({ withheld, destination }) => [withheld, destination.origin]), [[1, first.origin]]);
    assert.equal(said.sent.withheld, 1);
    assert.ok(first.to(chats)[0]!.body.includes('What is Rt?'));
    assert.ok(!first.everything.includes('canary-4711'));
  });

  it('have it refused for the reason that they give, with nothing sent', async () => {
    const { chat, backEnd } = await world();
    whileListing(first, () => { rules('R/**'); });
    await assert.rejects(chat([question(), notes()]), (error) => {
      assert.ok(error instanceof RefusedAfterAll);
      assert.deepEqual(error.refusal.findings.map(({ rule, reason }) => [rule, reason]), [['workspace-rule', 'A test.']]);
      return error.refusal.message.includes('notes.R');
    });
    assert.deepEqual([...first.to(chats), ...second.received], []);
    assert.equal(backEnd.status.state, 'ready');
  });

  it('are told to the person as the reason, in the chat too', async () => {
    const policyFile = join(folder.path, 'policy.json');
    whileListing(first, () => { folder.write({ 'policy.json': JSON.stringify({ destinations: 'listed', clearances: [] }) }); });
    const client = await startWired(usualLimits, { settings: { gateway: { url: first.url }, policyFile }, storagePath: folder.path }, 'en');
    try {
      const result = await client.chat({ text: 'How?' });
      assert.equal(result.outcome, 'refused');
      assert.match(result.refusal.message, /your organisation has not approved/);
      assert.deepEqual(first.to(chats), []);
    } finally {
      await client.stop();
    }
  });

  it('have it refused while ghost text looks for the route of a server', async () => {
    const { complete } = await world();
    first.routes['/infill'] = once(() => { rules('R/**'); }, status(404));
    await assert.rejects(complete(notes()), Refused);
    assert.deepEqual(first.to('/v1/completions'), []);
    assert.equal(first.to('/infill').length, 1);
  });

  it('do not end it between two replicas', async () => {
    const { chat } = await world();
    first.routes[chats] = once(() => { rules('elsewhere/**'); }, status(503));
    whileListing(second, () => { rules('elsewhere/**', 'more/**'); });
    const moved: string[] = [];
    assert.equal((await chat([question()], { moved: ({ destination }) => moved.push(destination.origin) })).text, 'second');
    assert.deepEqual(moved, [second.origin, second.origin]);
  });

  it('send it to the replica that may still receive it', async () => {
    const { chat } = await world();
    whileListing(first, () => {
      const clearances = [{ destination: first.origin, label: 'internal', reason: 'A test.' }];
      folder.write({ '.vigie.json': JSON.stringify({ clearances }) });
    });
    const persons = part('id,age\ncanary-4711,34', documentAt(join(folder.path, 'persons.csv')));
    assert.equal((await chat([persons])).text, 'second');
    assert.ok(!first.everything.includes('canary-4711'));
  });

  it('have it judged again where it waited for a busy server', async () => {
    await second.close();
    const { chat } = await world();
    first.routes[chats] = once(() => { rules('R/**'); }, status(429, {}, { 'retry-after': '0' }));
    await assert.rejects(chat([question(), notes()]), RefusedAfterAll);
    assert.equal(first.to(chats).length, 1);
  });

  it('end it where they change again and again', async () => {
    const { chat, audit } = await world();
    const keep = audit.keep.bind(audit);
    audit.keep = async (trace) => {
      await keep(trace);
      rules(`elsewhere-${audit.traces.length}/**`);
    };
    await assert.rejects(chat([question()]), (error) => error instanceof BackendError && error.fault === 'rulesChanged');
    assert.equal(audit.traces.length, 4);
    assert.deepEqual(first.to(chats), []);
  });
});
