import assert from 'node:assert/strict';
import { buildTable, hasFingerprint, mostOwners, ownersOf, sizeOf } from '../../../../src/server/policy/kinship/table.ts';
import { randomFrom } from './inventedRows.ts';

const random = randomFrom(11);
const fingerprint = (): number => Math.floor(random() * 2 ** 21) * 2 ** 32 + Math.floor(random() * 2 ** 32);
const list = (count: number): Float64Array => Float64Array.from({ length: count }, fingerprint).sort();
const has = (table: ReturnType<typeof buildTable>, value: number): boolean =>
  hasFingerprint(table, Math.floor(value / 2 ** 32), value % 2 ** 32);

describe('the table of fingerprints', () => {
  for (const sizes of [[], [0], [1], [5, 0, 3], [2000, 30_000, 7]]) {
    it(`finds all of lists of ${sizes.join(', ') || 'nothing'}, and nothing else`, () => {
      const lists = sizes.map(list);
      const table = buildTable(lists);
      for (const [owner, values] of lists.entries()) {
        for (const value of values) {
          assert.ok(has(table, value));
          assert.deepEqual(ownersOf(table, value), [owner]);
        }
      }
      for (let turn = 0; turn < 2000; turn++) assert.equal(has(table, fingerprint()), false);
    });
  }

  it('remembers the first owners of what many files have', () => {
    const common = list(50);
    const lists = Array.from({ length: 9 }, () => Float64Array.from([...common, ...list(20)]).sort());
    const table = buildTable(lists);
    for (const value of common) assert.deepEqual(ownersOf(table, value), [0, 1, 2, 3].slice(0, mostOwners));
    for (const [owner, values] of lists.entries()) {
      for (const value of values) if (!common.includes(value)) assert.deepEqual(ownersOf(table, value), [owner]);
    }
    assert.equal(table.lowers.length, 9 * 20 + mostOwners * 50);
  });

  it('takes 6 bytes for each and a directory', () => {
    assert.ok(sizeOf(buildTable([list(100_000)])) <= 100_000 * 8.7);
  });
});
