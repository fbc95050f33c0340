import assert from 'node:assert/strict';
import { judgeCancellation } from '../../../src/server/check/cancellation.ts';

const measured = { before: 100, during: 900, after: 110, running: undefined, load: 1 };

describe('what times say of cancellation', () => {
  it('believes the server’s own count where it is back to nothing', () => {
    assert.equal(judgeCancellation({ ...measured, during: 105, running: 0 }).verdict, 'frees');
    assert.equal(judgeCancellation({ ...measured, running: 0 }).by, 'count');
  });

  it('believes the times where others slowed a short request down', () => {
    assert.equal(judgeCancellation(measured).verdict, 'frees');
    assert.equal(judgeCancellation({ ...measured, after: 850 }).verdict, 'keeps');
    // Others may ask the same server: that something runs does not say that it is ours.
    assert.equal(judgeCancellation({ ...measured, running: 3 }).verdict, 'frees');
    assert.equal(judgeCancellation({ ...measured, after: 850, running: 3 }).verdict, 'keeps');
  });

  it('says that it does not know where others did not slow a short request down, or were over first', () => {
    assert.equal(judgeCancellation({ ...measured, during: 130, after: 105 }).verdict, 'unknown');
    assert.equal(judgeCancellation({ ...measured, during: undefined }).verdict, 'unknown');
  });

  it('keeps what was measured, in whole milliseconds', () => {
    assert.deepEqual(judgeCancellation({ before: 99.6, during: 900.2, after: 110.4, running: undefined, load: 4 }), {
      verdict: 'frees',
      by: 'time',
      beforeMs: 100,
      duringMs: 900,
      afterMs: 110,
      load: 4,
    });
  });
});
