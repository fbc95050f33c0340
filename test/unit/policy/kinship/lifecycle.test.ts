import assert from 'node:assert/strict';
import { appendFileSync, linkSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { passage, setUpBench, table } from './bench.ts';

describe('kinship: the life of the index', function () {
  this.timeout(60_000);
  const { folder, workerPath, path, flag, startWith, namesOf, entries, identity } = setUpBench();

  it('knows nothing, and says that it is not ready, before the first refresh', async () => {
    folder.write({ 'a.csv': table(1) });
    const kinship = startWith();
    assert.equal(kinship.isReady, false);
    assert.deepEqual(kinship.kinOf(passage(1)), []);
    await kinship.refresh([]);
    assert.equal(kinship.isReady, true);
    assert.deepEqual(kinship.kinOf(passage(1)), []);
  });

  it('starts no thread where nothing is flagged, and removes what was kept of files that were', async () => {
    folder.write({ 'a.csv': table(1) });
    await startWith().refresh(flag(['a.csv']));
    const failures: string[] = [];
    const kinship = startWith({ workerPath: path('there is none.js'), onFailure: (line) => failures.push(line) });
    await kinship.refresh([], [], 'public', 'part');
    assert.equal(entries().length, 1, 'of what was not looked at yet');
    await kinship.refresh([]);
    assert.deepEqual([kinship.isReady, failures, entries()], [true, [], []]);
    await kinship.refresh(flag(['a.csv']));
    assert.equal(failures.length, 1, 'for a file that is flagged there must be one');
  });

  it('forgets what it knew once nothing is flagged any more, and tells of that', async () => {
    folder.write({ 'a.csv': table(1) });
    let changes = 0;
    const kinship = startWith({ onChange: () => (changes += 1) });
    await kinship.refresh(flag(['a.csv']));
    const before = changes;
    await kinship.refresh([]);
    assert.deepEqual([kinship.kinOf(passage(1)), kinship.namesOf(...identity('a.csv')), changes], [[], [], before + 1]);
    await kinship.refresh(flag(['a.csv']));
    assert.deepEqual(namesOf(kinship, passage(1)), ['a.csv']);
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
    assert.deepEqual(kinship.namesOf(...identity('a.csv')), []);
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
    const silent = startWith({ workerPath: path('silent.js'), onFailure: (line) => lines.push(line) });
    writeFileSync(path('silent.js'), '');
    await silent.refresh(flag(['a.csv']));
    assert.equal(lines.length, 2, 'an end that nobody asked for is a failure');
    assert.equal(silent.isReady, false);
    rmSync(path('worker.js'));
    linkSync(workerPath(), path('worker.js'));
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

  it('knows a passage that many files have, and one of which each file has a part', async () => {
    const lines = table(1, 400).split('\n');
    const names = Array.from({ length: 20 }, (_, at) => `week${String(at + 10)}.csv`);
    // Extract n has the rows from 4 n on: three rows in a row stand in up to twenty files, but not in the same ones.
    folder.write(Object.fromEntries(names.map((name, at) => [name, [lines[0], ...lines.slice(1 + 4 * at)].join('\n')])));
    folder.write({ 'odd.csv': lines.filter((_, at) => at % 2 === 1).join('\n'), 'even.csv': lines.filter((_, at) => at % 2 === 0).join('\n') });
    const kinship = startWith();
    await kinship.refresh(flag(names));
    for (let from = 1; from < 390; from += 7) {
      const text = lines.slice(from, from + 3).join('\n');
      const found = namesOf(kinship, text);
      assert.ok(found.length > 0, text);
      for (const name of found) assert.ok(names.indexOf(name) * 4 < from + 2, `${name} has row ${from}`);
    }
    await kinship.refresh([...flag(['odd.csv']), ...flag(['even.csv'], 'secret')]);
    const short = (from: number): string => lines.slice(from, from + 2).map((line) => line.slice(0, 48)).join('\n');
    const labels = Array.from({ length: 60 }, (_, at) => kinship.kinOf(short(3 + at)).map(({ label }) => label));
    assert.ok(labels.filter((each) => each.length > 0).length > 40);
    for (const each of labels.filter((some) => some.length > 0)) assert.ok(each.includes('secret'), 'the higher label of both');
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
});
