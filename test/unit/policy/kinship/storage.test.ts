import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { passage, setUpBench, table } from './bench.ts';
import { inventedRows } from './inventedRows.ts';

describe('kinship: files and entries', function () {
  this.timeout(60_000);
  const { folder, path, flag, startWith, namesOf, entries, identity } = setUpBench();

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

  it('stops when the time for a file is spent, and leaves files when that for all is', async () => {
    folder.write({ 'large.csv': table(1, 40_000), 'small.csv': table(2) });
    const names = ['large.csv', 'small.csv'];
    const hasty = startWith({ limits: { perFile: -1 } });
    await hasty.refresh(flag(names));
    assert.deepEqual(hasty.state?.files, { whole: 0, sampled: 0, cut: 2, none: 0 });
    const lines = table(1, 40_000).split('\n');
    assert.deepEqual(namesOf(hasty, lines.slice(5, 9).join('\n')), ['large.csv']);
    assert.deepEqual(namesOf(hasty, lines.slice(-9, -5).join('\n')), []);
    writeFileSync(path('small.csv'), table(3));
    const late = startWith({ limits: { total: -1 } });
    await late.refresh(flag(names));
    assert.equal(late.state?.left, 1);
    assert.deepEqual(namesOf(late, passage(2)), ['small.csv'], 'until it is read anew, it is known as it was');
  });

  it('knows a hard link by its inode, be the file binary', async () => {
    folder.write({ 'a.rds': 'RDX3', 'other.csv': table(1) });
    linkSync(path('a.rds'), path('harmless.txt'));
    const kinship = startWith();
    await kinship.refresh(flag(['a.rds'], 'secret'));
    assert.deepEqual(kinship.namesOf(...identity('harmless.txt')), [{ path: path('a.rds'), label: 'secret' }]);
    assert.deepEqual(kinship.namesOf(...identity('other.csv')), []);
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
});

/** Bytes that UTF-8 has more than the text has characters. */
function countAccents(text: string): number {
  return Buffer.byteLength(text) - text.length;
}
