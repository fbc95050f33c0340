import assert from 'node:assert/strict';
import { link, mkdir, symlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import fc from 'fast-check';
import { inodeOf, pathWithin, resolvePath, UnresolvedPath } from '../../../src/server/policy/path.ts';
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

  itWithLinks('refuses a .. behind a link, which means two files', async function () {
    if (process.platform === 'win32') this.skip();
    folder.write({ 'private/deep/a.csv': '', 'private/b.csv': '', 'b.csv': '' });
    await symlink(join(folder.path, 'private/deep'), join(folder.path, 'open'));
    await assert.rejects(resolvePath(`${folder.path}/open/../b.csv`), UnresolvedPath);
    assert.equal(await resolvePath(`${folder.path}/private/deep/../b.csv`), join(folder.path, 'private/b.csv'));
  });

  itWithLinks('refuses a link into the view of a process, which shows each program another file', async function () {
    if (process.platform !== 'linux') this.skip();
    folder.write({ 'a.csv': '' });
    await symlink('/proc/self/cwd', join(folder.path, 'here'));
    await symlink(join(folder.path, 'here'), join(folder.path, 'there'));
    await symlink(`/proc/self/root${folder.path}/a.csv`, join(folder.path, 'plain.R'));
    for (const name of ['here/package.json', 'there/package.json', 'plain.R']) {
      await assert.rejects(resolvePath(join(folder.path, name)), UnresolvedPath, name);
    }
  });

  it('keeps a name as it stands on the disk, whatever its Unicode form', async () => {
    const name = 'donne\u0301es.csv';
    folder.write({ [name]: '' });
    const below = pathWithin(folder.path, await resolvePath(join(folder.path, name)));
    assert.equal(below, 'donn\u00e9es.csv');
  });
});

describe('inodeOf', () => {
  const folder = freshFolder();

  it('tells that two names are one file', async () => {
    folder.write({ 'a.csv': 'x', 'b.csv': 'x' });
    await link(join(folder.path, 'a.csv'), join(folder.path, 'innocent.R'));
    const [a, b, innocent] = await Promise.all(
      ['a.csv', 'b.csv', 'innocent.R'].map((name) => inodeOf(join(folder.path, name))),
    );
    assert.deepEqual(innocent, a);
    assert.equal(a?.links, 2);
    assert.equal(b?.links, 1);
    assert.notEqual(b.ino, a.ino);
  });

  it('knows nothing of a file that is not there, and says so where it cannot know', async () => {
    folder.write({ file: '' });
    assert.equal(await inodeOf(join(folder.path, 'none')), undefined);
    if (process.platform !== 'win32') await assert.rejects(inodeOf(join(folder.path, 'file/below')), UnresolvedPath);
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

  it('tells of any two paths what node does', function () {
    if (sep !== '/') this.skip();
    const path = fc.array(fc.constantFrom('a', 'bc', '.', '..', '...', '', '..d', ' '), { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
    const both = fc.tuple(path, path).chain(([folder, more]) => fc.constantFrom([folder, more], [folder, folder + more], [folder, `${folder}x`], [folder, folder + more.slice(1)]));
    fc.assert(
      fc.property(both, ([folder, other]) => {
        const below = relative(folder, other);
        assert.equal(pathWithin(folder, other), below === '' || below === '..' || below.startsWith('../') ? undefined : below);
      }),
      { numRuns: 3000 },
    );
  });
});
