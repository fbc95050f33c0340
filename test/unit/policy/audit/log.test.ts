import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdir, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifyFolder } from '../../../../src/server/policy/audit/verify.ts';
import { freshFolder } from '../../../support/folder.ts';
import { auditLogs, linesIn, logNames, trace, verdictsIn } from './support.ts';

const itOnPosix = process.platform === 'win32' ? it.skip : it;

describe('AuditLog', () => {
  const folder = freshFolder();
  const auditLog = auditLogs();
  const ok = async () => (await verifyFolder(folder.path))?.ok;

  it('keeps one line for each trace, in order, each with its number and its hash', async () => {
    const log = auditLog(folder.path);
    await Promise.all([1, 2, 3, 4, 5].map((characters) => log.keep({ ...trace, characters })));
    const lines = linesIn(folder.path);
    assert.deepEqual(lines.map(({ seq, line, characters }) => [seq, line, characters]), [
      [0, 'log', undefined],
      [1, 'verdict', 1],
      [2, 'verdict', 2],
      [3, 'verdict', 3],
      [4, 'verdict', 4],
      [5, 'verdict', 5],
    ]);
    for (const { hmac } of lines) assert.match(String(hmac), /^[0-9a-f]{64}$/);
    const { seq, line, hmac, time, documents, ...kept } = lines[1]!;
    assert.deepEqual({ ...kept, documents: trace.documents }, { ...trace, characters: 1 });
    assert.equal(JSON.stringify([seq, line, hmac, time, documents]).includes('null'), false);
    assert.ok(await ok());
  });

  it('begins a log when a trace is expected, and tells of what is in the way only when it comes', async () => {
    const log = auditLog(folder.path);
    log.expect();
    log.expect();
    await log.keep(trace);
    assert.deepEqual(linesIn(folder.path).map(({ line }) => line), ['log', 'verdict']);
    assert.ok(await ok());
    const blocked = join(folder.path, 'a file');
    await writeFile(blocked, '');
    const nowhere = auditLog(blocked);
    nowhere.expect();
    await assert.rejects(nowhere.keep(trace));
  });

  it('writes nothing that its documentation does not explain', async () => {
    await auditLog(folder.path).keep(trace);
    const explained = await readFile(join(__dirname, '../../../../docs/audit.md'), 'utf8');
    const table = explained.split('| Field | Meaning |')[1]?.split('\n\n')[0] ?? '';
    const named = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    assert.deepEqual(named.sort(), Object.keys(linesIn(folder.path)[1]!).sort());
  });

  it('names documents by keyed hashes that differ between machines', async () => {
    const here = auditLog(join(folder.path, 'here'));
    const there = auditLog(join(folder.path, 'there'));
    await here.keep(trace);
    await here.keep(trace);
    await there.keep(trace);
    const [first, second] = verdictsIn(join(folder.path, 'here'));
    assert.match(first?.documents[0] ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(first?.documents, second?.documents);
    assert.notDeepEqual(first?.documents, verdictsIn(join(folder.path, 'there'))[0]?.documents);
    const [name] = logNames(join(folder.path, 'here'));
    assert.ok(!(await readFile(join(folder.path, 'here/audit', name ?? ''), 'utf8')).includes('dupont'));
  });

  it('is for its owner only', async function () {
    if (process.platform === 'win32') this.skip();
    await auditLog(folder.path).keep(trace);
    const names = (await readdir(folder.path, { recursive: true })).sort();
    assert.equal(names.length, 4, names.join());
    for (const name of names) assert.equal((await stat(join(folder.path, name))).mode & 0o077, 0, name);
  });

  it('gives every process a file of its own under one key', async () => {
    const logs = Array.from({ length: 8 }, () => auditLog(folder.path));
    await Promise.all(logs.flatMap((log) => [log.keep(trace), log.keep(trace)]));
    assert.equal(logNames(folder.path).length, 8);
    const verdicts = verdictsIn(folder.path);
    assert.equal(verdicts.length, 16);
    assert.equal(new Set(verdicts.map(({ documents }) => documents[0])).size, 1);
    assert.ok(await ok());
  });

  it('begins a new file each UTC day and at the size limit, and names the earlier ones with their ends', async () => {
    let now = new Date('2026-03-01T23:59:59Z');
    const log = auditLog(folder.path, { now: () => now, sizeLimit: 4000 });
    await log.keep(trace);
    now = new Date('2026-03-02T00:00:01Z');
    for (let i = 0; i < 10; i += 1) {
      now = new Date(now.getTime() + 1000);
      await log.keep(trace);
    }
    const names = logNames(folder.path);
    assert.ok(names.length >= 3, names.join());
    assert.match(names[0] ?? '', /^2026-03-01T23-59-59-000Z-[0-9a-f]{8}\.jsonl$/);
    const headers = linesIn(folder.path).filter(({ line }) => line === 'log');
    assert.deepEqual(
      (headers.at(-1)?.['earlier'] as { log: string }[]).map((each) => each.log),
      names.slice(0, -1),
    );
    const first = (headers[1]?.['earlier'] as Record<string, unknown>[])[0];
    const lines = linesIn(folder.path);
    assert.deepEqual([first?.['seq'], first?.['hmac']], [1, lines[1]?.['hmac']]);
    assert.ok(await ok());
  });

  it('deletes what is too old, and writes down what it deleted', async () => {
    let now = new Date('2026-01-31T10:00:00Z');
    const log = auditLog(folder.path, { now: () => now });
    await log.keep(trace);
    now = new Date('2026-02-28T10:00:00Z');
    await log.keep(trace);
    const [oldest, second] = logNames(folder.path);
    now = new Date('2026-07-31T09:59:00Z');
    await log.keep(trace);
    assert.equal(logNames(folder.path).length, 3, 'six months are not yet over');
    now = new Date('2026-08-28T10:00:00Z');
    await log.keep(trace);
    const names = logNames(folder.path);
    assert.equal(names.length, 3);
    assert.ok(!names.includes(oldest ?? '') && names.includes(second ?? ''));
    assert.ok(!(await readdir(log.file)).includes((oldest ?? '').replace('.jsonl', '.head')));
    const expired = linesIn(folder.path).find(({ line }) => line === 'expired');
    assert.deepEqual((expired?.['logs'] as { log: string; seq: number }[]).map((each) => [each.log, each.seq]), [[oldest, 1]]);
    assert.ok(await ok());
  });

  it('deletes at a start too, without a verdict, and begins no log where nothing is due', async () => {
    let now = new Date('2026-01-15T10:00:00Z');
    await auditLog(folder.path, { now: () => now }).keep(trace);
    const [old] = logNames(folder.path);
    await auditLog(folder.path, { now: () => now }).sweep();
    assert.deepEqual(logNames(folder.path), [old]);
    now = new Date('2026-07-16T10:00:00Z');
    await auditLog(folder.path, { now: () => now }).sweep();
    assert.deepEqual(linesIn(folder.path).map(({ line }) => line), ['log', 'expired']);
    assert.ok(await ok());
  });

  it('keeps logs longer where the setting says so', async () => {
    let now = new Date('2026-01-15T10:00:00Z');
    const log = auditLog(folder.path, { now: () => now, retentionMonths: () => 12 });
    await log.keep(trace);
    now = new Date('2026-12-15T10:00:00Z');
    await log.keep(trace);
    assert.equal(logNames(folder.path).length, 2);
  });

  it('deletes the log of earlier versions by its age', async () => {
    folder.write({ 'audit.jsonl': '{"time":"2026-01-01T00:00:00.000Z"}\n' });
    const old = join(folder.path, 'audit.jsonl');
    await auditLog(folder.path).sweep();
    assert.ok((await readdir(folder.path)).includes('audit.jsonl'));
    await utimes(old, new Date('2020-01-01'), new Date('2020-01-01'));
    await auditLog(folder.path).sweep();
    assert.ok(!(await readdir(folder.path)).includes('audit.jsonl'));
  });

  it('fails where it cannot write, and works again once it can', async () => {
    await writeFile(join(folder.path, 'blocked'), '');
    const log = auditLog(join(folder.path, 'blocked/below'));
    await assert.rejects(log.keep(trace));
    await rm(join(folder.path, 'blocked'));
    await log.keep(trace);
    assert.equal(verdictsIn(join(folder.path, 'blocked/below')).length, 1);
  });

  itOnPosix('says that a folder may not be written', async () => {
    const storage = join(folder.path, 'storage');
    await mkdir(join(storage, 'audit'), { recursive: true });
    await chmod(folder.path, 0o755);
    await chmod(join(storage, 'audit'), 0o555);
    await writeFile(join(storage, 'audit.key'), Buffer.alloc(32, 1), { mode: 0o644 });
    const { failures, message } = await keepInChild(storage, 1);
    assert.equal(failures, 1);
    assert.match(message, /may not write the audit log/);
    await chmod(join(storage, 'audit'), 0o777);
    assert.equal((await keepInChild(storage, 1)).failures, 0);
  });

  it('hides no name behind a damaged key', async () => {
    await writeFile(join(folder.path, 'audit.key'), '');
    const log = auditLog(folder.path);
    await assert.rejects(log.keep(trace), /damaged/);
    await rm(join(folder.path, 'audit.key'));
    await log.keep(trace);
    assert.deepEqual((await readdir(folder.path)).sort(), ['audit', 'audit.key']);
  });

  for (const [what, how] of [
    ['deleted', (path: string) => rm(path)],
    ['moved away', (path: string) => rename(path, `${path}.bak`)],
    ['cut off', (path: string) => truncate(path, 700)],
    ['written into', (path: string) => appendFile(path, 'x\n')],
  ] as const) {
    it(`goes on in a new file when its own is ${what} while it runs, loses no later line, and says so`, async () => {
      const log = auditLog(folder.path);
      await log.keep({ ...trace, characters: 1 });
      const [first = ''] = logNames(folder.path);
      await how(join(log.file, first));
      await log.keep({ ...trace, characters: 2 });
      await log.keep({ ...trace, characters: 3 });
      const name = logNames(folder.path).find((each) => each !== first) ?? '';
      const [header, ...lines] = (await readFile(join(log.file, name), 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.deepEqual(lines.map(({ characters }) => characters), [2, 3]);
      const { log: replaced, reason } = header?.['replaces'] as Record<string, unknown>;
      assert.deepEqual([replaced, reason], [first, 'removed-or-changed']);
      const report = await verifyFolder(folder.path);
      assert.equal(report?.ok, false);
      assert.ok(report.problems.some(({ file }) => file === first), JSON.stringify(report.problems));
    });
  }

  it('goes on in a new file when its head file is deleted', async () => {
    const log = auditLog(folder.path);
    await log.keep(trace);
    const [first = ''] = logNames(folder.path);
    await rm(join(log.file, first.replace('.jsonl', '.head')));
    await log.keep(trace);
    await log.keep(trace);
    assert.equal(logNames(folder.path).length, 2);
    assert.deepEqual((await verifyFolder(folder.path))?.problems.map(({ kind }) => kind), ['missingFile']);
  });

  it('goes on when the whole folder is deleted', async () => {
    const log = auditLog(folder.path);
    await log.keep(trace);
    await rm(log.file, { recursive: true });
    await log.keep(trace);
    assert.deepEqual((await verifyFolder(folder.path))?.problems.map(({ kind }) => kind), ['missingFile']);
  });

  itOnPosix('says that there is no room left, takes back the line that did not fit, and goes on with room', async () => {
    const storage = join(folder.path, 'storage');
    await mkdir(storage, { mode: 0o777 });
    await chmod(folder.path, 0o755);
    await chmod(storage, 0o777);
    // A limit on the size of files stands in for a full disk: the system takes part of a line and then fails.
    const { failures, message } = await keepInChild(storage, 40, 'ulimit -f 16 && ');
    assert.ok(failures > 0 && failures < 40, String(failures));
    assert.match(message, /no room left/);
    assert.equal(verdictsIn(storage).length, 40 - failures);
    const report = await verifyFolder(storage);
    assert.deepEqual([report?.problems, report?.notes], [[], []]);
    await auditLog(storage).keep(trace);
    assert.ok((await verifyFolder(storage))?.ok);
  });

  /** Keeps traces in a process of its own, not as root, whom no permission holds. */
  async function keepInChild(storage: string, traces: number, limit = ''): Promise<{ failures: number; message: string }> {
    const script = join(folder.path, 'keep.ts');
    const source = join(__dirname, '../../../../src/server/policy/audit/log.ts');
    await writeFile(
      script,
      `import { AuditLog } from ${JSON.stringify(source)};
      const log = new AuditLog({ storage: ${JSON.stringify(storage)}, retentionMonths: () => 6 });
      let failures = 0, message = '';
      (async () => {
        for (let i = 0; i < ${traces}; i += 1) {
          await log.keep(${JSON.stringify(trace)}).catch((error) => { failures += 1; message = error.message; });
        }
        console.log(JSON.stringify({ failures, message }));
      })();`,
    );
    const { stdout } = await promisify(execFile)(
      '/bin/sh',
      ['-c', `${limit}exec "$0" "$@"`, process.execPath, require.resolve('tsx/cli'), script],
      { cwd: folder.path, env: { ...process.env, TSX_DISABLE_CACHE: '1' }, ...(process.getuid?.() === 0 && { uid: 65534 }) },
    );
    return JSON.parse(stdout) as { failures: number; message: string };
  }
});
