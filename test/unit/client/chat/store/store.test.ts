import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSlash } from '../../../../../src/client/commands/slash.ts';
import { DiskFiles, MemoryFiles } from '../../../../../src/client/chat/store/files.ts';
import { ConversationStore, StoreError, storeLimits } from '../../../../../src/client/chat/store/store.ts';
import { freshFolder } from '../../../../support/folder.ts';
import { exchange, stored } from './support.ts';

describe('the conversations of a workspace', () => {
  const folder = freshFolder();
  const store = (limits = storeLimits) => new ConversationStore(new DiskFiles(join(folder.path, 'chats')), limits);
  const file = (name: string) => join(folder.path, 'chats', name);
  const names = () => readdirSync(join(folder.path, 'chats')).sort();

  it('are read as they were written, labels and redactions included', async () => {
    const conversation = stored('one', [exchange('a1', null), exchange('b2', 'a1', { thoughtFor: 900, thinking: 'Hm.' })], { named: 5 });
    assert.deepEqual(await store().write(conversation), conversation);
    assert.deepEqual(await store().read('one'), conversation);
    assert.equal(await store().read('two'), undefined);
  });

  it('are read again whatever length a person typed behind a command', async () => {
    const commands = [{ name: 'weights', aliases: [], title: '', description: '', uri: 'file:///study/.vigie/prompts/weights.md' }];
    const shown = `/weights ${'word '.repeat(10_000)}`;
    const conversation = stored('one', [exchange('a1', null, { message: { shown, ...readSlash(shown, commands), attached: [] } })]);
    await store().write(conversation);
    assert.deepEqual(await store().read('one'), conversation);
  });

  it('lie in files that only their owner may read, with nothing left beside them', async function () {
    if (process.platform === 'win32') this.skip();
    await store().write(stored('one', [exchange('a1', null)]));
    assert.deepEqual(names(), ['one.json']);
    assert.equal(statSync(file('one.json')).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder.path, 'chats')).mode & 0o777, 0o700);
  });

  it('are not destroyed by two windows that go on with one of them at once', async () => {
    const [one, other] = [store(), store()];
    const first = exchange('a1', null);
    await one.write(stored('one', [first]));
    const windows = Array.from({ length: 20 }, (_, index) => exchange(`w${index + 2}`, 'a1'));
    await Promise.all(windows.map((each, index) => (index % 2 === 0 ? one : other).write(stored('one', [first, each]))));
    const kept = await one.read('one');
    assert.deepEqual(kept?.exchanges.map(({ id }) => id), ['a1', ...windows.map(({ id }) => id)]);
    assert.deepEqual(names(), ['one.json']);
  });

  it('go on where a window died that was writing', async () => {
    await store().write(stored('one', [exchange('a1', null)]));
    // The second died before the clock was set back.
    for (const [id, since] of [['b2', 60_000], ['c3', -60_000]] as const) {
      writeFileSync(file('one.json.lock'), '');
      const long = new Date(Date.now() - since);
      utimesSync(file('one.json.lock'), long, long);
      await store().write(stored('one', [exchange(id, null)]));
    }
    assert.equal((await store().read('one'))?.exchanges.length, 3);
  });

  for (const [what, text] of [
    ['ends in the middle', '{"version":1,"id":"bad","ti'],
    ['is another file', '{"version":1,"id":"bad","title":3}'],
    ['has the name of another', JSON.stringify(stored('good', []))],
  ] as const) {
    it(`are put aside, whole, where their file ${what}, and the person is told where`, async () => {
      await store().write(stored('good', [exchange('a1', null)]));
      writeFileSync(file('bad.json'), text);
      const { entries, troubles } = await store().list();
      assert.deepEqual(entries.map(({ id }) => id), ['good']);
      assert.equal(troubles.length, 1);
      const aside = troubles[0]?.aside ?? '';
      assert.equal(readFileSync(aside, 'utf8'), text);
      assert.ok(troubles[0]?.message.includes(aside));
      assert.deepEqual((await store().list()).troubles, [], 'it is told once');
      await store().write(stored('bad', [exchange('a1', null)]));
      assert.equal(readFileSync(aside, 'utf8'), text, 'what takes its place does not write over it');
    });
  }

  it('are left alone where a later version of Vigie wrote them', async () => {
    await store().write(stored('one', []));
    const later = JSON.stringify({ version: 2, id: 'one', more: true });
    writeFileSync(file('one.json'), later);
    await assert.rejects(store().read('one'), (error: StoreError) => error.aside === undefined && /later version/.test(error.message));
    await assert.rejects(store().write(stored('one', [exchange('a1', null)])), StoreError);
    assert.equal(readFileSync(file('one.json'), 'utf8'), later);
  });

  it('are listed with the one changed last first, also those that have changed since', async () => {
    const one = store();
    await one.write(stored('old', [exchange('a1', null)], { changed: 10 }));
    await one.write(stored('new', [exchange('a1', null), exchange('b2', 'a1')], { changed: 20 }));
    assert.deepEqual((await one.list()).entries.map(({ id, questions }) => [id, questions]), [['new', 2], ['old', 1]]);
    await store().write(stored('old', [exchange('c3', 'a1')], { changed: 30, title: 'Other', named: 1 }));
    assert.deepEqual((await one.list()).entries.map(({ id, title }) => [id, title]), [['old', 'Other'], ['new', 'Title new']]);
  });

  it('are renamed and deleted', async () => {
    await store().write(stored('one', [exchange('a1', null)]));
    await store().rename('one', 'Peaks', 7);
    assert.equal((await store().read('one'))?.title, 'Peaks');
    assert.equal(await store().rename('two', 'Peaks', 7), undefined);
    await store().remove('one');
    assert.deepEqual(names(), []);
  });

  it('are deleted beyond the most, those left alone longest first, never the one just written', async () => {
    const limits = { ...storeLimits, conversations: 2 };
    for (const [index, id] of ['one', 'two', 'three'].entries()) {
      await store(limits).write(stored(id, []));
      const at = new Date(Date.now() - 60_000 + index * 1000);
      utimesSync(file(`${id}.json`), at, at);
    }
    assert.deepEqual(names(), ['three.json', 'two.json']);
    await store({ ...storeLimits, bytes: 1 }).write(stored('four', []));
    assert.deepEqual(names(), ['four.json']);
  });

  it('keep what they had where they become too long', async () => {
    const limits = { ...storeLimits, conversationBytes: 2000 };
    await store(limits).write(stored('one', [exchange('a1', null)]));
    const long = exchange('b2', 'a1', { answer: 'x'.repeat(3000) });
    await assert.rejects(store(limits).write(stored('one', [long])), /too long/);
    assert.deepEqual((await store().read('one'))?.exchanges.map(({ id }) => id), ['a1']);
  });

  it('have no file outside their folder', async () => {
    assert.equal(await store().read('../secret'), undefined);
    await assert.rejects(store().write(stored('../secret', [])), StoreError);
  });

  it('live in memory where no folder is open', async () => {
    const memory = new ConversationStore(new MemoryFiles());
    await Promise.all([exchange('a1', null), exchange('b2', null)].map((each) => memory.write(stored('one', [each]))));
    assert.equal((await memory.read('one'))?.exchanges.length, 2);
    assert.equal((await memory.list()).entries.length, 1);
  });
});
