import assert from 'node:assert/strict';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AuditLog, type Trace } from '../../../src/server/policy/audit.ts';
import { freshFolder } from '../../support/folder.ts';

const trace: Trace = {
  request: 'chat',
  backend: 'mistral',
  destination: 'https://api.mistral.ai',
  clearance: 'internal',
  verdict: 'send',
  label: 'internal',
  rules: [],
  characters: 12,
  withheld: 0,
  documents: ['file:///home/dupont/study/a.R'],
};

describe('AuditLog', () => {
  const folder = freshFolder();
  const lines = async (log: AuditLog) =>
    (await readFile(log.file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Trace & { time: string });

  it('keeps one line for each trace, in order', async () => {
    const log = new AuditLog(join(folder.path, 'new'));
    await Promise.all([1, 2, 3, 4, 5].map((characters) => log.keep({ ...trace, characters })));
    assert.deepEqual(
      (await lines(log)).map(({ characters }) => characters),
      [1, 2, 3, 4, 5],
    );
  });

  it('names documents by keyed hashes that differ between machines', async () => {
    const here = new AuditLog(join(folder.path, 'here'));
    const there = new AuditLog(join(folder.path, 'there'));
    await here.keep(trace);
    await here.keep(trace);
    await there.keep(trace);
    const [first, second] = await lines(here);
    assert.match(first?.documents[0] ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(first?.documents, second?.documents);
    assert.notDeepEqual(first?.documents, (await lines(there))[0]?.documents);
    assert.ok(!(await readFile(here.file, 'utf8')).includes('dupont'));
  });

  it('is for its owner only', async function () {
    if (process.platform === 'win32') this.skip();
    const log = new AuditLog(folder.path);
    await log.keep(trace);
    for (const file of ['audit.jsonl', 'audit.key'])
      assert.equal((await stat(join(folder.path, file))).mode & 0o077, 0, file);
  });

  it('fails where it cannot write, and works again once it can', async () => {
    await writeFile(join(folder.path, 'blocked'), '');
    const log = new AuditLog(join(folder.path, 'blocked/below'));
    await assert.rejects(log.keep(trace));
    await rm(join(folder.path, 'blocked'));
    await log.keep(trace);
    assert.equal((await lines(log)).length, 1);
  });

  it('hides no name behind a damaged key', async () => {
    await writeFile(join(folder.path, 'audit.key'), '');
    const log = new AuditLog(folder.path);
    await assert.rejects(log.keep(trace), /damaged/);
    await rm(join(folder.path, 'audit.key'));
    await log.keep(trace);
    assert.deepEqual((await readdir(folder.path)).sort(), ['audit.jsonl', 'audit.key']);
  });

  it('shares one key between windows that begin at once', async () => {
    const logs = Array.from({ length: 8 }, () => new AuditLog(folder.path));
    await Promise.all(logs.map((log) => log.keep(trace)));
    const names = (await lines(logs[0]!)).map(({ documents }) => documents[0]);
    assert.equal(new Set(names).size, 1);
  });
});
