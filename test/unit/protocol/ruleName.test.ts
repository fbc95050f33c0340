import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { ruleWords } from '../../../src/protocol/ruleName.ts';
import { detectorNames } from '../../../src/protocol/rules.ts';
import { findingSchema } from '../../../src/protocol/verdict.ts';

describe('the words for a rule', () => {
  afterEach(() => {
    l10n.config({ contents: {} });
  });

  it('are its name, and behind it the identifier that rule files and the audit log know', () => {
    assert.equal(ruleWords('kinship'), 'passage of a flagged file (kinship)');
    assert.equal(ruleWords('data-file'), 'data file (data-file)');
  });

  it('name every detector, since people write rules for them, in both languages', () => {
    const english = detectorNames.map(ruleWords);
    l10n.config({ fsPath: join(__dirname, '../../../l10n/bundle.l10n.fr.json') });
    const french = detectorNames.map(ruleWords);
    for (const [index, name] of detectorNames.entries()) {
      for (const words of [english[index], french[index]]) assert.match(words ?? '', new RegExp(`^\\p{L}.{4,} \\(${name}\\)$`, 'u'));
      assert.notEqual(english[index], french[index]);
    }
    assert.equal(new Set(french).size, detectorNames.length);
  });

  it('tell a pattern of somebody’s from Vigie’s own rules', () => {
    assert.equal(ruleWords('pattern:study-number'), 'pattern of a rule file (pattern:study-number)');
  });

  it('are the identifier itself where this version does not know it', () => {
    assert.equal(ruleWords('of-a-later-version'), 'of-a-later-version');
    assert.equal(ruleWords('constructor'), 'constructor');
    const kept = { rule: 'of-a-later-version', label: 'sensitive', reason: 'R', place: { name: 'a.R' } };
    assert.deepEqual(findingSchema.parse(kept), kept);
  });
});
