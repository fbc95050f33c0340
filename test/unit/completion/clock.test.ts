import assert from 'node:assert/strict';
import { systemClock } from '../../../src/server/completion/clock.ts';

describe('the system’s clock', () => {
  it('runs something after as long as it is told', async () => {
    const start = systemClock.now();
    await new Promise<void>((resolve) => systemClock.after(30, resolve));
    assert.ok(systemClock.now() - start >= 28);
  });

  it('does not run what was called off', async () => {
    let ran = false;
    const callOff = systemClock.after(5, () => {
      ran = true;
    });
    callOff();
    await new Promise<void>((resolve) => systemClock.after(20, resolve));
    assert.equal(ran, false);
  });
});
