import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../../scripts/start/lock.mjs';
import { freshFolder } from '../../support/folder.ts';
import { ModelServer } from '../../support/modelServer.ts';

const module = join(__dirname, '../../../scripts/start/lock.mjs');

describe('the lock of npm start', () => {
  const folder = freshFolder();
  const file = () => join(folder.path, 'cache', 'start.json');

  /** Takes the lock in a process of its own, as another start does; with `then` it goes on afterwards. */
  const elsewhere = (then = ''): string[] => [
    '--input-type=module',
    '-e',
    `import { takeLock } from ${JSON.stringify(`file://${module}`)};
     const lock = await takeLock(${JSON.stringify(file())});
     console.log(JSON.stringify(lock.holder ?? null)); ${then}`,
  ];

  it('lets one in, sends the next to its address, and lets the next in once it is released', async () => {
    const editor = await ModelServer.start({});
    try {
      const lock = await takeLock(file());
      assert.ok(lock.taken);
      assert.deepEqual(await takeLock(file()), { taken: false, holder: { pid: process.pid } });
      const { stdout } = spawnSync(process.execPath, elsewhere(), { encoding: 'utf8' });
      assert.deepEqual(JSON.parse(stdout), { pid: process.pid });
      lock.tell(editor.origin);
      assert.deepEqual(await takeLock(file()), { taken: false, holder: { pid: process.pid, url: editor.origin } });
      lock.release();
    } finally {
      await editor.close();
    }
    const next = await takeLock(file());
    assert.ok(next.taken);
    next.release();
    assert.equal(existsSync(file()), false);
  });

  it('is held by a process that runs, and by none that was killed', async () => {
    const other = spawn(process.execPath, elsewhere('setInterval(() => {}, 1000)'), {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    assert.deepEqual(await takeLock(file()), { taken: false, holder: { pid: other.pid } });
    other.kill('SIGKILL');
    await once(other, 'close');
    assert.ok(existsSync(file()), 'nothing could tidy up');
    const lock = await takeLock(file());
    assert.ok(lock.taken);
    lock.release();
  });

  it('is given back at the end of a process, however it ends by itself', () => {
    spawnSync(process.execPath, elsewhere('throw new Error("crash")'), { stdio: 'ignore' });
    assert.equal(existsSync(file()), false);
  });

  it('passes over a process of the same number whose editor does not answer', async () => {
    const editor = await ModelServer.start({});
    await editor.close();
    folder.write({ 'cache/start.json': JSON.stringify({ pid: process.ppid, url: editor.origin }) });
    const lock = await takeLock(file());
    assert.ok(lock.taken);
    assert.deepEqual(JSON.parse(readFileSync(file(), 'utf8')), { pid: process.pid });
    lock.release();
  });

  it('passes over a file that was not written to its end', async () => {
    folder.write({ 'cache/start.json': '{"pid":' });
    const lock = await takeLock(file());
    assert.ok(lock.taken);
    lock.release();
  });
});
