import assert from 'node:assert/strict';
import { movedTable, type Table } from '../../../../src/server/policy/detectors/tables/table.ts';

describe('movedTable', () => {
  const read: Table = { start: 4, end: 9, names: ['a'], columns: [[{ text: 'x', start: 4, end: 5 }, { text: 'y', start: 8, end: 9 }]] };

  it('moves a table and its cells', () => {
    const { start, end, names, columns, like } = movedTable(read, 3);
    assert.deepEqual([start, end, names, like], [7, 12, ['a'], read]);
    assert.deepEqual(columns, [[{ text: 'x', start: 7, end: 8 }, { text: 'y', start: 11, end: 12 }]]);
  });

  it('may be moved by any number of keys', () => {
    let table = read;
    for (let key = 0; key < 100_000; key += 1) table = movedTable(table, key % 2 === 0 ? 1 : -1);
    assert.equal(table.like, read);
    assert.deepEqual(movedTable(table, 1).columns[0]?.[0], { text: 'x', start: 5, end: 6 });
  });
});
