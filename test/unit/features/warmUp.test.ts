import assert from 'node:assert/strict';
import { WarmUp } from '../../../src/server/features/warmUp.ts';

describe('warming up', () => {
  let now: number;
  let isWanted: boolean;
  let opened: number;
  let warmUp: WarmUp;
  const typedAfter = (pause: number): number => {
    now += pause;
    warmUp.typed();
    return opened;
  };
  beforeEach(() => {
    now = 0;
    isWanted = true;
    opened = 0;
    warmUp = new WarmUp({ isWanted: () => isWanted, open: () => (opened += 1), now: () => now });
  });

  it('opens a connection with the first key, and after a pause', () => {
    assert.equal(typedAfter(0), 1);
    assert.equal(typedAfter(10_000), 2);
  });

  it('opens none for one who goes on typing, however long', () => {
    typedAfter(0);
    for (let i = 0; i < 100; i++) typedAfter(300);
    assert.equal(opened, 1);
  });

  it('opens none where nothing may be asked for', () => {
    isWanted = false;
    assert.equal(typedAfter(0), 0);
  });
});
