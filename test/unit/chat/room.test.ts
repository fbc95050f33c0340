import assert from 'node:assert/strict';
import { shareOut } from '../../../src/server/chat/room.ts';

describe('shareOut', () => {
  it('lets short texts go whole and shares what is left among the long ones', () => {
    assert.deepEqual(shareOut([100, 10, 100], 110), [50, 10, 50]);
    assert.deepEqual(shareOut([5, 10], 100), [5, 10]);
    assert.deepEqual(shareOut([300], 100), [100]);
    assert.deepEqual(shareOut([], 100), []);
  });

  it('never gives more than there is room for', () => {
    for (const lengths of [[7, 7, 7], [0, 1, 1000, 3], [50, 50, 50, 50, 50, 50, 50]]) {
      const shares = shareOut(lengths, 20);
      assert.ok(shares.reduce((sum, each) => sum + each, 0) <= 20);
      assert.ok(shares.every((share, index) => share <= lengths[index]!));
    }
  });
});
