import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSlash } from '../../../../../src/client/commands/slash.ts';
import { DiskFiles, MemoryFiles } from '../../../../../src/client/chat/store/files.ts';
import { ConversationStore, DeletedError, StoreError, storeLimits } from '../../../../../src/client/chat/store/store.ts';
import { freshFolder } from '../../../../support/folder.ts';
import { answered, exchange, stored } from './support.ts';

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

  it('are written by one window at a time, whatever locks the dead have left', async () => {
    await store().write(stored('one', []));
    let [inside, most] = [0, 0];
    const long = new Date(Date.now() - 60_000);
    const run = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside -= 1;
      writeFileSync(file('one.json.dead.lock'), '');
      utimesSync(file('one.json.dead.lock'), long, long);
    };
    const windows = Array.from({ length: 12 }, () => new DiskFiles(join(folder.path, 'chats')));
    await Promise.all(windows.map((window) => window.alone('one.json', run)));
    assert.equal(most, 1);
  });

  it('go on where a window died that was writing', async () => {
    await store().write(stored('one', [exchange('a1', null)]));
    // The second died before the clock was set back.
    for (const [id, since] of [['b2', 60_000], ['c3', -60_000]] as const) {
      writeFileSync(file('one.json.lock'), '');
      writeFileSync(file('one.json.0.part'), 'half');
      const long = new Date(Date.now() - since);
      utimesSync(file('one.json.lock'), long, long);
      await store().write(stored('one', [exchange(id, null)]));
    }
    assert.equal((await store().read('one'))?.exchanges.length, 3);
    assert.deepEqual(names(), ['one.json'], 'nothing of what it had half written is left');
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

  it('are listed by their beginnings, whatever they hold, and searched with pauses', async () => {
    const answer = 'The peak is in week 33. '.repeat(400);
    const long = stored('one', Array.from({ length: 400 }, (_, index) => exchange(`w${index}`, null, { answer, result: answered('Why?', answer) })));
    await store().write({ ...long, exchanges: [...long.exchanges, exchange('z999', null, { answer: 'Only Corsica differs.' })] });
    let read = 0;
    class Counting extends DiskFiles {
      override read(name: string): Promise<string | undefined> {
        read += 1;
        return super.read(name);
      }
    }
    const fresh = new ConversationStore(new Counting(join(folder.path, 'chats')));
    const { entries } = await fresh.list();
    assert.deepEqual(entries.map(({ id, questions }) => [id, questions]), [['one', 401]]);
    assert.equal(read, 0, 'no file is read as a whole for a list');

    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 0);
    const found = [];
    for await (const each of fresh.search(entries, 'corsica PEAK', new AbortController().signal)) found.push(each.excerpt);
    clearInterval(ticking);
    assert.deepEqual(found, ['Only Corsica differs.']);
    assert.ok(turns >= 2, `others had ${turns} turns`);
  });

  it('are searched no further once nobody wants to know', async () => {
    for (const id of ['one', 'two', 'three']) await store().write(stored(id, [exchange('a1', null)]));
    const { entries } = await store().list();
    const stop = new AbortController();
    const found = [];
    for await (const { entry } of store().search(entries, 'answer', stop.signal)) {
      found.push(entry.id);
      stop.abort();
    }
    assert.equal(found.length, 1);
  });

  it('of the first form, in one line, are read, listed and searched too', async () => {
    await store().write(stored('other', []));
    const conversation = stored('one', [exchange('a1', null), exchange('b2', 'a1')]);
    writeFileSync(file('one.json'), JSON.stringify(conversation));
    assert.deepEqual(await store().read('one'), conversation);
    const { entries } = await store().list();
    assert.deepEqual(entries.map(({ id }) => id).sort(), ['one', 'other']);
    const found = [];
    for await (const { entry } of store().search(entries, 'answer b2', new AbortController().signal)) found.push(entry.id);
    assert.deepEqual(found, ['one']);
  });

  it('are renamed and deleted', async () => {
    await store().write(stored('one', [exchange('a1', null)]));
    await store().rename('one', 'Peaks', 7);
    assert.equal((await store().read('one'))?.title, 'Peaks');
    assert.equal(await store().rename('two', 'Peaks', 7), undefined);
    await store().remove('one');
    assert.deepEqual(names(), ['one.json.deleted']);
    assert.equal(statSync(file('one.json.deleted')).size, 0);
    assert.deepEqual((await store().list()).entries, []);
  });

  it('are deleted with all that was put aside of them, and of no other', async () => {
    for (const id of ['one', 'one-more']) {
      await store().write(stored(id, [exchange('a1', null)]));
      writeFileSync(file(`${id}.json`), 'damaged');
      await assert.rejects(store().read(id), StoreError);
      await store().write(stored(id, [exchange('b2', null)]));
    }
    writeFileSync(file('one.json.0.part'), 'half');
    await store().remove('one');
    assert.deepEqual(names().filter((name) => !name.startsWith('one-more')), ['one.json.deleted']);
    assert.equal(names().filter((name) => name.endsWith('.unreadable')).length, 1);
  });

  it('are not kept again by another window that still shows them', async () => {
    const [one, other] = [store(), store()];
    const conversation = await one.write(stored('one', [exchange('a1', null)]));
    assert.equal(await other.isDeleted('one'), false);
    await other.remove('one');
    assert.ok(await one.isDeleted('one'));
    await assert.rejects(one.write({ ...conversation, title: 'Other' }), DeletedError);
    assert.deepEqual(names(), ['one.json.deleted']);
    const long = new Date(Date.now() - 100 * 24 * 60 * 60 * 1000);
    utimesSync(file('one.json.deleted'), long, long);
    await other.remove('two');
    assert.deepEqual(names(), ['two.json.deleted'], 'what was deleted long ago is forgotten');
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

  it('are not deleted for want of room where another window has gone on with them meanwhile', async () => {
    await store().write(stored('old', [exchange('a1', null)]));
    const long = new Date(Date.now() - 60_000);
    utimesSync(file('old.json'), long, long);
    class Late extends DiskFiles {
      override async list() {
        const facts = await super.list();
        await store().write(stored('old', [exchange('b2', 'a1')]));
        return facts;
      }
    }
    await new ConversationStore(new Late(join(folder.path, 'chats')), { ...storeLimits, conversations: 1 }).write(stored('new', []));
    assert.deepEqual(names(), ['new.json', 'old.json']);
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
