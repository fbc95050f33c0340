import assert from 'node:assert/strict';
import { pause, systemClock, type Clock } from '../../../src/server/completion/debounce.ts';

describe('debounce', () => {
  it('waits as long as it is told', async () => {
    const start = performance.now();
    await pause(30, new AbortController().signal, systemClock);
    assert.ok(performance.now() - start >= 28);
  });

  it('ends at once when it is cancelled, and leaves no timer behind', async () => {
    let pending = 0;
    const clock: Clock = {
      after: () => {
        pending++;
        return () => {
          pending--;
        };
      },
    };
    const controller = new AbortController();
    const waiting = pause(1000, controller.signal, clock);
    controller.abort(new Error('typed on'));
    await assert.rejects(waiting, /typed on/);
    assert.equal(pending, 0);
    await assert.rejects(pause(1000, controller.signal, clock), /typed on/, 'cancelled before');
    assert.equal(pending, 0);
  });
});
