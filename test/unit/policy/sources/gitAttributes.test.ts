import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { realpathSync, utimesSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GitAttributes } from '../../../../src/server/policy/sources/gitAttributes.ts';
import { freshFolder, sharedFolder } from '../../../support/folder.ts';

describe('GitAttributes', () => {
  const folder = freshFolder();
  const labels = async (path: string, source = new GitAttributes()) => {
    const root = realpathSync(folder.path);
    return (await source.findings(root, join(root, path))).map(({ label }) => label);
  };

  it('flags by value, and by the attribute alone', async () => {
    folder.write({ '.gitattributes': '* text=auto\n*.csv vigie=sensitive\n*.key vigie=secret\n*.dat vigie\n' });
    assert.deepEqual(await labels('a.csv'), ['sensitive']);
    assert.deepEqual(await labels('a.key'), ['secret']);
    assert.deepEqual(await labels('deep/down/a.dat'), ['sensitive']);
    assert.deepEqual(await labels('a.R'), []);
  });

  it('says where it is written', async () => {
    folder.write({ 'data/.gitattributes': '# ours\n\n*.csv -text vigie=secret\n' });
    const root = realpathSync(folder.path);
    const [finding] = await new GitAttributes().findings(root, join(root, 'data/a.csv'));
    assert.deepEqual(finding?.writtenAt, { file: join(root, 'data/.gitattributes'), line: 3 });
    assert.equal(finding.rule, 'git-attributes');
  });

  it('lifts nothing, and takes an unknown word for a wish to flag', async () => {
    folder.write({ '.gitattributes': '*.a vigie=public\n*.b vigie=interne\n*.c vigie=confidentiel\n*.d vigie=sensible\n*.e vigie=\n' });
    const all = await Promise.all(['x.a', 'x.b', 'x.c', 'x.d', 'x.e'].map((path) => labels(path)));
    assert.deepEqual(all, [[], [], ['sensitive'], ['sensitive'], ['sensitive']]);
  });

  it('lets the last line and the deepest file decide', async () => {
    folder.write({
      '.gitattributes': '*.csv vigie=secret\nopen.csv -vigie\n',
      'data/.gitattributes': '*.csv vigie=sensitive\nfree.csv !vigie\n',
    });
    assert.deepEqual(await labels('a.csv'), ['secret']);
    assert.deepEqual(await labels('open.csv'), []);
    assert.deepEqual(await labels('data/open.csv'), ['sensitive']);
    assert.deepEqual(await labels('data/free.csv'), []);
  });

  it('matches in any letter case, and takes back only in its own', async () => {
    folder.write({ '.gitattributes': '*.CSV vigie\nOPEN.csv -vigie\n' });
    assert.deepEqual(await labels('a.csv'), ['sensitive']);
    assert.deepEqual(await labels('open.CSV'), ['sensitive']);
    assert.deepEqual(await labels('OPEN.csv'), []);
  });

  it('sees a change at once', async () => {
    const source = new GitAttributes();
    assert.deepEqual(await labels('data/a.csv', source), []);
    folder.write({ '.gitattributes': '*.csv vigie\n' });
    assert.deepEqual(await labels('data/a.csv', source), ['sensitive']);
    folder.write({ '.gitattributes': '*.csv vigie=secret\n' });
    assert.deepEqual(await labels('data/a.csv', source), ['secret']);
    await rm(join(folder.path, '.gitattributes'));
    assert.deepEqual(await labels('data/a.csv', source), []);
  });

  it('sees a file that is added to a folder long unchanged', async () => {
    const source = new GitAttributes();
    const long = new Date('2020-02-02');
    utimesSync(folder.path, long, long);
    assert.deepEqual(await labels('a.csv', source), []);
    folder.write({ '.gitattributes': '*.csv vigie\n' });
    assert.deepEqual(await labels('a.csv', source), ['sensitive']);
  });

  it('flags all beneath a file that it cannot read', async function () {
    folder.write({ '.gitattributes': `*.csv vigie\n#${'x'.repeat(300 * 1024)}`, 'latin/.gitattributes': Buffer.from('donn\xe9es vigie', 'latin1') });
    assert.deepEqual(await labels('a.R'), ['sensitive']);
    folder.write({ '.gitattributes': Buffer.from('donn\xe9es text', 'latin1') });
    assert.deepEqual(await labels('a.R'), []);
    assert.deepEqual(await labels('latin/a.R'), ['sensitive']);
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    folder.write({ '.gitattributes': '*.csv vigie\n' });
    await chmod(join(folder.path, '.gitattributes'), 0);
    assert.deepEqual(await labels('a.R'), ['sensitive']);
  });
});

