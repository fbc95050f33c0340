import assert from 'node:assert/strict';
import { markReasons, unmarking, unmarkingDetail } from '../../../../src/client/why/unmark.ts';
import { sensitiveRule } from '../../../../src/server/features/markWords.ts';
import type { Finding } from '../../../../src/protocol/verdict.ts';

const place = { name: 'data/cases.csv', uri: 'file:///w/data/cases.csv' };
const writtenAt = { name: '.vigie.json', uri: 'file:///w/.vigie.json', line: 5 };
const byHand: Finding = { rule: 'workspace-rule', label: 'sensitive', reason: 'Records of patients.', place, writtenAt };
const dataFile: Finding = { rule: 'data-file', label: 'sensitive', reason: 'It is a data file.', place };
const nir: Finding = { rule: 'nir', label: 'sensitive', reason: 'It holds a number.', place: { ...place, line: 3, column: 8 } };

describe('what a file is offered to be unmarked for', () => {
  it('knows the reasons that marking writes', () => {
    assert.deepEqual(markReasons, sensitiveRule().reasons);
  });

  it('is what was marked, in any language, whatever else flags it', () => {
    for (const reason of markReasons) assert.equal(unmarking([dataFile, byHand, { ...byHand, reason }]), 'mark', reason);
  });

  it('is no rule that someone wrote by hand, in this folder or elsewhere', () => {
    assert.equal(unmarking([byHand]), undefined);
    const [reason = ''] = markReasons;
    assert.equal(unmarking([{ ...byHand, rule: 'organisation-rule', reason }]), undefined);
  });

  it('is a data file, whatever it holds, unless something else keeps it flagged', () => {
    assert.equal(unmarking([dataFile, nir]), 'dataFile');
    assert.match(unmarkingDetail('dataFile') ?? '', /not sensitive/);
    assert.equal(unmarkingDetail('mark'), undefined);
    const credentials: Finding = { ...dataFile, rule: 'credential-file', label: 'secret' };
    const untrusted: Finding = { ...dataFile, rule: 'untrusted-workspace', label: 'secret' };
    for (const other of [byHand, { ...byHand, rule: 'marker' } as const, credentials, untrusted]) {
      assert.equal(unmarking([dataFile, other]), undefined, other.rule);
    }
  });

  it('is nothing that only its content flags', () => {
    assert.equal(unmarking([nir]), undefined);
    assert.equal(unmarking([]), undefined);
  });
});
