import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Knowledge } from '../../../src/server/backends/knowledge.ts';
import { latest, measuredMilliseconds, Measurements } from '../../../src/server/backends/measurements.ts';
import { MeasurementsFile } from '../../../src/server/backends/measurementsFile.ts';
import { freshFolder } from '../../support/folder.ts';

describe('what is measured of a server', () => {
  it('is an average that follows the last answers, for each use', () => {
    const measured = new Measurements();
    assert.equal(measured.firstToken('completion'), undefined);
    measured.noteFirstToken('completion', 200);
    measured.noteFirstToken('completion', 100);
    assert.equal(measured.firstToken('completion')?.value, 170);
    assert.equal(measured.firstToken('chat'), undefined);
  });

  it('is believed for a week, and not where it lies ahead', () => {
    let now = 1_000_000_000_000;
    const measured = new Measurements(undefined, () => now);
    measured.noteFirstToken('chat', 300);
    measured.noteCancellation('keeps');
    assert.deepEqual(measured.cancellation, { value: 'keeps', at: now });
    now += measuredMilliseconds - 1;
    assert.equal(measured.firstToken('chat')?.value, 300);
    now += 1;
    assert.deepEqual([measured.firstToken('chat'), measured.cancellation, measured.kept], [undefined, undefined, {}]);
    now -= 2 * measuredMilliseconds;
    assert.deepEqual([measured.firstToken('chat'), measured.cancellation], [undefined, undefined]);
  });

  it('is no longer believed of cancellation once a check could not tell, in other sessions too', () => {
    let now = 1_000_000_000_000;
    const measured = new Measurements(undefined, () => now);
    measured.noteCancellation('keeps');
    const before = measured.kept;
    now += 1;
    measured.noteCancellation('unknown');
    assert.equal(measured.cancellation, undefined);
    measured.take(before);
    assert.equal(measured.cancellation, undefined);
    assert.deepEqual(latest(before, measured.kept), measured.kept);
  });

  it('stays where keys or settings change, unlike what the server told', () => {
    const knowledge = new Knowledge();
    const known = knowledge.of('http://a.example/v1');
    known.countsTokens.keep(true);
    known.measured.noteCancellation('frees');
    knowledge.forget();
    const after = knowledge.of('http://a.example/v1/');
    assert.deepEqual([after.countsTokens.value, after.measured.cancellation?.value], [undefined, 'frees']);
  });
});

describe('the file of measurements', () => {
  const folder = freshFolder();
  const path = (): string => join(folder.path, 'state', 'servers.json');
  const url = 'https://llm.example/v1';
  const session = async () => {
    const knowledge = new Knowledge();
    const file = new MeasurementsFile(path(), knowledge);
    await file.load();
    return { file, of: (address: string) => knowledge.of(address).measured };
  };

  it('brings what one session measured to the next, of each server the latest of all windows', async () => {
    const [one, other] = [await session(), await session()];
    one.of(url).noteFirstToken('completion', 420);
    other.of(url).noteCancellation('keeps');
    other.of('http://127.0.0.1:8080').noteFirstToken('chat', 90);
    await one.file.flush();
    await other.file.flush();
    const next = await session();
    assert.deepEqual([next.of(url).firstToken('completion')?.value, next.of(url).cancellation?.value], [420, 'keeps']);
    assert.equal(next.of('http://127.0.0.1:8080/v1/').firstToken('chat')?.value, 90);
  });

  it('is its owner’s alone, and holds addresses, numbers and times, nothing else that an address may hold', async () => {
    const { file, of } = await session();
    of('https://llm.example/v1?key=canary-4711').noteFirstToken('completion', 9.5);
    await file.flush();
    if (process.platform !== 'win32') assert.equal(statSync(path()).mode & 0o777, 0o600);
    const { version, servers } = JSON.parse(readFileSync(path(), 'utf8')) as { version: number; servers: Record<string, { completion: { value: number; at: number } }> };
    assert.equal(version, 1);
    assert.deepEqual(Object.keys(servers), [url]);
    assert.deepEqual(Object.keys(servers[url]!.completion), ['value', 'at']);
  });

  it('tells nothing where it is damaged, and is whole again with the next measurement', async () => {
    const first = await session();
    first.of(url).noteFirstToken('completion', 50);
    await first.file.flush();
    for (const damaged of ['', '{"version":1,"servers":{"x":{"completion":{"value":-1,"at":0}}}}', '[]']) {
      writeFileSync(path(), damaged);
      const { file, of } = await session();
      assert.equal(of(url).firstToken('completion'), undefined);
      of(url).noteFirstToken('completion', 60);
      await file.flush();
      assert.equal((await session()).of(url).firstToken('completion')?.value, 60);
    }
  });

  it('leaves out what is too old', async () => {
    const { file, of } = await session();
    of(url).take({ completion: { value: 1, at: Date.now() - measuredMilliseconds - 1 } });
    of('http://127.0.0.1:8080').noteFirstToken('chat', 90);
    await file.flush();
    assert.deepEqual(Object.keys((JSON.parse(readFileSync(path(), 'utf8')) as { servers: object }).servers), ['http://127.0.0.1:8080/v1']);
  });

  it('is put right where it was written by a clock that went ahead', async () => {
    const ahead = { value: 900, at: Date.now() + 365 * 24 * 3600_000 };
    mkdirSync(join(folder.path, 'state'), { recursive: true });
    writeFileSync(path(), JSON.stringify({ version: 1, servers: { [url]: { completion: ahead }, 'http://127.0.0.1:8080/v1': { chat: ahead } } }));
    const { file, of } = await session();
    of(url).noteFirstToken('completion', 60);
    await file.flush();
    assert.equal((await session()).of(url).firstToken('completion')?.value, 60);
    assert.deepEqual(Object.keys((JSON.parse(readFileSync(path(), 'utf8')) as { servers: object }).servers), [url]);
  });
});
