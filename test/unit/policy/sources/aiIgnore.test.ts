import assert from 'node:assert/strict';
import { realpathSync, utimesSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AiIgnore, aiIgnoreNames } from '../../../../src/server/policy/sources/aiIgnore.ts';
import { freshFolder } from '../../../support/folder.ts';

describe('AiIgnore', () => {
  const folder = freshFolder();
  const findings = async (path: string, source = new AiIgnore()) => {
    const root = realpathSync(folder.path);
    return source.findings(root, join(root, path));
  };
  const isKept = async (path: string, source?: AiIgnore) => (await findings(path, source)).length > 0;

  for (const name of aiIgnoreNames) {
    it(`keeps what ${name} keeps`, async () => {
      folder.write({ [name]: '# ours\n\ndata/\n*.key\n' });
      const [finding, ...others] = await findings('data/a.csv');
      assert.deepEqual(others, []);
      assert.equal(finding?.label, 'secret');
      assert.equal(finding.rule, 'ai-ignore');
      assert.match(finding.reason, new RegExp(`\\${name} `));
      assert.deepEqual(finding.writtenAt, { file: join(realpathSync(folder.path), name), line: 3 });
      assert.equal((await findings('deep/x.key'))[0]?.writtenAt?.line, 4);
      assert.equal(await isKept('R/a.R'), false);
    });
  }

  it('reads each folder down to the file, relative to itself', async () => {
    folder.write({ 'a/.cursorignore': '/b/x.R\n', 'a/b/.aiignore': 'y.R\n' });
    assert.equal(await isKept('a/b/x.R'), true);
    assert.equal(await isKept('a/b/y.R'), true);
    assert.equal(await isKept('b/x.R'), false);
    assert.equal(await isKept('a/y.R'), false);
  });

  it('looks no further than the root, and only in its own folder for a file outside', async () => {
    folder.write({ '.cursorignore': '*.R\n', 'in/a.R': '', 'other/.cursorignore': 'b.R\n' });
    const root = join(realpathSync(folder.path), 'in');
    assert.deepEqual(await new AiIgnore().findings(root, join(root, 'a.R')), []);
    assert.equal((await new AiIgnore().findings(root, join(root, '../other/b.R'))).length, 1);
    assert.equal((await new AiIgnore().findings(root, join(root, '../other/a.R'))).length, 0);
  });

  it('heeds a ! in the same file only', async () => {
    folder.write({ '.cursorignore': '*.csv\n!open.csv\n', 'data/.cursorignore': '!*.csv\n' });
    assert.equal(await isKept('open.csv'), false);
    assert.equal(await isKept('OPEN.csv'), true);
    assert.equal(await isKept('data/a.csv'), true);
  });

  it('knows what is peculiar to the file of Gemini', async () => {
    folder.write({ 'a/.aiexclude': '', 'b/.aiexclude': '*.csv\n!a.csv\n', 'c/.cursorignore': '' });
    assert.equal(await isKept('a/deep/x.R'), true);
    assert.equal(await isKept('b/a.csv'), true);
    assert.equal(await isKept('b/a.R'), false);
    assert.equal(await isKept('c/a.R'), false);
  });

  it('matches in any letter case and Unicode form', async () => {
    folder.write({ '.cursorignore': 'DATA/\ndonne\u0301es/\n' });
    assert.equal(await isKept('data/a.csv'), true);
    assert.equal(await isKept('donn\u00e9es/a.csv'), true);
    assert.equal(await isKept('donne\u0301es/a.csv'), true);
  });

  it('keeps all beneath a file that it cannot read', async () => {
    folder.write({
      'large/.cursorignore': `a.csv\n${'#'.repeat(300 * 1024)}`,
      'latin/.cursorignore': Buffer.from('donn\xe9es/', 'latin1'),
      'wide/.cursorignore': Buffer.from('\ufeffdata/\n', 'utf16le'),
      'narrow/.cursorignore': Buffer.from('data/\n', 'utf16le'),
      'folder/.cursorignore/x': '',
    });
    for (const name of ['large', 'latin', 'wide', 'narrow', 'folder']) {
      const [finding] = await findings(`${name}/deep/x.R`);
      assert.equal(finding?.label, 'secret', name);
      assert.match(finding.reason, /cannot be read/);
    }
    assert.equal(await isKept('x.R'), false);
  });

  it('sees files that come, change and go', async () => {
    const source = new AiIgnore();
    const long = new Date('2020-02-02');
    utimesSync(folder.path, long, long);
    assert.equal(await isKept('a.csv', source), false);
    folder.write({ '.cursorignore': '*.csv\n' });
    assert.equal(await isKept('a.csv', source), true);
    folder.write({ '.cursorignore': '*.R\n' });
    assert.equal(await isKept('a.csv', source), false);
    assert.equal(await isKept('a.R', source), true);
    await rm(join(folder.path, '.cursorignore'));
    assert.equal(await isKept('a.R', source), false);
  });

  it('is quick with a pattern and a name made to be slow', async () => {
    folder.write({ '.cursorignore': `${'*a'.repeat(20)}*b\n${'?*'.repeat(20)}b\n` });
    const started = performance.now();
    assert.equal(await isKept(`${'a'.repeat(250)}bx`), false);
    assert.ok(performance.now() - started < 500);
  });
});
