import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readBeginning } from '../../../src/server/policy/readBeginning.ts';
import { freshFolder } from '../../support/folder.ts';

describe('readBeginning', () => {
  const folder = freshFolder();

  it('reads no more than the limit, and nothing where there is no file', async () => {
    folder.write({ 'a.R': 'x <- 1\n' });
    assert.equal(Buffer.from(await readBeginning(join(folder.path, 'a.R'), 4)).toString(), 'x <-');
    assert.equal((await readBeginning(join(folder.path, 'a.R'), 100)).length, 7);
    assert.equal((await readBeginning(join(folder.path, 'b.R'), 4)).length, 0);
  });

  it('reads no folder, no device and no pipe, and does not wait for one', async function () {
    if (process.platform === 'win32') this.skip();
    await symlink('/dev/zero', join(folder.path, 'device'));
    execFileSync('mkfifo', [join(folder.path, 'pipe')]);
    for (const path of [folder.path, join(folder.path, 'device'), join(folder.path, 'pipe')]) {
      await assert.rejects(readBeginning(path, 100), /not a regular file/, path);
    }
  });
});
