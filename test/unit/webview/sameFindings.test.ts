import assert from 'node:assert/strict';
import type { Finding, Place } from '../../../src/protocol/verdict.ts';
import { sameFindings } from '../../../src/webview/sameFindings.ts';

const uri = 'file:///w/data/visits.csv';

function finding(place: Partial<Place>, more: Partial<Finding> = {}): Finding {
  return { rule: 'nir', label: 'sensitive', reason: 'A social security number.', place: { name: 'data/visits.csv', uri, ...place }, ...more };
}

const lines = (...all: number[]) => all.map((line) => finding({ line, column: 5 }));
const told = (findings: readonly Finding[]) => sameFindings(findings).map(({ reason, name, count, spots }) => [reason, name, count, spots.map(({ words }) => words)]);

describe('findings that say the same', () => {
  it('are said once, with the way to each of their lines', () => {
    const findings = lines(12, 3, 7);
    const [same, ...others] = sameFindings(findings);
    assert.deepEqual(others, []);
    assert.deepEqual(told(findings), [['A social security number.', 'data/visits.csv', 3, ['3', '7', '12']]]);
    assert.deepEqual(same?.spots.map(({ place }) => place), [findings[1], findings[2], findings[0]].map((each) => each?.place));
  });

  it('are told apart by their columns where one line has several', () => {
    const findings = [finding({ line: 3, column: 1 }), finding({ line: 3, column: 20 }), finding({ line: 9, column: 1 })];
    assert.deepEqual(told(findings), [['A social security number.', 'data/visits.csv', 3, ['3:1', '3:20', '9']]]);
  });

  it('are counted where they share a place, which is led to once', () => {
    assert.deepEqual(told([finding({ line: 3 }), finding({ line: 3 })]), [['A social security number.', 'data/visits.csv', 2, ['3']]]);
    assert.deepEqual(told([finding({}), finding({})]), [['A social security number.', 'data/visits.csv', 2, ['']]]);
  });

  it('stay apart where rule, reason, label, file or the place of the rule differ, in their order', () => {
    const here = { name: '.vigie.json', uri: 'file:///w/.vigie.json', line: 4 };
    const apart = [
      finding({ line: 1 }),
      finding({ line: 2 }, { rule: 'credentials' }),
      finding({ line: 3 }, { reason: 'A name.' }),
      finding({ line: 4 }, { label: 'secret' }),
      finding({ line: 5, uri: 'file:///w/b.csv', name: 'b.csv' }),
      finding({ line: 6 }, { writtenAt: here }),
      finding({ line: 7 }, { writtenAt: { ...here, line: 5 } }),
      finding({}),
    ];
    assert.equal(sameFindings(apart).length, apart.length);
    const twice = [...apart, ...apart.map((each) => ({ ...each, place: { ...each.place, ...(each.place.line && { line: each.place.line + 100 }) } }))];
    assert.deepEqual(sameFindings(twice).map(({ spots }) => spots[0]?.words), ['1', '2', '3', '4', '5', '6', '7', '']);
  });

  it('are put together in the time that a page has, however many there are', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => finding({ line: index + 1, column: 1 }));
    const began = performance.now();
    assert.equal(sameFindings(many)[0]?.spots.length, many.length);
    assert.ok(performance.now() - began < 1000);
  });
});
