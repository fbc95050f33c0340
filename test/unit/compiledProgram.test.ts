import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { freshFolder, sharedFolder } from '../support/folder.ts';

describe('runCompiled', function () {
  this.timeout(20_000);
  const shared = sharedFolder();
  const folder = freshFolder();
  const at = (name: string): string => join(folder.path, name);
  let starter = '';

  before(() => {
    starter = join(shared.path, 'starter.cjs');
    buildSync({
      stdin: {
        contents: `import { runCompiled } from './compiledProgram.ts';
          const [file, kept] = process.argv.slice(2);
          runCompiled(file, kept);`,
        resolveDir: join(__dirname, '../../src/server'),
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: starter,
    });
  });

  const run = (kept?: string): string =>
    execFileSync(process.execPath, [starter, at('program.js'), ...(kept === undefined ? [] : [kept])], { encoding: 'utf8' });
  const names = (): string[] => readdirSync(at('kept'));
  /** Another where the file was replaced: both were there for a moment. */
  const state = (name: string): number => statSync(at(`kept/${name}`)).ino;
  const program = (word: string): string => `const f = () => '${word}'; process.stdout.write(f());`;

  it('keeps what was compiled, readable for its owner alone, and uses it at the next start', () => {
    folder.write({ 'program.js': program('one') });
    assert.equal(run(at('kept')), 'one');
    const [name = ''] = names();
    assert.equal(names().length, 1);
    if (process.platform !== 'win32') {
      assert.equal(statSync(at('kept')).mode & 0o777, 0o700);
      assert.equal(statSync(at(`kept/${name}`)).mode & 0o777, 0o600);
    }
    const before = state(name);
    assert.equal(run(at('kept')), 'one');
    assert.deepEqual([names(), state(name)], [[name], before], 'V8 took it');
  });

  it('runs another program of the same length as what it is', () => {
    folder.write({ 'program.js': program('one') });
    run(at('kept'));
    folder.write({ 'program.js': program('two') });
    assert.equal(run(at('kept')), 'two');
    assert.equal(run(at('kept')), 'two');
    assert.equal(names().length, 2);
  });

  it('does not run what is damaged, and replaces it', () => {
    folder.write({ 'program.js': program('one') });
    run(at('kept'));
    const [name = ''] = names();
    const sound = readFileSync(at(`kept/${name}`));
    for (const damaged of [Buffer.alloc(0), sound.subarray(0, -8), Buffer.concat([sound.subarray(0, -1), Buffer.of(sound.at(-1)! ^ 1)])]) {
      writeFileSync(at(`kept/${name}`), damaged);
      const before = state(name);
      assert.equal(run(at('kept')), 'one');
      assert.notEqual(state(name), before);
      assert.equal(run(at('kept')), 'one');
    }
  });

  /** Names as the program gives them: what was compiled of other builds, and what a window that crashed wrote aside. */
  const [former, recent, unfinished] = [`${'a'.repeat(32)}.compiled`, `${'b'.repeat(32)}.compiled`, `${'c'.repeat(32)}.compiled.${'d'.repeat(16)}`];
  const age = (name: string, hours: number): void => {
    const then = Date.now() / 1000 - hours * 3600;
    utimesSync(at(`kept/${name}`), then, then);
  };

  it('removes what other builds left that were not started for a day, and nothing else', () => {
    folder.write({ 'program.js': program('one') });
    const others = ['old.compiled', `${former}.txt`, 'something else'];
    folder.write(Object.fromEntries([former, recent, unfinished, ...others].map((name) => [`kept/${name}`, ''])));
    folder.write({ [former]: 'beside', [`kept/${'e'.repeat(32)}.compiled/${former}`]: 'a folder' });
    for (const name of [former, unfinished, ...others, `${'e'.repeat(32)}.compiled`, `${'e'.repeat(32)}.compiled/${former}`]) age(name, 25);
    age(recent, 23);
    run(at('kept'));
    const [own] = names().filter((name) => ![recent, ...others, `${'e'.repeat(32)}.compiled`].includes(name));
    assert.match(own ?? '', /^[0-9a-f]{32}\.compiled$/);
    assert.deepEqual(names().sort(), [own, recent, ...others, `${'e'.repeat(32)}.compiled`].sort());
    assert.equal(readFileSync(at(`kept/${'e'.repeat(32)}.compiled/${former}`), 'utf8'), 'a folder');
    assert.equal(readFileSync(at(former), 'utf8'), 'beside');
  });

  it('removes it at a later start too, which uses what was compiled before', () => {
    folder.write({ 'program.js': program('one') });
    run(at('kept'));
    folder.write({ [`kept/${former}`]: '' });
    age(former, 25);
    run(at('kept'));
    assert.ok(!names().includes(former));
    assert.equal(names().length, 1);
  });

  it('leaves two builds that are started in turn what each has compiled', () => {
    const build = (word: string): number => {
      folder.write({ 'program.js': program(word) });
      const before = existsSync(at('kept')) ? names() : [];
      run(at('kept'));
      return names().length - before.length;
    };
    assert.deepEqual([build('one'), build('two')], [1, 1]);
    for (const name of names()) age(name, 25);
    // The first is started again, which makes its file a new one to the second's next start.
    assert.equal(build('one'), -1);
    assert.deepEqual([build('two'), build('one'), build('two')], [1, 0, 0]);
  });

  it('runs without a folder, and where nothing can be kept', () => {
    folder.write({ 'program.js': program('one'), blocked: '' });
    assert.equal(run(), 'one');
    assert.equal(run(at('blocked')), 'one');
    assert.equal(readFileSync(at('blocked'), 'utf8'), '');
    assert.equal(existsSync(at('kept')), false);
  });

  it('keeps and runs nothing where the process happens to be', () => {
    folder.write({ 'program.js': program('one') });
    for (const nowhere of ['', 'kept', '.']) {
      const said = execFileSync(process.execPath, [starter, at('program.js'), nowhere], { encoding: 'utf8', cwd: folder.path });
      assert.equal(said, 'one');
      assert.deepEqual(readdirSync(folder.path), ['program.js']);
    }
  });

  it('gives a program what Node.js gives one, and errors their places', () => {
    folder.write({
      'beside.js': 'module.exports = 7;',
      'program.js': `const e = new Error(); exports.x = 1; process.stdout.write(JSON.stringify([
        require('./beside.js'), /é|’/.exec('l’été')?.[0], __dirname, __filename, module.exports.x, e.stack.split('\\n')[1].trim()]));`,
    });
    const file = at('program.js');
    for (const kept of [undefined, at('kept'), at('kept')]) {
      assert.deepEqual(JSON.parse(run(kept)), [7, '’', folder.path, file, 1, `at Object.<anonymous> (${file}:1:11)`]);
    }
  });
});
