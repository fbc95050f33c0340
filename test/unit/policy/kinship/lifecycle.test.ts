import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, linkSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Label } from '../../../../src/protocol/label.ts';
import { Kinship, type KinshipOptions } from '../../../../src/server/policy/kinship/kinship.ts';
import { freshFolder, sharedFolder } from '../../../support/folder.ts';
import { bundleWorker } from './bundledWorker.ts';
import { delimited, inventedRows } from './inventedRows.ts';

describe('kinship: the life of the index', function () {
  this.timeout(60_000);
  const shared = sharedFolder();
  const folder = freshFolder();
  let workerPath: string;
  let open: Kinship[] = [];

  before(() => {
    workerPath = bundleWorker(shared.path);
  });

  afterEach(async () => {
    await Promise.all(open.map((kinship) => kinship.close()));
    open = [];
  });

  const path = (name: string): string => join(folder.path, name);
  const flag = (names: readonly string[], label: Label = 'sensitive') => names.map((name) => ({ path: path(name), label }));
  const startWith = (options: Partial<KinshipOptions> = {}): Kinship => {
    const kinship = new Kinship({ folder: path('storage'), workerPath, ...options });
    open.push(kinship);
    return kinship;
  };
  const table = (seed: number, rows = 30): string => delimited(inventedRows(rows, seed));
  const passage = (seed: number, from = 4): string => table(seed).split('\n').slice(from, from + 4).join('\n');
  const namesOf = (kinship: Kinship, text: string): string[] =>
    kinship.kinOf(text).map((kin) => kin.path.slice(folder.path.length + 1));
  const entries = (): string[] =>
    (readdirSync(path('storage/kinship'), { recursive: true }) as string[])
      .map((name) => path(join('storage/kinship', name)))
      .filter((name) => statSync(name).isFile() && !name.endsWith('key'));

  it('knows nothing, and says that it is not ready, before the first refresh', async () => {
    folder.write({ 'a.csv': table(1) });
    const kinship = startWith();
    assert.equal(kinship.isReady, false);
    assert.deepEqual(kinship.kinOf(passage(1)), []);
    await kinship.refresh([]);
    await kinship.ready;
    assert.equal(kinship.isReady, true);
    assert.deepEqual(kinship.kinOf(passage(1)), []);
  });

  it('follows files as they change', async () => {
    folder.write({ 'a.csv': table(1) });
    const kinship = startWith();
    await kinship.refresh(flag(['a.csv']));
    assert.deepEqual(namesOf(kinship, passage(1)), ['a.csv']);
    writeFileSync(path('a.csv'), table(2));
    await kinship.refresh(flag(['a.csv']));
    assert.deepEqual(namesOf(kinship, passage(1)), []);
    assert.deepEqual(namesOf(kinship, passage(2)), ['a.csv']);
    appendFileSync(path('a.csv'), table(3));
    await kinship.refresh(flag(['a.csv']));
    assert.deepEqual(namesOf(kinship, passage(3)), ['a.csv']);
  });

  it('gives the label that a file has now', async () => {
    folder.write({ 'a.csv': table(1), 'copy.csv': table(1) });
    const kinship = startWith();
    await kinship.refresh(flag(['a.csv']));
    assert.deepEqual(kinship.kinOf(passage(1)).map(({ label }) => label), ['sensitive']);
    await kinship.refresh(flag(['a.csv'], 'secret'));
    assert.deepEqual(kinship.kinOf(passage(1)).map(({ label }) => label), ['secret']);
    await kinship.refresh([...flag(['a.csv']), ...flag(['copy.csv'], 'secret')]);
    assert.deepEqual(new Set(namesOf(kinship, passage(1))), new Set(['a.csv', 'copy.csv']));
  });

  it('drops what is unflagged or deleted, with its entry; at once where it is told', async () => {
    folder.write({ 'a.csv': table(1), 'b.csv': table(2), 'c.csv': table(3) });
    const kinship = startWith();
    await kinship.refresh(flag(['a.csv', 'b.csv', 'c.csv']));
    assert.equal(entries().length, 3);
    kinship.forget(path('a.csv'));
    assert.deepEqual(namesOf(kinship, passage(1)), []);
    assert.equal(kinship.linkedLabel(...identity('a.csv')), undefined);
    unlinkSync(path('b.csv'));
    await kinship.refresh(flag(['b.csv', 'c.csv']));
    assert.deepEqual(namesOf(kinship, passage(1) + passage(2)), []);
    assert.deepEqual(namesOf(kinship, passage(3)), ['c.csv']);
    assert.equal(entries().length, 1);
    await kinship.refresh(flag(['a.csv', 'c.csv']));
    assert.deepEqual(namesOf(kinship, passage(1)), ['a.csv'], 'flagged again');
  });

  it('keeps what is forgotten forgotten, though the running build still has it', async () => {
    folder.write({ 'a.csv': table(1) });
    const kinship = startWith();
    const refreshed = kinship.refresh(flag(['a.csv']));
    await new Promise((resolve) => setTimeout(resolve, 5));
    kinship.forget(path('a.csv'));
    await refreshed;
    assert.deepEqual(namesOf(kinship, passage(1)), []);
  });

  it('does not read unchanged files again, in this run or the next', async () => {
    folder.write({ 'a.csv': table(1), 'b.csv': table(2) });
    const first = startWith();
    let changes = 0;
    const second = startWith({ onChange: () => changes++ });
    await first.refresh(flag(['a.csv', 'b.csv']));
    assert.ok((first.state?.bytesRead ?? 0) > 2000);
    await second.refresh(flag(['a.csv', 'b.csv']));
    assert.equal(second.state?.bytesRead, 0);
    assert.deepEqual(namesOf(second, passage(2)), ['b.csv']);
    await second.refresh(flag(['a.csv', 'b.csv']));
    assert.equal(changes, 1, 'an index that is the same is not published again');
    writeFileSync(path('b.csv'), table(4));
    await second.refresh(flag(['a.csv', 'b.csv']));
    assert.equal(second.state.bytesRead, table(4).length + countAccents(table(4)));
  });

  it('reads Latin-1, UTF-16, CRLF and packed files', async () => {
    const utf16be = Buffer.from(`\ufeff${table(4)}`, 'utf16le').swap16();
    folder.write({
      'latin1.csv': Buffer.from(table(1).replaceAll('Œ', 'O'), 'latin1'),
      'crlf.csv': table(2).replaceAll('\n', '\r\n'),
      'utf16le.csv': Buffer.from(`\ufeff${table(3)}`, 'utf16le'),
      'utf16be.txt': utf16be,
      'packed.csv.gz': gzipSync(table(5)),
    });
    const names = ['latin1.csv', 'crlf.csv', 'utf16le.csv', 'utf16be.txt', 'packed.csv.gz'];
    const kinship = startWith();
    await kinship.refresh(flag(names));
    for (const [at, name] of names.entries()) assert.deepEqual(namesOf(kinship, passage(at + 1).replaceAll('Œ', 'O')), [name]);
  });

  it('leaves out what holds no text, and what is no regular file', async () => {
    folder.write({ 'a.rds': gzipSync(table(1)), 'b.dat': Buffer.from(`\0\0${table(2)}`), 'broken.csv.gz': 'not packed', 'c.csv': table(3) });
    if (process.platform !== 'win32') execFileSync('mkfifo', [path('pipe.csv')]);
    const kinship = startWith();
    await kinship.refresh(flag(['a.rds', 'b.dat', 'broken.csv.gz', 'pipe.csv', 'missing.csv', 'c.csv']));
    assert.deepEqual(kinship.state?.files, { whole: 1, sampled: 0, cut: 0, none: 2 });
    assert.equal(kinship.state.failed, 1);
    assert.deepEqual(namesOf(kinship, passage(3)), ['c.csv']);
  });

  it('knows a hard link by its inode, be the file binary', async () => {
    folder.write({ 'a.rds': 'RDX3', 'other.csv': table(1) });
    linkSync(path('a.rds'), path('harmless.txt'));
    const kinship = startWith();
    await kinship.refresh(flag(['a.rds'], 'secret'));
    assert.deepEqual(kinship.linkedLabel(...identity('harmless.txt')), { path: path('a.rds'), label: 'secret' });
    assert.equal(kinship.linkedLabel(...identity('other.csv')), undefined);
  });

  it('writes down neither content, nor names, nor paths', async () => {
    const canary = 'kanarienvogel';
    folder.write({ [`${canary}.csv`]: `${table(1)}P9,${canary},${canary}\n`.repeat(20) });
    const kinship = startWith({ workspace: path(canary) });
    await kinship.refresh(flag([`${canary}.csv`]));
    assert.equal(entries().length, 1);
    const words = [canary, folder.path, ...inventedRows(30, 1).flat().filter((value) => value.length > 7)];
    for (const name of readdirSync(path('storage'), { recursive: true }) as string[]) {
      for (const word of words) assert.ok(!name.includes(word), name);
    }
    for (const file of entries()) {
      const bytes = readFileSync(file);
      for (const word of words) {
        for (const encoding of ['latin1', 'utf16le'] as const) assert.equal(bytes.indexOf(Buffer.from(word, encoding)), -1, word);
      }
      if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o077, 0);
    }
    if (process.platform !== 'win32') assert.equal(statSync(path('storage/kinship/key')).mode & 0o077, 0);
  });

  it('makes a damaged entry, and all under a damaged or another key, anew', async () => {
    folder.write({ 'a.csv': table(1) });
    await startWith().refresh(flag(['a.csv']));
    const [entry = ''] = entries();
    const good = readFileSync(entry);
    const flipped = Buffer.from(good);
    flipped.writeUInt8(flipped.readUInt8(200) ^ 1, 200);
    const damages = [flipped, good.subarray(0, 100), good.subarray(0, -8), Buffer.alloc(0), Buffer.from('foreign'.repeat(40))];
    for (const damaged of damages) {
      writeFileSync(entry, damaged);
      const kinship = startWith();
      await kinship.refresh(flag(['a.csv']));
      assert.ok((kinship.state?.bytesRead ?? 0) > 0);
      assert.deepEqual(namesOf(kinship, passage(1)), ['a.csv']);
      assert.deepEqual(readFileSync(entry), good, 'the same key gives the same entry');
    }
    for (const key of [Buffer.from('short'), Buffer.alloc(32, 9)]) {
      writeFileSync(path('storage/kinship/key'), key);
      const kinship = startWith();
      await kinship.refresh(flag(['a.csv']));
      assert.deepEqual(namesOf(kinship, passage(1)), ['a.csv']);
      assert.equal(entries().length, 1);
      assert.ok(!entries().includes(entry), 'under another key, the name is another');
    }
  });

  it('lets two windows share the folder', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `${at}.csv`);
    folder.write(Object.fromEntries(names.map((name, at) => [name, table(at + 1)])));
    const windows = [startWith(), startWith(), startWith({ workspace: 'another' })];
    await Promise.all(windows.map((kinship) => kinship.refresh(flag(names))));
    for (const kinship of windows) {
      for (const [at, name] of names.entries()) assert.deepEqual(namesOf(kinship, passage(at + 1)), [name]);
    }
    assert.equal(entries().length, 24, 'each workspace has its own, and nothing is left aside');
    await windows[2]?.refresh([]);
    assert.equal(entries().length, 12);
  });

  it('takes calls together, the last one deciding', async () => {
    folder.write({ 'a.csv': table(1), 'b.csv': table(2) });
    const kinship = startWith();
    let walks = 0;
    async function* walk(names: readonly string[]) {
      walks++;
      await Promise.resolve();
      yield* flag(names);
    }
    const first = kinship.refresh(walk(['a.csv']));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([first, kinship.refresh(walk(['a.csv', 'b.csv'])), kinship.refresh(walk([])), kinship.refresh(walk(['b.csv']))]);
    assert.equal(walks, 2);
    assert.deepEqual(namesOf(kinship, passage(1)), []);
    assert.deepEqual(namesOf(kinship, passage(2)), ['b.csv']);
  });

  it('closes during a build, leaves nothing half written, and stays closed', async () => {
    folder.write({ 'large.csv': table(1, 150_000) });
    const kinship = startWith();
    const refreshed = kinship.refresh(flag(['large.csv']));
    await new Promise((resolve) => setTimeout(resolve, 150));
    const began = performance.now();
    await kinship.close();
    assert.ok(performance.now() - began < 2000);
    await refreshed;
    assert.equal(kinship.isReady, false);
    await kinship.refresh(flag(['large.csv']));
    assert.deepEqual(kinship.kinOf(passage(1)), []);
    const next = startWith();
    await next.refresh(flag(['large.csv']));
    assert.deepEqual(namesOf(next, passage(1)), ['large.csv']);
    assert.equal(entries().length, 1);
  });

  it('does not stop the thread that asks', async () => {
    folder.write({ 'large.csv': table(1, 150_000) });
    const kinship = startWith();
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const began = performance.now();
    await kinship.refresh(flag(['large.csv']));
    const time = performance.now() - began;
    clearInterval(timer);
    assert.ok(time > 50, 'the build is long enough to tell');
    assert.ok(turns > time / 50, `${turns} turns in ${time} ms`);
  });

  it('tells of a worker that breaks once, is not ready, and recovers', async () => {
    folder.write({ 'a.csv': table(1), 'worker.js': 'throw new RangeError("/home/someone/patients.csv")' });
    const lines: string[] = [];
    const kinship = startWith({ workerPath: path('worker.js'), onFailure: (line) => lines.push(line) });
    await kinship.refresh(flag(['a.csv']));
    await kinship.refresh(flag(['a.csv']));
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /RangeError/);
    assert.doesNotMatch(lines[0] ?? '', /someone/);
    assert.equal(kinship.isReady, false);
    rmSync(path('worker.js'));
    linkSync(workerPath, path('worker.js'));
    await kinship.refresh(flag(['a.csv']));
    assert.equal(kinship.isReady, true);
    assert.deepEqual(namesOf(kinship, passage(1)), ['a.csv']);
  });

  it('never rejects, be the walk broken', async () => {
    const lines: string[] = [];
    const kinship = startWith({ onFailure: (line) => lines.push(line) });
    async function* broken() {
      yield* flag(['a.csv']);
      await Promise.reject(new Error('walk'));
    }
    await kinship.refresh(broken());
    assert.equal(lines.length, 1);
    assert.equal(kinship.isReady, false);
  });

  it('keeps within its capacity, and still knows passages long enough', async () => {
    const rows = 40_000;
    folder.write({ 'large.csv': table(1, rows), 'small.csv': table(2) });
    const kinship = startWith({ limits: { capacity: 2 ** 15 } });
    await kinship.refresh(flag(['large.csv', 'small.csv']));
    assert.ok((kinship.state?.fingerprints ?? Infinity) <= 2 ** 15);
    assert.deepEqual(namesOf(kinship, passage(2)), ['small.csv']);
    const lines = table(1, rows).split('\n');
    for (let from = 100; from < rows - 100; from += 997) {
      assert.deepEqual(namesOf(kinship, lines.slice(from, from + 12).join('\n')), ['large.csv']);
    }
    assert.deepEqual(namesOf(kinship, table(77, 2000)), []);
  });

  function identity(name: string): [bigint, bigint] {
    const { dev, ino } = statSync(path(name), { bigint: true });
    return [dev, ino];
  }
});

/** Bytes that UTF-8 has more than the text has characters. */
function countAccents(text: string): number {
  return Buffer.byteLength(text) - text.length;
}
