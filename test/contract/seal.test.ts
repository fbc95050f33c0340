import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('a process whose network globals are sealed', () => {
  it('can reach the network through the door only, and both back ends do', () => {
    const script = join(__dirname, 'support', 'sealedRun.ts');
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--require', 'tsx/cjs', script], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trim(), 'sealed and working');
  }).timeout(60_000);
});
