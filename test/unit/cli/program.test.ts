import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freshFolder } from '../../support/folder.ts';
import { delimited, inventedRows } from '../policy/kinship/inventedRows.ts';
import { bareEnvironment, checkedIn, git, program, run, start } from './support.ts';

const nir = 'nir <- "273019980252821"\n';

describe('the command line as it is shipped', () => {
  const folder = freshFolder();

  it('prints for each file its path, its label and its findings, and nothing else', async () => {
    folder.write({ 'R/nir.R': nir, 'R/a.R': 'x <- 1\n', 'tokens/.Renviron': 'A=b\n' });
    const ran = await run(folder.path, ['check', '--json']);
    assert.deepEqual([ran.code, ran.err], [1, '']);
    const reason = 'It holds what reads as a social-security number (NIR).';
    const [plain, found, passwords] = checkedIn(ran);
    assert.deepEqual(plain, { path: join('R', 'a.R'), label: 'internal', findings: [] });
    assert.deepEqual(found, {
      path: join('R', 'nir.R'),
      label: 'sensitive',
      findings: [{ rule: 'nir', line: 1, column: 9, label: 'sensitive', reason }],
    });
    assert.deepEqual([passwords?.label, passwords?.findings[0]?.rule], ['secret', 'credential-file']);
  });

  it('prints an empty array where there is no file', async () => {
    assert.deepEqual(checkedIn(await run(folder.path, ['check', '--json'])), []);
  });

  it('knows rows of a flagged file again in a script, though git ignores the file', async () => {
    const rows = inventedRows(400);
    folder.write({ '.gitignore': 'data/\n', 'data/list.csv': delimited(rows), 'R/pasted.R': rows.slice(100, 108).map((row) => `# ${row.join(',')}`).join('\n') });
    git(folder.path, 'init');
    const rulesOf = async (...more: string[]) => {
      const checked = checkedIn(await run(folder.path, ['check', '--json', ...more]));
      assert.deepEqual(checked.map(({ path }) => path), ['.gitignore', join('R', 'pasted.R')]);
      return checked[1]?.findings.map(({ rule }) => rule) ?? [];
    };
    assert.ok((await rulesOf()).includes('kinship'));
    assert.equal((await rulesOf('--no-kinship')).includes('kinship'), false);
  });

  it('knows a passage of a file that only its marker flags', async () => {
    const rows = inventedRows(300).map((row) => row.join(' '));
    folder.write({ 'notes.txt': ['vigie: sensitive', ...rows].join('\n'), 'a.R': rows.slice(50, 60).map((row) => `# ${row}`).join('\n') });
    const [script] = checkedIn(await run(folder.path, ['check', '--json', 'a.R']));
    assert.equal(script?.findings.find(({ rule }) => rule === 'kinship')?.reason, 'It repeats a passage of notes.txt, which is flagged.');
  });

  it('compares a flagged file with others too, so that a part of a secret file does not pass for sensitive', async () => {
    const rows = delimited(inventedRows(300)).split('\n');
    folder.write({
      '.vigie.json': '{"files":[{"paths":["key.csv"],"label":"secret","reason":"The key"}]}',
      'key.csv': rows.join('\n'),
      'part.csv': rows.slice(100, 120).join('\n'),
    });
    const [part] = checkedIn(await run(folder.path, ['check', '--json', '--destination', 'local', 'part.csv']));
    assert.equal(part?.label, 'secret');
  });

  it('needs two files and nothing else, and says so where one is missing', async () => {
    const dist = dirname(program);
    folder.write({ 'opt/cli.js': readFileSync(join(dist, 'cli.js')), 'work/list.csv': delimited(inventedRows(50)) });
    const [cli, work] = [join(folder.path, 'opt/cli.js'), join(folder.path, 'work')];
    const alone = await run(work, ['check'], undefined, cli);
    assert.equal(alone.code, 2);
    assert.match(alone.err, /The flagged files of .* cannot be read\. Leave that out with --no-kinship\./);
    assert.equal((await run(work, ['check', '--no-kinship'], undefined, cli)).code, 1);
    folder.write({ 'opt/kinship.js': readFileSync(join(dist, 'kinship.js')) });
    assert.deepEqual((await run(work, ['check'], undefined, cli)).code, 1);
  });

  it('leaves no fingerprints behind', async () => {
    mkdirSync(join(folder.path, 'temporary'));
    folder.write({ 'list.csv': delimited(inventedRows(50)) });
    const env = { ...bareEnvironment(folder.path), TMPDIR: join(folder.path, 'temporary'), TEMP: join(folder.path, 'temporary') };
    assert.equal((await run(folder.path, ['check', 'list.csv'], env)).code, 1);
    assert.deepEqual(readdirSync(join(folder.path, 'temporary')), []);
  });

  it('honours .gitattributes and the ignore files of other tools', async () => {
    folder.write({ '.gitattributes': '*.R vigie=sensitive\n', '.aiexclude': 'b.py\n', 'a.R': '', 'b.py': '' });
    const labels = checkedIn(await run(folder.path, ['check', '--json', 'a.R', 'b.py'])).map(({ label }) => label);
    assert.deepEqual(labels, ['sensitive', 'secret']);
  });

  it('judges the next commit as it will be, and not the disk', async () => {
    git(folder.path, 'init');
    folder.write({ 'a.R': nir, 'b.R': 'x <- 1\n', 'c.R': nir, '.gitignore': 'data/\n', 'data/x.csv': 'a\n' });
    git(folder.path, 'add', 'a.R', 'b.R');
    git(folder.path, 'add', '--force', 'data/x.csv');
    folder.write({ 'a.R': 'x <- 1\n', 'b.R': nir });
    const ran = await run(folder.path, ['check', '--staged', '--json']);
    assert.equal(ran.code, 1);
    assert.deepEqual(checkedIn(ran).map(({ path, label }) => [path, label]), [
      ['a.R', 'sensitive'],
      ['b.R', 'internal'],
      [join('data', 'x.csv'), 'sensitive'],
    ]);
    git(folder.path, 'commit', '-m', 'x');
    assert.deepEqual(checkedIn(await run(folder.path, ['check', '--staged', '--json'])), []);
  });

  it('stops a commit as a hook of git, from a folder below too', async function () {
    if (process.platform === 'win32') this.skip();
    const below = join(folder.path, 'R');
    git(folder.path, 'init');
    folder.write({
      '.git/hooks/pre-commit': `#!/bin/sh\nexec "${process.execPath}" "${program}" check --staged\n`,
      'R/a.R': 'x <- 1\n',
    });
    chmodSync(join(folder.path, '.git/hooks/pre-commit'), 0o755);
    git(below, 'add', 'a.R');
    git(below, 'commit', '-m', 'harmless');
    folder.write({ 'R/a.R': nir });
    assert.throws(() => {
      git(below, 'commit', '--all', '-m', 'not for others');
    });
    assert.deepEqual(checkedIn(await run(folder.path, ['check', '--json', 'R'])).map(({ label }) => label), ['sensitive']);
    folder.write({ 'R/a.R': 'x <- 2\n' });
    git(below, 'commit', '--all', '-m', 'harmless again');
  });

  it('exits 2 where there is no next commit to judge', async () => {
    const { code, err } = await run(folder.path, ['check', '--staged']);
    assert.equal(code, 2);
    assert.match(err, /Git does not tell what the next commit holds: .*not a git repository/);
  });

  it('exits 2 for what it does not understand, in the language of the person', async () => {
    const french = { ...bareEnvironment(folder.path), LANG: 'fr_FR.UTF-8' };
    assert.deepEqual(await run(folder.path, ['check', '--jsn'], french), {
      code: 2,
      out: '',
      err: 'Il n’y a pas d’option --jsn. Voir «\u00a0vigie --help\u00a0» et «\u00a0vigie check --help\u00a0».\n',
    });
    assert.match((await run(folder.path, ['chek'])).err, /There is no command chek\./);
    assert.match((await run(folder.path, ['check', '--destination'])).err, /The option .* needs a value\./);
    assert.equal((await run(folder.path, [])).code, 2);
  });

  it('explains itself in both languages', async () => {
    const english = await run(folder.path, ['check', '--help']);
    const french = await run(folder.path, ['check', '--help'], { ...bareEnvironment(folder.path), LANG: 'fr' });
    assert.deepEqual([english.code, french.code], [0, 0]);
    for (const option of ['--json', '--destination', '--all', '--staged', '--policy', '--no-kinship', '--help']) {
      assert.ok(english.out.includes(option) && french.out.includes(option), option);
    }
    assert.match(english.out, /Usage: [^]*Exit codes:/);
    assert.match(french.out, /Utilisation\u00a0: [^]*Codes de sortie\u00a0:/);
    assert.doesNotMatch(french.out, /default|display|Options:|Arguments:/);
  });

  it('ends without a word where nobody reads on', async () => {
    for (let i = 0; i < 3000; i += 1) folder.write({ [`data/${'x'.repeat(100)}${i}.csv`]: 'a\n' });
    const child = start(folder.path, ['check', '--no-kinship']);
    let err = '';
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number | null];
    assert.notEqual(code, 0);
    assert.equal(err, '');
  });

  it('ends when it is told to, without a word and with nothing left behind', async function () {
    if (process.platform === 'win32') this.skip();
    const temporary = join(folder.path, 'temporary');
    mkdirSync(temporary);
    folder.write({ 'list.csv': delimited(inventedRows(40_000)) });
    const child = start(folder.path, ['check'], { ...bareEnvironment(folder.path), TMPDIR: temporary });
    let err = '';
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    while (readdirSync(temporary).length === 0 && child.exitCode === null) await new Promise((done) => setTimeout(done, 5));
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'close'), [130, null]);
    assert.equal(err, '');
    assert.deepEqual(readdirSync(temporary), []);
  });
});
