import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathWithin, resolvePath, UnresolvedPath } from '../../../src/server/policy/path.ts';
import { freshFolder } from '../../support/folder.ts';
import { itWithLinks } from '../../support/links.ts';

describe('resolvePath', () => {
  const folder = freshFolder();

  it('removes .. and doubled separators', async () => {
    folder.write({ 'data/a.csv': '' });
    assert.equal(await resolvePath(`${folder.path}/data/..//data/./a.csv`), join(folder.path, 'data/a.csv'));
  });

  itWithLinks('follows links of files and of folders', async () => {
    folder.write({ 'private/a.csv': '' });
    await symlink(join(folder.path, 'private/a.csv'), join(folder.path, 'innocent.R'));
    await symlink(join(folder.path, 'private'), join(folder.path, 'open'));
    for (const name of ['innocent.R', 'open/a.csv']) {
      assert.equal(await resolvePath(join(folder.path, name)), join(folder.path, 'private/a.csv'));
    }
  });

  itWithLinks('places a file that does not exist yet in its folder, links followed', async () => {
    await mkdir(join(folder.path, 'private'));
    await symlink(join(folder.path, 'private'), join(folder.path, 'open'));
    assert.equal(await resolvePath(join(folder.path, 'open/new/deep.R')), join(folder.path, 'private/new/deep.R'));
  });

  itWithLinks('refuses what it cannot resolve', async () => {
    await symlink(join(folder.path, 'gone'), join(folder.path, 'dangling'));
    await symlink(join(folder.path, 'circle'), join(folder.path, 'circle'));
    folder.write({ file: '' });
    for (const path of [
      'relative.R',
      join(folder.path, 'dangling'),
      join(folder.path, 'circle'),
      join(folder.path, 'file/below'),
      `${folder.path}/a\0b`,
    ]) {
      await assert.rejects(resolvePath(path), UnresolvedPath, path);
    }
  });
});

describe('pathWithin', () => {
  it('gives the way from the folder', () => {
    assert.equal(pathWithin('/p', '/p/data/a.csv'), 'data/a.csv');
    assert.equal(pathWithin('/p', '/p/..data/a.csv'), '..data/a.csv');
  });

  it('knows nothing outside the folder, nor the folder itself', () => {
    for (const path of ['/p', '/q/a', '/pp/a', '/p/../q', '/']) assert.equal(pathWithin('/p', path), undefined, path);
  });

  it('speaks Unicode form NFC', () => {
    assert.equal(pathWithin('/p', '/p/donne\u0301es/a.csv'), 'donn\u00e9es/a.csv');
  });
});
