import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesAt, type Found } from '../../../src/cli/files.ts';
import { Git } from '../../../src/cli/git.ts';
import { freshFolder } from '../../support/folder.ts';
import { itWithLinks } from '../../support/links.ts';
import { git } from './support.ts';

describe('filesAt', () => {
  const folder = freshFolder();
  beforeEach(() => {
    folder.write({
      '.gitignore': 'data/\n*.log\n!kept.log\n',
      'R/a.R': '',
      'R/.gitignore': '/out/\n!loud.log\n',
      'R/out/b.R': '',
      'R/loud.log': '',
      'R/quiet.log': '',
      'deep/R/out/c.R': '',
      'data/rows.csv': '',
      'data/kept.log': '',
      'kept.log': '',
      'local.txt': '',
    });
  });

  const work = ['.gitignore', 'R/.gitignore', 'R/a.R', 'R/loud.log', 'deep/R/out/c.R', 'kept.log'];

  async function found(path = '', { all = false, git: asked }: { all?: boolean; git?: Git | undefined } = {}) {
    const refusals: unknown[] = [];
    const files: Found[] = [];
    const finding = { all, git: asked, onRefusal: (_: string, error: unknown) => refusals.push(error) };
    for await (const file of filesAt(join(folder.path, path), finding)) files.push(file);
    const names = files.map((file) => relative(folder.path, file.path).split(sep).join('/')).sort();
    return { names, refusals };
  }

  function theGit(): Git {
    const found = Git.find(process.env);
    assert.ok(found);
    return found;
  }

  it('leaves out what ignore files say, each below its own folder, where there is no repository', async () => {
    assert.deepEqual((await found()).names, [...work, 'local.txt'].sort());
    assert.deepEqual((await found('', { git: theGit() })).names, [...work, 'local.txt'].sort());
  });

  it('asks git in a repository: what it tracks although ignored counts, what its own file excludes does not', async () => {
    git(folder.path, 'init');
    folder.write({ '.git/info/exclude': 'local.txt\n' });
    git(folder.path, 'add', '--force', 'data/rows.csv');
    assert.deepEqual((await found('', { git: theGit() })).names, [...work, 'data/rows.csv'].sort());
    assert.deepEqual((await found('R', { git: theGit() })).names, ['R/.gitignore', 'R/a.R', 'R/loud.log']);
  });

  it('reads the ignore files of a repository by itself where there is no git', async () => {
    git(folder.path, 'init');
    folder.write({ '.git/info/exclude': 'local.txt\n', 'R/deep/loud.log': '', 'R/deep/quiet.log': '' });
    assert.deepEqual((await found()).names, [...work, 'R/deep/loud.log'].sort());
    assert.deepEqual((await found('R/deep')).names, ['R/deep/loud.log']);
  });

  it('tells where git refuses, and reads the ignore files', async () => {
    git(folder.path, 'init');
    folder.write({ '.git/config': '[core\n' });
    const { names, refusals } = await found('', { git: theGit() });
    assert.deepEqual(names, [...work, 'local.txt'].sort());
    assert.match(String(refusals[0]), /bad config/);
  });

  it('passes over what is gone from the disk, and goes into repositories within', async () => {
    git(folder.path, 'init');
    folder.write({ 'inner/x.R': '', 'inner/.gitignore': 'y.R\n', 'inner/y.R': '', 'gone.R': '' });
    git(join(folder.path, 'inner'), 'init');
    git(folder.path, 'add', 'gone.R');
    rmSync(join(folder.path, 'gone.R'));
    const { names } = await found('', { git: theGit() });
    assert.equal(names.includes('gone.R'), false);
    assert.ok(names.includes('inner/x.R'));
    assert.equal(names.includes('inner/y.R'), false);
  });

  it('gives all but the files of version control where all are asked for', async () => {
    git(folder.path, 'init');
    folder.write({ 'node_modules/x/index.js': '' });
    const { names } = await found('', { all: true, git: theGit() });
    assert.equal(names.some((name) => name.startsWith('.git/')), false);
    for (const name of ['data/rows.csv', 'node_modules/x/index.js', 'R/out/b.R', 'local.txt']) assert.ok(names.includes(name), name);
  });

  it('gives a file that is named though it is ignored', async () => {
    assert.deepEqual((await found('data/rows.csv')).names, ['data/rows.csv']);
  });

  itWithLinks('follows links to files, and none to folders, in a repository and out of one', async () => {
    symlinkSync(join(folder.path, 'data/rows.csv'), join(folder.path, 'R/link'));
    symlinkSync(folder.path, join(folder.path, 'R/circle'));
    symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'R/dangling'));
    const wanted = [...work, 'R/link', 'local.txt'].sort();
    assert.deepEqual((await found()).names, wanted);
    git(folder.path, 'init');
    assert.deepEqual((await found('', { git: theGit() })).names, wanted);
  });
});
