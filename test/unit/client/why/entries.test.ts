import assert from 'node:assert/strict';
import { alike } from '../../../../src/protocol/alike.ts';
import { alikeEntry, findingEntry, rulesOf } from '../../../../src/client/why/entries.ts';
import type { Finding } from '../../../../src/protocol/verdict.ts';

const rules = { name: '.vigie.json', uri: 'file:///w/.vigie.json', line: 5 };
const byRule: Finding = {
  rule: 'workspace-rule',
  label: 'sensitive',
  reason: 'Records of patients.',
  place: { name: 'data/cases.csv', uri: 'file:///w/data/cases.csv' },
  writtenAt: rules,
};
const builtIn: Finding = {
  rule: 'nir',
  label: 'sensitive',
  reason: 'It holds a number.',
  place: { name: 'R/a.R', uri: 'file:///w/R/a.R', line: 3, column: 8 },
};

describe('a finding in Why Blocked?', () => {
  it('begins with its reason, and tells place, label and rule', () => {
    const { label, detail } = findingEntry(byRule);
    assert.match(label, /Records of patients\.$/);
    assert.equal(detail, 'data/cases.csv · sensitive · rule of the workspace (workspace-rule) in .vigie.json:5');
    assert.equal(findingEntry(builtIn).detail, 'R/a.R:3 · sensitive · social-security number (nir)');
  });

  it('leads to what was found, and to the rule where that is elsewhere', () => {
    assert.equal(findingEntry(byRule).opens?.uri, byRule.place.uri);
    assert.deepEqual(findingEntry(byRule).rule, rules);
    assert.equal(findingEntry(builtIn).opens?.line, 3);
    assert.equal(findingEntry(builtIn).rule, undefined);
  });

  it('leads to the rule where what was found has no place that opens, and says it once', () => {
    assert.deepEqual(findingEntry({ ...byRule, place: { name: 'this request' } }).opens, rules);
    const inside = { ...byRule, place: { ...rules } };
    assert.equal(findingEntry(inside).rule, undefined);
  });

  it('names each rule once, and only those that are written in a file', () => {
    const other = { ...byRule, writtenAt: { ...rules, line: 9 } };
    assert.deepEqual(
      rulesOf([byRule, builtIn, byRule, other]).map(({ line }) => line),
      [5, 9],
    );
    assert.deepEqual(rulesOf([builtIn, { ...byRule, writtenAt: { name: 'no file' } }]), []);
  });

  it('is one row with others that only their lines tell apart, each of which stays', () => {
    const at = (line: number, column = 8): Finding => ({ ...builtIn, place: { ...builtIn.place, line, column } });
    const elsewhere = { ...builtIn, place: { ...builtIn.place, name: 'R/b.R', uri: 'file:///w/R/b.R' } };
    const groups = alike([at(3), byRule, at(3), at(7), elsewhere, at(3, 30), { ...at(9), reason: 'It holds another.' }]);
    const places = groups.map((group) => group.map(({ place: { name, line, column } }) => [name, line, column]));
    assert.deepEqual(places, [
      [['R/a.R', 3, 8], ['R/a.R', 7, 8], ['R/a.R', 3, 30]],
      [['data/cases.csv', undefined, undefined]],
      [['R/b.R', 3, 8]],
      [['R/a.R', 9, 8]],
    ]);
    const [several, one] = groups;
    assert.equal(alikeEntry(several!).detail, 'R/a.R:3, 7 · sensitive · social-security number (nir)');
    assert.equal(alikeEntry(several!).label, findingEntry(builtIn).label);
    assert.deepEqual(alikeEntry(one!), findingEntry(byRule));
  });

  it('names no more lines than fit', () => {
    const many = Array.from({ length: 300 }, (_, index): Finding => ({ ...builtIn, place: { ...builtIn.place, line: index + 1 } }));
    const [group] = alike(many);
    assert.equal(group?.length, 300);
    assert.match(alikeEntry(group).detail, /^R\/a\.R:1, 2, 3, 4, 5, 6, 7, 8, … · /);
  });
});
