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
  const state = (name: string): string => `${statSync(at(`kept/${name}`)).ino} ${statSync(at(`kept/${name}`)).mtimeMs}`;
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

  it('removes what other versions left a month ago', () => {
    folder.write({ 'program.js': program('one'), 'kept/old.compiled': '', 'kept/recent.compiled': '', 'kept/something else': '' });
    const past = Date.now() / 1000 - 31 * 24 * 3600;
    for (const name of ['old.compiled', 'something else']) utimesSync(at(`kept/${name}`), past, past);
    run(at('kept'));
    assert.deepEqual(names().filter((name) => !/^[0-9a-f]{32}\.compiled$/.test(name)).sort(), ['recent.compiled', 'something else']);
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
