import assert from 'node:assert/strict';
import { cursorCuts } from '../../../../src/client/preview/cursor.ts';
import type { LabelResult } from '../../../../src/protocol/status.ts';

const found = { name: 'R/a.R', line: 2, column: 17, endLine: 2, endColumn: 34 };
const finding = { rule: 'credentials', label: 'secret', reason: 'It holds a password.', place: found } as const;
const label: LabelResult = { label: 'secret', maySend: true, redacted: true, findings: [finding] };

describe('a cursor that cuts what was found', () => {
  it('stands inside of it, at its edges or before its quote, and nowhere else', () => {
    const cuts = (character: number, line = 1) => cursorCuts(label, { line, character });
    assert.deepEqual([14, 15, 16, 20, 33, 34].map((character) => cuts(character)), [false, true, true, true, true, false]);
    assert.equal(cuts(20, 0), false);
    assert.equal(cuts(20, 2), false);
  });

  it('stands anywhere on the lines between, where it has several', () => {
    const several = { ...label, findings: [{ ...finding, place: { ...found, endLine: 4, endColumn: 3 } }] };
    const cuts = [[1, 40], [2, 0], [3, 2], [3, 3]].map(([line = 0, character = 0]) => cursorCuts(several, { line, character }));
    assert.deepEqual(cuts, [true, true, true, false]);
  });

  it('is not to blame where the document may not be sent anyway, or has a finding without a place', () => {
    const inside = { line: 1, character: 20 };
    assert.equal(cursorCuts({ ...label, maySend: false, redacted: false }, inside), false);
    assert.equal(cursorCuts({ ...label, findings: [{ ...finding, place: { name: 'R/a.R' } }] }, inside), false);
  });
});
