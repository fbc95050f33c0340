import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { AuditLog } from '../../../../src/server/policy/audit/log.ts';
import { verifyFolder } from '../../../../src/server/policy/audit/verify.ts';
import { freshFolder } from '../../../support/folder.ts';
import { trace } from './support.ts';

/** How many random cases each property has. */
const numRuns = 150;

/** The traces of sessions that follow each other: sizes and rules, with letters that JSON and UTF-8 make longer. */
const sessions = fc.array(
  fc.array(fc.record({ characters: fc.nat(), rules: fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 5,
  }),
  { minLength: 1, maxLength: 3 },
);

/** Something done to one file; the numbers choose where. */
const deeds = fc.record({
  how: fc.constantFrom('byte', 'drop', 'swap', 'double', 'truncate', 'insert', 'delete'),
  file: fc.nat(),
  at: fc.nat(),
  other: fc.nat(),
  byte: fc.integer({ min: 0, max: 255 }),
});

type Deed = Parameters<Parameters<typeof deeds.map>[0]>[0];

describe('tampering with an audit log', () => {
  const folder = freshFolder();

  async function write(all: readonly (readonly object[])[]): Promise<string> {
    const storage = mkdtempSync(join(folder.path, 's-'));
    for (const [day, traces] of all.entries()) {
      const log = new AuditLog({ storage, retentionMonths: () => 6, now: () => new Date(Date.UTC(2026, 4, day + 1)) });
      for (const each of traces) await log.keep({ ...trace, ...each });
      await log.close();
    }
    return storage;
  }

  const files = (storage: string): string[] => readdirSync(join(storage, 'audit')).sort();

  /** @returns whether anything is different now. */
  function tamper(storage: string, { how, file: fileAt, at, other, byte }: Deed): boolean {
    const names = files(storage);
    const path = join(storage, 'audit', names[fileAt % names.length]!);
    if (how === 'delete') {
      rmSync(path);
      return true;
    }
    const before = readFileSync(path);
    const place = at % before.length;
    const lines = before.toString('latin1').split('\n').slice(0, -1);
    const joined = (changed: string[]) => Buffer.from(changed.map((line) => `${line}\n`).join(''), 'latin1');
    const [line, second] = [at % lines.length, other % lines.length];
    const after = {
      byte: () => Buffer.from(before.map((each, index) => (index === place ? byte : each))),
      drop: () => joined(lines.toSpliced(line, 1)),
      swap: () => joined(lines.with(line, lines[second]!).with(second, lines[line]!)),
      double: () => joined(lines.toSpliced(second, 0, lines[line]!)),
      truncate: () => before.subarray(0, place),
      insert: () => Buffer.concat([before.subarray(0, place), Buffer.from([byte]), before.subarray(place)]),
    }[how]();
    writeFileSync(path, after);
    return !after.equals(before);
  }

  it('is found, and nothing is found where nothing was done', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(sessions, deeds, async (all, deed) => {
        const storage = await write(all);
        const whole = await verifyFolder(storage);
        assert.deepEqual([whole?.problems, whole?.notes], [[], []]);
        assert.equal(whole?.lines, all.flat().length + all.length);
        const different = tamper(storage, deed);
        assert.equal((await verifyFolder(storage))?.ok, !different);
        rmSync(storage, { recursive: true });
      }),
      { numRuns },
    );
  });

  it('is found in a log that is gone with its head file, unless it is the newest', async () => {
    await fc.assert(
      fc.asyncProperty(sessions, fc.nat(), async (all, at) => {
        const storage = await write(all);
        const logs = files(storage).filter((name) => name.endsWith('.jsonl'));
        const gone = at % logs.length;
        rmSync(join(storage, 'audit', logs[gone]!));
        rmSync(join(storage, 'audit', logs[gone]!.replace('.jsonl', '.head')));
        assert.equal((await verifyFolder(storage))?.ok, gone === logs.length - 1);
      }),
      { numRuns: 50 },
    );
  });

  it('is not found where the newest log and its head file are put back as they were, as the report says', async () => {
    const storage = await write([[{}, {}]]);
    const [head, log] = files(storage).map((name) => join(storage, 'audit', name));
    const now = new Date('2026-06-01T00:00:00Z');
    const running = new AuditLog({ storage, retentionMonths: () => 6, now: () => now });
    await running.keep(trace);
    const copy = join(folder.path, 'copy');
    cpSync(storage, copy, { recursive: true });
    await running.keep(trace);
    await running.close();
    assert.ok(head !== undefined && log !== undefined);
    for (const name of files(storage)) cpSync(join(copy, 'audit', name), join(storage, 'audit', name));
    assert.equal((await verifyFolder(storage))?.ok, true);
  });
});
