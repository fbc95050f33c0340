import assert from 'node:assert/strict';
import { alike } from '../../../src/protocol/alike.ts';
import type { Finding, Place } from '../../../src/protocol/verdict.ts';
import { spotsOf } from '../../../src/webview/spots.ts';

const uri = 'file:///w/data/visits.csv';
const at = (place: Partial<Place>): Finding => ({ rule: 'nir', label: 'sensitive', reason: 'A number.', place: { name: 'data/visits.csv', uri, ...place } });
const told = (...findings: Finding[]) => alike(findings).map((group) => spotsOf(group).map(({ words }) => words));

describe('the places of findings that say the same', () => {
  it('are called by their lines, in the order of these, and each leads to its own', () => {
    const findings = [12, 3, 7].map((line) => at({ line, column: 5 }));
    assert.deepEqual(told(...findings), [['3', '7', '12']]);
    const [group] = alike(findings);
    assert.deepEqual(spotsOf(group!).map(({ place }) => place.line), [3, 7, 12]);
  });

  it('are told apart by their columns where one line has several', () => {
    assert.deepEqual(told(at({ line: 3, column: 1 }), at({ line: 3, column: 20 }), at({ line: 9, column: 1 })), [['3:1', '3:20', '9']]);
  });

  it('are one where all of it is the same', () => {
    assert.deepEqual(told(at({ line: 3 }), at({ line: 3 })), [['3']]);
  });

  it('are called by the file where no line is known', () => {
    assert.deepEqual(told(at({}), at({ line: 3 })), [['data/visits.csv', '3']]);
  });
});
