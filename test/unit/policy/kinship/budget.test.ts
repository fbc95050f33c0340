import assert from 'node:assert/strict';
import { capacity, expectedFingerprints, limitPerFile, reckonCharacters, windowFor } from '../../../../src/server/policy/kinship/budget.ts';
import { neededCover } from '../../../../src/server/policy/kinship/kin.ts';
import { longGramLength, narrowWindow, widestOfGrams } from '../../../../src/server/policy/kinship/winnow.ts';

const megabyte = 1e6;
const windowOfSingle = (size: number): number => windowFor(size, limitPerFile([size]));

describe('what is kept of flagged files', () => {
  it('is as the documentation of the decision says for a single file', () => {
    const sizes: [number, number][] = [[37, 8], [38, 16], [71, 16], [72, 32], [138, 32], [272, 64], [541, 128], [1077, 256], [2147, 512]];
    for (const [size, window] of sizes) assert.equal(windowOfSingle(size * megabyte), window, `${size} MB`);
    const guaranteed = [8, 16, 32, 64, 128, 256, 512].map((window) => {
      const cover = neededCover({ kind: 'rows', window });
      return window <= widestOfGrams ? cover + 2 * (window - 1) : window + longGramLength - 1;
    });
    assert.deepEqual(guaranteed, [62, 78, 67, 99, 163, 291, 547]);
  });

  it('fits into the capacity whatever the sizes, and spares small files', () => {
    const many = Array.from({ length: 300 }, (_, at) => (at % 7 === 0 ? 400 * megabyte : 20_000 + at));
    const limit = limitPerFile(many);
    const windows = many.map((size) => windowFor(size, limit));
    const total = many.reduce((sum, size, at) => sum + expectedFingerprints(size, windows[at] ?? 1), 0);
    assert.ok(total <= capacity);
    assert.ok(total > capacity / 4, 'but uses it');
    assert.ok(windows.every((window, at) => window === narrowWindow || (many[at] ?? 0) > megabyte));
  });

  it('reckons with what a packed file unpacks to, and with no more than is read', () => {
    assert.equal(reckonCharacters(1000n, false, 1e9), 1000);
    assert.equal(reckonCharacters(1000n, true, 1e9), 8000);
    assert.equal(reckonCharacters(10n ** 12n, false, 1e9), 1e9);
  });
});
