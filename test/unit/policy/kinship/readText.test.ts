import assert from 'node:assert/strict';
import { partsRead, readWholeUpTo, sampledBlocks, sampledBlockSize } from '../../../../src/server/policy/kinship/readText.ts';

describe('how much of a file is read', () => {
  it('is all up to 2 GiB', () => {
    for (const size of [0, 1, 1e9, readWholeUpTo]) assert.deepEqual(partsRead(size), [{ start: 0, length: size }]);
  });

  it('is 128 blocks of 16 MiB of a larger one, evenly spaced from the first to the last', () => {
    for (const size of [readWholeUpTo + 1, 5e9, 1e12]) {
      const parts = partsRead(size);
      assert.equal(parts.length, sampledBlocks);
      assert.equal(parts.reduce((sum, { length }) => sum + length, 0), readWholeUpTo);
      assert.equal(parts[0]?.start, 0);
      const end = (parts.at(-1)?.start ?? 0) + sampledBlockSize;
      assert.ok(end <= size && end >= size - 1, `${end} of ${size}`);
      const gaps = parts.slice(1).map(({ start }, at) => start - (parts[at]?.start ?? 0));
      assert.ok(Math.max(...gaps) - Math.min(...gaps) <= 3);
      assert.ok(parts.every(({ start }) => start % 2 === 0));
    }
  });
});
