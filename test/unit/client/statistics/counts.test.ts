import assert from 'node:assert/strict';
import { byDay, byLanguage, dayOf, merged, none, sumOf, type Days } from '../../../../src/client/statistics/counts.ts';

const today = new Date(2026, 2, 30, 23, 59);
const one = { offered: 1, whole: 1, partly: 0, characters: 12 };

describe('counts of ghost text', () => {
  it('name the local day', () => {
    assert.equal(dayOf(new Date(2026, 2, 5)), '2026-03-05');
    assert.equal(dayOf(today), '2026-03-30');
  });

  it('add up by day and by language', () => {
    const days: Days = { '2026-03-30': { r: one }, '2026-03-29': { r: one, sql: none } };
    const more: Days = { '2026-03-30': { r: one, python: one } };
    const sum = merged(days, more, today);
    assert.deepEqual(sum, {
      '2026-03-29': { r: one, sql: none },
      '2026-03-30': { r: { offered: 2, whole: 2, partly: 0, characters: 24 }, python: one },
    });
    assert.deepEqual(byLanguage(sum).map(([name, { offered }]) => [name, offered]), [['r', 3], ['python', 1], ['sql', 0]]);
    assert.deepEqual(byDay(sum).map(([day, { characters }]) => [day, characters]), [['2026-03-30', 36], ['2026-03-29', 12]]);
    assert.deepEqual(sumOf(), none);
  });

  it('are kept for thirty days, today among them', () => {
    const days: Days = { '2026-02-28': { r: one }, '2026-03-01': { r: one }, '2026-03-30': { r: one } };
    assert.deepEqual(Object.keys(merged(days, {}, today)), ['2026-03-01', '2026-03-30']);
  });
});
