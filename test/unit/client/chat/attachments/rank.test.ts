import assert from 'node:assert/strict';
import { bestOf, swapped } from '../../../../../src/client/chat/attachments/rank.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));
const best = (query: string, ...names: string[]) => bestOf(named(...names), query, 10).map(({ name }) => name);

describe('bestOf', () => {
  it('puts the file of that name first, then beginnings, then what holds the query', () => {
    assert.deepEqual(best('epi', 'R/deepika.R', 'epi/readme.md', 'R/epicurve.R', 'R/e_p_i.R', 'R/other.R', 'epi'), [
      'epi',
      'R/epicurve.R',
      'R/deepika.R',
      'epi/readme.md',
      'R/e_p_i.R',
    ]);
  });

  it('does not mind case and accents', () => {
    assert.deepEqual(best('deces', 'R/Décès.R'), ['R/Décès.R']);
    assert.deepEqual(best('DÉCÈS', 'R/deces.R'), ['R/deces.R']);
  });

  it('finds by other words too, and nothing else', () => {
    const all = [{ name: 'Modifications', words: ['changes', 'diff', 'git'] }, { name: 'R/a.R' }];
    assert.deepEqual(bestOf(all, 'git', 10), [all[0]]);
    assert.deepEqual(bestOf(all, 'xyz', 10), []);
  });

  it('keeps the order for an empty query, and gives no more than wanted', () => {
    assert.deepEqual(bestOf(named('b', 'a', 'c'), '', 2), named('b', 'a'));
  });
});

describe('swapped', () => {
  it('puts each that is marked behind the next', () => {
    assert.deepEqual(swapped(['file a', 'columns a', 'b', 'file c', 'columns c'], [true, false, false, true, false]), ['columns a', 'file a', 'b', 'columns c', 'file c']);
    assert.deepEqual(swapped(['a', 'b'], [false, true]), ['a', 'b']);
  });
});
