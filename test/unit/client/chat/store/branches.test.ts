import assert from 'node:assert/strict';
import { branchesAt, branchOf, endOf, historyOf, pathTo, united } from '../../../../../src/client/chat/store/branches.ts';
import type { Exchange } from '../../../../../src/client/chat/store/stored.ts';
import { exchange, stored } from './support.ts';

const [a1, b2, c3, b4, d5] = [
  exchange('a1', null),
  exchange('b2', 'a1'),
  exchange('c3', 'b2'),
  exchange('b4', 'a1'),
  exchange('d5', 'b4'),
];
const all = [a1, b2, c3, b4, d5];
const ids = (exchanges: readonly Exchange[]) => exchanges.map(({ id }) => id);

describe('branches', () => {
  it('lead from the first exchange to the last', () => {
    assert.deepEqual(ids(pathTo(all, 'c3')), ['a1', 'b2', 'c3']);
    assert.deepEqual(ids(pathTo(all, 'd5')), ['a1', 'b4', 'd5']);
    assert.deepEqual(pathTo(all, null), []);
    assert.deepEqual(pathTo(all, 'gone'), []);
  });

  it('come to an end in a damaged file that leads in a circle', () => {
    const circle = [exchange('a1', 'b2'), exchange('b2', 'a1')];
    assert.deepEqual(ids(pathTo(circle, 'a1')), ['b2', 'a1']);
    assert.equal(endOf(circle, circle[0]!).id, 'b2');
  });

  it('are counted where they part, in the order in which they were asked', () => {
    assert.deepEqual(ids(branchesAt([b4, b2, a1], b2)), ['b2', 'b4']);
    assert.deepEqual(branchOf(all, b4), { number: 2, of: 2 });
    assert.equal(branchOf(all, c3), undefined);
  });

  it('are entered where they were gone on with last', () => {
    const later = exchange('e6', 'b2');
    assert.equal(endOf([...all, later], b2).id, 'e6');
    assert.equal(endOf(all, b4).id, 'd5');
  });

  it('bring the turns of answers only, with their labels as the server gave them', () => {
    const refused = exchange('x6', 'c3', { result: { outcome: 'failed', message: 'No.' } });
    const history = historyOf([a1, refused, c3]);
    assert.deepEqual(history.map(({ fragments: [fragment] }) => fragment?.text), ['Question a1', 'Answer a1', 'Question c3', 'Answer c3']);
    assert.deepEqual(history[1]?.fragments[0], {
      text: 'Answer a1',
      origin: { kind: 'answer', sources: [{ kind: 'chat' }] },
      label: 'sensitive',
      redacted: 'secret',
    });
  });

  it('of two windows stand side by side, and the later version of what both have counts', () => {
    const mine = stored('t', [{ ...a1, answer: 'old', changed: 3 }, b2]);
    const theirs = stored('t', [{ ...a1, answer: 'new', changed: 9 }, b4, d5], { title: 'Renamed', named: 8 });
    const both = united(mine, theirs);
    assert.deepEqual(ids(both.exchanges), ['a1', 'b2', 'b4', 'd5']);
    assert.equal(both.exchanges[0]?.answer, 'new');
    assert.equal(both.shown, 'b2', 'each window shows its own branch');
    assert.equal(both.title, 'Renamed');
    assert.equal(united(theirs, mine).title, 'Renamed');
    assert.equal(united(theirs, mine).exchanges[0]?.answer, 'new');
  });
});