describe('GitAttributes beside git', function () {
  const folder = sharedFolder();
  before(function () {
    if (spawnSync('git', ['--version']).status !== 0) this.skip();
    execFileSync('git', ['init', '-q', folder.path]);
  });

  /** What git says of the attribute for paths, whether the file system heeds letter case or not. */
  const gits = (asked: readonly string[], ignoresCase: boolean) =>
    execFileSync(
      'git',
      ['-C', folder.path, '-c', `core.ignorecase=${String(ignoresCase)}`, 'check-attr', '-z', 'vigie', '--', ...asked],
      { encoding: 'utf8' },
    )
      .split('\0')
      .filter((_, index) => index % 3 === 2);

  const paths = [
    ...['a.csv', 'A.csv', 'data/a.csv', 'data/x/a.csv', 'data/x/y/a.csv', 'x/data/a.csv', 'data', 'b [1].csv', 'bc.csv'],
    ...['a*b', 'a\\b', 'donn\u00e9es.csv', 'with space.csv', '#a', '!a', '-.csv', ']x', '^x', '0.csv', 'data/-/a.csv', 'a/b', 'a-b'],
  ];
  const patterns = [
    ...['*.csv', 'a.csv', '/a.csv', 'data/*.csv', 'data/**', 'data/', 'data', '/data', '**/a.csv', '**/x/a.csv', 'data/**/a.csv'],
    ...['data/**.csv', '**', '*', '*/a.csv', '*/*/a.csv', 'x/**/y', '?.csv', '[ab].csv', '[!a].csv', '[^a].csv', '[a-c]*.csv'],
    ...['[]]x', '[!]]*', '[[:upper:]].csv', '[[:digit:]].csv', '[z-a].csv', '[a', 'a\\*b', 'a\\\\b', 'a\\', '\\#a', '\\!a', '!a'],
    ...['"with space.csv"', '"donn\\303\\251es.csv"', '"b [[]1].csv"', '"a\\\\\\\\b"', 'a[+-9]b', 'a[[:punct:]]b', 'a[!x]b', '[-a].csv'],
    ...['***/a.csv', 'data/***/a.csv', 'da**a/a.csv', '**a.csv', 'data/x**', './a.csv', 'data//a.csv', '[[:foo:]].csv', '[\\]]x', '[a\\-z].csv'],
    ...['data/x**/a.csv', 'da**/a.csv', 'data/?**', 'da?a**', 'DATA/*.CSV', '[A-C].csv', '*[', '[]', '[!]', 'b\\ *', 'x/**/**/a.csv'],
  ];
  for (const pattern of patterns) {
    it(`matches ${pattern} as git does`, async () => {
      folder.write({ '.gitattributes': `${pattern} vigie=secret\n` });
      const [exact, anyCase] = [gits(paths, false), gits(paths, true)];
      const root = realpathSync(folder.path);
      const source = new GitAttributes();
      const ours = await Promise.all(paths.map(async (path) => (await source.findings(root, `${root}/${path}`)).length > 0));
      const theirs = paths.map((_, index) => exact[index] === 'secret' || anyCase[index] === 'secret');
      assert.equal(exact.length, paths.length);
      const differing = paths.filter((_, index) => ours[index] !== theirs[index]);
      assert.deepEqual(differing, []);
    });
  }

  const states = ['vigie', '-vigie', '!vigie', 'vigie=secret', 'text vigie=secret -diff', 'vigie -vigie', '-vigie vigie', 'VIGIE', 'vigies'];
  for (const state of states) {
    it(`understands ${state} as git does`, async () => {
      folder.write({ '.gitattributes': `* vigie=secret\n*.csv ${state}\n` });
      const [value = ''] = gits(['a.csv'], false);
      const root = realpathSync(folder.path);
      const [finding] = await new GitAttributes().findings(root, join(root, 'a.csv'));
      const expected = { set: 'sensitive', unset: undefined, unspecified: undefined, secret: 'secret' }[value];
      assert.equal(finding?.label, expected);
    });
  }
});
