import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportText, summary } from '../../../../src/server/policy/audit/report.ts';
import { verifyFolder } from '../../../../src/server/policy/audit/verify.ts';
import { freshFolder } from '../../../support/folder.ts';
import { auditLogs, logNames, trace } from './support.ts';

describe('verifyFolder', () => {
  const folder = freshFolder();
  const auditLog = auditLogs();
  const path = (name: string) => join(folder.path, 'audit', name);
  const headOf = (name: string) => name.replace('.jsonl', '.head');

  /** Two sessions, one after the other, of a header and four verdicts each. */
  async function twoLogs(): Promise<[string, string]> {
    for (const day of ['01', '02']) {
      const log = auditLog(folder.path, { now: () => new Date(`2026-05-${day}T08:00:00Z`) });
      for (let i = 0; i < 4; i += 1) await log.keep({ ...trace, characters: 1000 + i });
      await log.close();
    }
    const [first, second] = logNames(folder.path);
    return [first!, second!];
  }

  async function edit(name: string, change: (lines: string[]) => string[]): Promise<void> {
    const lines = (await readFile(path(name), 'utf8')).trimEnd().split('\n');
    await writeFile(path(name), change(lines).map((line) => `${line}\n`).join(''));
  }

  async function found(): Promise<[string, number | undefined, string][]> {
    const report = await verifyFolder(folder.path);
    assert.ok(report);
    assert.equal(report.ok, report.problems.length === 0);
    return report.problems.map(({ file, line, kind }) => [file, line, kind]);
  }

  it('finds nothing in what was left alone, also from the folder of the logs, and in a copy beside the key', async () => {
    await twoLogs();
    const report = await verifyFolder(folder.path);
    assert.deepEqual(report, { folder: folder.path, files: 2, lines: 10, problems: [], notes: [], ok: true });
    assert.deepEqual(await verifyFolder(join(folder.path, 'audit')), report);
    const copy = join(folder.path, 'copy');
    await cp(join(folder.path, 'audit'), copy, { recursive: true });
    await cp(join(folder.path, 'audit.key'), join(copy, 'audit.key'));
    assert.deepEqual(await verifyFolder(copy), { ...report, folder: copy });
  });

  it('has nothing to say of a folder without logs', async () => {
    assert.equal(await verifyFolder(folder.path), undefined);
    assert.equal(await verifyFolder(join(folder.path, 'gone')), undefined);
  });

  it('names a changed line', async () => {
    const [first] = await twoLogs();
    await edit(first, (lines) => lines.map((line) => line.replace('"characters":1002', '"characters":1')));
    assert.deepEqual(await found(), [[first, 4, 'changed']]);
  });

  it('names a changed line whose hash alone was changed, not the line after it', async () => {
    const [first] = await twoLogs();
    await edit(first, (lines) => lines.with(2, `${lines[2]!.slice(0, -10)}${lines[2]!.at(-10) === '0' ? '1' : '0'}${lines[2]!.slice(-9)}`));
    assert.deepEqual(await found(), [[first, 3, 'changed']]);
  });

  it('names the place of removed lines', async () => {
    const [first] = await twoLogs();
    await edit(first, (lines) => lines.toSpliced(2, 2));
    assert.deepEqual(await found(), [[first, 3, 'removed']]);
  });

  it('names moved and doubled lines', async () => {
    const [first] = await twoLogs();
    await edit(first, (lines) => [0, 1, 3, 2, 4].map((at) => lines[at]!));
    assert.deepEqual(await found(), [[first, 4, 'reordered']]);
    await edit(first, (lines) => [0, 1, 3, 3, 2, 4].map((at) => lines[at]!));
    assert.deepEqual(new Set((await found()).map(([, , kind]) => kind)), new Set(['reordered']));
  });

  it('names a cut end, by the head file, and by a later log where that is put back too', async () => {
    const [first, second] = await twoLogs();
    await edit(first, (lines) => lines.slice(0, 3));
    assert.deepEqual(await found(), [[first, 4, 'truncated']]);
    await rm(path(headOf(first)));
    assert.deepEqual(await found(), [[headOf(first), undefined, 'missingFile']]);
    await edit(first, (lines) => lines.slice(0, 1));
    assert.deepEqual(await found(), [[first, undefined, 'truncated']]);
    await rm(path(second));
    await rm(path(headOf(second)));
    assert.deepEqual(await found(), [], 'what it says it cannot find');
  });

  it('names a missing log, by a later log or by the head file', async () => {
    const [, second] = await twoLogs();
    await rm(path(second));
    assert.deepEqual(await found(), [[second, undefined, 'missingFile']]);
    await rm(path(headOf(second)));
    assert.deepEqual(await found(), [], 'what it says it cannot find');
  });

  it('names a missing log whose head is gone too, by a later log', async () => {
    const [first] = await twoLogs();
    await rm(path(first));
    await rm(path(headOf(first)));
    assert.deepEqual(await found(), [[first, undefined, 'missingFile']]);
  });

  it('names a log or a head that stands in for another', async () => {
    const [first, second] = await twoLogs();
    await cp(path(second), path(first));
    assert.ok((await found()).some(([file, line, kind]) => file === first && line === 1 && kind === 'changed'));
    await cp(path(headOf(second)), path(headOf(first)));
    assert.ok((await found()).some(([file, , kind]) => file === headOf(first) && kind === 'changed'));
  });

  it('says that a key is missing, damaged or another', async () => {
    await twoLogs();
    const key = join(folder.path, 'audit.key');
    await writeFile(key, 'short');
    assert.deepEqual(await found(), [['audit.key', undefined, 'damagedKey']]);
    await rm(key);
    assert.deepEqual(await found(), [['audit.key', undefined, 'damagedKey']]);
    await writeFile(key, randomBytes(32));
    assert.deepEqual((await found()).map(([, , kind]) => kind), ['damagedKey', 'damagedKey']);
  });

  it('takes a write that a crash cut short for no tampering', async () => {
    const [, second] = await twoLogs();
    await writeFile(path(second), '{"seq":5,"line":"ver', { flag: 'a' });
    const report = await verifyFolder(folder.path);
    assert.deepEqual([report?.ok, report?.notes.map(({ file, line, kind }) => [file, line, kind])], [true, [[second, 6, 'interrupted']]]);
  });

  it('takes a log whose process ended before its head was made for no tampering', async () => {
    const [, second] = await twoLogs();
    await edit(second, (lines) => lines.slice(0, 1));
    await rm(path(headOf(second)));
    assert.deepEqual(await found(), []);
  });

  it('says of the log of an earlier version that it has no chain', async () => {
    folder.write({ 'audit.jsonl': '{"time":"2026-01-01T00:00:00.000Z"}\n' });
    const report = await verifyFolder(folder.path);
    assert.deepEqual(report?.notes.map(({ file, kind }) => [file, kind]), [['audit.jsonl', 'unchained']]);
    assert.ok(report);
    assert.match(summary(report), /nothing to verify/);
  });

  it('says of a folder without any log that nothing has been logged, and counts nothing', () => {
    const text = reportText({ folder: folder.path, files: 0, lines: 0, problems: [], notes: [], ok: true });
    assert.match(text, /Nothing has been logged yet/);
    assert.doesNotMatch(text, /whole|Logs:/);
  });

  it('finds a log that was renamed', async () => {
    const [first] = await twoLogs();
    await rename(path(first), path('2026-05-01T07-00-00-000Z-00000000.jsonl'));
    await rename(path(headOf(first)), path('2026-05-01T07-00-00-000Z-00000000.head'));
    assert.ok((await found()).some(([file, , kind]) => file === first && kind === 'missingFile'));
  });

  it('leaves the files as they are', async () => {
    await twoLogs();
    const before = await readdir(folder.path, { recursive: true });
    await verifyFolder(folder.path);
    assert.deepEqual(await readdir(folder.path, { recursive: true }), before);
  });

  it('tells in its report where to look, and what it does not prove', async () => {
    const [first] = await twoLogs();
    await edit(first, (lines) => lines.toSpliced(2, 1));
    const text = reportText((await verifyFolder(folder.path))!);
    assert.ok(text.includes(`${first}:3: removed`), text);
    assert.match(text, /What this does not prove/);
    assert.match(text, /collector/);
  });
});
