import assert from 'node:assert/strict';
import { defaults } from '../../../src/server/completion/defaults.ts';
import { waitBeforeAsking, type Situation } from '../../../src/server/completion/demand.ts';

const usual: Situation = {
  invoked: false,
  rest: 0,
  deleting: false,
  astray: undefined,
  misses: 0,
  keysSinceAsked: 1,
  pending: undefined,
  isSame: false,
  running: 0,
  inVain: false,
  gap: 130,
  latency: 200,
  foresight: 0.5,
};
const wait = (more: Partial<Situation>): number => waitBeforeAsking({ ...usual, ...more });
const pause = defaults.pauseGaps * usual.gap;

describe('when the model is asked', () => {
  it('is at once where nothing is on its way', () => {
    assert.equal(wait({}), 0);
    assert.equal(wait({ foresight: 1 }), 0);
  });

  it('is after a pause while text is taken away, measured from the last key', () => {
    assert.equal(wait({ deleting: true }), pause);
    assert.equal(wait({ deleting: true, rest: 100 }), pause - 100);
    assert.ok(wait({ deleting: true, rest: pause }) <= 0);
  });

  it('takes a wrong key for a slip only where the model is mostly right, and only for as long as a slip takes', () => {
    assert.equal(wait({ astray: 1, foresight: 0.95 }), pause);
    assert.equal(wait({ astray: defaults.slipKeys + 1, foresight: 0.95 }), 0);
    assert.equal(wait({ astray: 1, foresight: 0.5 }), 0);
  });

  it('is ever more seldom about a line whose answers the person contradicts, and after a pause in any case', () => {
    assert.equal(wait({ misses: 1 }), 0, 'at the next key');
    assert.equal(wait({ misses: 2 }), pause);
    assert.equal(wait({ misses: 2, rest: 100 }), pause - 100);
    assert.equal(wait({ misses: 2, keysSinceAsked: 2 }), 0);
    assert.equal(wait({ misses: 50, keysSinceAsked: defaults.keysAfterMisses - 1 }), pause);
    assert.equal(wait({ misses: 50, keysSinceAsked: defaults.keysAfterMisses }), 0);
  });

  it('is later where an answer is on its way: when that is overdue', () => {
    assert.equal(wait({ pending: 50 }), defaults.overdue * usual.latency - 50);
    assert.ok(wait({ pending: defaults.overdue * usual.latency, running: 1 }) <= 0);
  });

  it('is not before an answer has come, where the same was asked or enough is asked already', () => {
    assert.equal(wait({ pending: 5000, running: 1, isSame: true }), Infinity);
    assert.equal(wait({ pending: 5000, running: defaults.maximumRunning }), Infinity);
  });

  it('is not soon after a request that came to nothing', () => {
    assert.equal(wait({ inVain: true, rest: 300 }), defaults.inVainMs - 300);
  });

  it('is at once where the person asks, whatever else', () => {
    assert.equal(wait({ invoked: true, inVain: true, deleting: true, pending: 5 }), 0);
  });
});
