import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('what V8 is told of optimising', () => {
  it('is understood by the V8 that runs here', () => {
    const module = join(import.meta.dirname, '../../src/server/compiler.ts');
    const program = `require(${JSON.stringify(module)}).optimiseSeldom()`;
    const { status, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', program], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [0, '']);
  });
});
