import assert from 'node:assert/strict';
import type { Label } from '../../../../src/protocol/label.ts';
import { RuleMatcher } from '../../../../src/server/policy/rules/match.ts';

function matches(label: Label, paths: string[], path: string): boolean {
  return new RuleMatcher([{ paths, label, reason: 'x', line: 1 }]).match(path).length === 1;
}

describe('RuleMatcher', () => {
  it('has the semantics of .gitignore', () => {
    assert.ok(matches('sensitive', ['data/**'], 'data/deep/a.csv'));
    assert.ok(matches('sensitive', ['*.csv'], 'any/where/a.csv'));
    assert.ok(matches('sensitive', ['private/'], 'private/a.R'));
    assert.ok(!matches('sensitive', ['/a.R'], 'deep/a.R'));
    assert.ok(!matches('sensitive', ['data/*', '!data/open/'], 'data/open/a.csv'));
  });

  it('tightens in any letter case and Unicode form', () => {
    assert.ok(matches('sensitive', ['data/**'], 'DATA/a.csv'));
    assert.ok(matches('secret', ['donne\u0301es/**'], 'donn\u00e9es/a.csv'));
    assert.ok(matches('sensitive', ['data/*', '!data/open/'], 'data/OPEN/a.csv'));
  });

  it('loosens only in the letter case that is written', () => {
    assert.ok(matches('public', ['open/**'], 'open/a.csv'));
    assert.ok(!matches('public', ['open/**'], 'Open/a.csv'));
    assert.ok(!matches('internal', ['open/**'], 'OPEN/a.csv'));
  });

  it('knows a leading ./', () => {
    assert.ok(matches('sensitive', ['./data/**'], 'data/a.csv'));
    assert.ok(!matches('sensitive', ['data/*', '!./data/a.R'], 'data/a.R'));
  });
});
