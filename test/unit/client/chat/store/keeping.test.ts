import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskFiles } from '../../../../../src/client/chat/store/files.ts';
import { Keeping } from '../../../../../src/client/chat/store/keeping.ts';
import { ConversationStore } from '../../../../../src/client/chat/store/store.ts';
import { freshFolder } from '../../../../support/folder.ts';
import { exchange, stored } from './support.ts';

describe('keeping the conversation that is shown', () => {
  const folder = freshFolder();
  let told: string[];
  let keeping: Keeping;
  let shown: unknown;
  let updates: number;
  /** What the workspace's memory does when it is to remember something. */
  let remember: () => Promise<void>;
  beforeEach(() => {
    told = [];
    [shown, updates] = [undefined, 0];
    remember = () => Promise.resolve();
    const memory = {
      get: () => shown,
      update: (_key: string, value: unknown) => {
        updates += 1;
        return remember().then(() => {
          shown = value;
        });
      },
    };
    keeping = new Keeping(memory, (message) => void told.push(message));
  });

  const store = () => new ConversationStore(new DiskFiles(join(folder.path, 'chats')));
  const keep = (id = 'one') => keeping.keep(id, async () => {
    await store().write(stored(id, [exchange('a1', null)]));
  });
  /** A file stands where the folder of the conversations belongs. */
  const block = () => {
    rmSync(join(folder.path, 'chats'), { recursive: true, force: true });
    writeFileSync(join(folder.path, 'chats'), '');
  };
  const unblock = () => {
    rmSync(join(folder.path, 'chats'));
    mkdirSync(join(folder.path, 'chats'));
  };

  it('writes it, and remembers for the next start that it is shown', async () => {
    await keep();
    await keep();
    assert.notEqual(await store().read('one'), undefined);
    assert.deepEqual([shown, updates, told], ['one', 1, []]);
    await keeping.keep(undefined, () => Promise.resolve());
    assert.equal(shown, undefined);
  });

  for (const [how, fails] of [
    ['fails', () => Promise.reject(new Error('No memory.'))],
    ['throws', () => { throw new Error('No memory.'); }],
  ] as const) {
    it(`writes it also where the memory of the workspace ${how}, and tells that once until it works again`, async () => {
      remember = fails;
      await keep();
      assert.notEqual(await store().read('one'), undefined);
      const sentence = 'Which conversation is shown could not be remembered, so another may be shown after a restart: No memory.';
      await keep('two');
      assert.deepEqual(told, [sentence]);
      remember = () => Promise.resolve();
      await keep();
      remember = fails;
      await keep('two');
      assert.deepEqual(told, [sentence, sentence]);
    });
  }

  it('writes it also where the memory of the workspace takes its time', async () => {
    let done: () => void = () => undefined;
    remember = () => new Promise((resolve) => (done = resolve));
    let isWritten: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (isWritten = resolve));
    const kept = keeping.keep('one', async () => {
      await store().write(stored('one', []));
      isWritten();
    });
    await written;
    done();
    await kept;
  });

  it('remembers what is shown also where it cannot be written, and tells of each conversation once that it is not kept', async () => {
    block();
    for (const id of ['one', 'one', 'two', 'two']) await keep(id);
    assert.equal(shown, 'two');
    assert.equal(told.length, 2);
    for (const message of told) assert.match(message, /^The conversation could not be kept: /);
    assert.equal(keeping.hasTold('two'), true);
  });

  it('tells again where it was kept in between', async () => {
    block();
    await keep();
    unblock();
    await keep();
    assert.equal(keeping.hasTold('one'), false);
    block();
    await keep();
    assert.equal(told.length, 2);
  });

  it('tells in their own words that it was deleted in another window, and not where that is known', async () => {
    await store().remove('one');
    await keep();
    assert.match(told.join(), /^This conversation was deleted in another window\./);
    await store().remove('two');
    keeping.isKnown('two');
    await keep('two');
    assert.equal(told.length, 1);
  });
});
