import assert from 'node:assert/strict';
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskFiles } from '../../../../../src/client/chat/store/files.ts';
import { ConversationStore } from '../../../../../src/client/chat/store/store.ts';
import { written } from '../../../../../src/client/chat/store/written.ts';
import { freshFolder } from '../../../../support/folder.ts';
import { exchange, stored } from './support.ts';

describe('a window that slept while it held the lock of a conversation', () => {
  const folder = freshFolder();
  const chats = () => join(folder.path, 'chats');
  const locks = () => readdirSync(chats()).filter((name) => name.endsWith('.lock'));
  const store = (files = new DiskFiles(chats())) => new ConversationStore(files);
  const keptIds = async () => (await store().read('one'))?.exchanges.map(({ id }) => id);

  /** As a minute of sleep leaves the locks behind, as far as others see. */
  function sleep(): void {
    const before = new Date(Date.now() - 60_000);
    for (const lock of locks()) utimesSync(join(chats(), lock), before, before);
  }

  beforeEach(async () => {
    await store().write(stored('one', [exchange('a1', null)]));
  });

  it('before it wrote, writes over nothing that another has kept meanwhile', async () => {
    let reads = 0;
    class Sleeping extends DiskFiles {
      override async read(name: string): Promise<string | undefined> {
        const text = await super.read(name);
        reads += 1;
        if (reads > 1) return text;
        sleep();
        await store().write(stored('one', [exchange('b2', 'a1')]));
        return text;
      }
    }
    await store(new Sleeping(chats())).write(stored('one', [exchange('c3', 'a1')]));
    assert.deepEqual(await keptIds(), ['a1', 'b2', 'c3']);
    assert.deepEqual(readdirSync(chats()), ['one.json']);
  });

  it('writes again what another has written over that had read before', async () => {
    let wrote = 0;
    class Sleeping extends DiskFiles {
      override async write(...written: Parameters<DiskFiles['write']>): Promise<void> {
        await super.write(...written);
        wrote += 1;
        if (wrote > 1) return;
        for (const lock of locks()) rmSync(join(chats(), lock));
        writeFileSync(join(chats(), 'one.json'), other);
      }
    }
    const other = written(stored('one', [exchange('a1', null), exchange('b2', 'a1')]));
    await store(new Sleeping(chats())).write(stored('one', [exchange('c3', 'a1')]));
    assert.deepEqual(await keptIds(), ['a1', 'b2', 'c3']);
  });

  it('deletes what another has kept meanwhile of what the person deleted', async () => {
    let buried = 0;
    class Sleeping extends DiskFiles {
      override async bury(name: string): Promise<void> {
        await super.bury(name);
        buried += 1;
        if (buried > 1) return;
        for (const lock of locks()) rmSync(join(chats(), lock));
        writeFileSync(join(chats(), name), written(stored('one', [exchange('b2', null)])));
      }
    }
    await store(new Sleeping(chats())).remove('one');
    assert.deepEqual(readdirSync(chats()), ['one.json.deleted']);
  });

  it('keeps the lock where nobody else wanted it', async () => {
    let runs = 0;
    let waiting: Promise<void> | undefined;
    await new DiskFiles(chats()).alone('one.json', async (hold) => {
      runs += 1;
      sleep();
      await hold();
      let entered = false;
      waiting = new DiskFiles(chats()).alone('one.json', () => {
        entered = true;
        return Promise.resolve();
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(entered, false, 'it has given a sign of life');
    });
    await waiting;
    assert.equal(runs, 1);
  });
});
