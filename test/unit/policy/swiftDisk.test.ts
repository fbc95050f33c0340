import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { askDisk, realpathSwiftly, standsSwiftly, statSwiftly } from '../../../src/server/policy/swiftDisk.ts';
import { freshFolder } from '../../support/folder.ts';

describe('the disk, asked swiftly', () => {
  const folder = freshFolder();

  it('says what it says when asked in the usual way', async () => {
    folder.write({ 'a.R': 'x' });
    symlinkSync('nowhere', join(folder.path, 'dangling'));
    symlinkSync('a.R', join(folder.path, 'link'));
    for (const name of ['a.R', 'link', 'dangling', 'missing', 'a.R/below']) {
      const path = join(folder.path, name);
      const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
      const usual = await stat(path, { bigint: true }).then(({ ino }) => ino, codeOf);
      const swift = await statSwiftly(path).then((found) => found?.ino ?? 'ENOENT', codeOf);
      assert.equal(swift, usual, name);
      assert.equal(await realpathSwiftly(path).catch(codeOf), await realpath(path).catch(codeOf), name);
    }
    assert.equal(await standsSwiftly(join(folder.path, 'dangling')), true);
    assert.equal(await standsSwiftly(join(folder.path, 'missing')), false);
    await assert.rejects(standsSwiftly(join(folder.path, 'a.R/below')), { code: 'ENOTDIR' });
  });

  it('does not hold the thread up again once a folder was slow three times in a row', async () => {
    let time = 0;
    const ask = (takes: number): Promise<string> =>
      askDisk(
        join(folder.path, 'slow/file'),
        () => {
          time += takes;
          return 'here';
        },
        () => Promise.resolve('elsewhere'),
        () => time,
      );
    assert.deepEqual([await ask(9), await ask(9), await ask(0.1), await ask(9), await ask(9)], Array(5).fill('here'));
    assert.equal(await ask(9), 'here', 'a third time in a row');
    assert.equal(await ask(0.1), 'elsewhere');
    assert.equal(await askDisk(join(folder.path, 'swift/file'), () => 'here', () => Promise.resolve('elsewhere')), 'here');
  });
});
