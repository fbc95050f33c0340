import assert from 'node:assert/strict';
import { trailingComment } from '../../../../src/server/completion/postprocess/trailingComment.ts';
import { filtered } from './golden.ts';

describe('trailing comment', () => {
  const kept = (marked: string, text: string, languageId = 'r'): string | undefined =>
    filtered(trailingComment, marked, text, { languageId })?.text;

  it('is cut where it would swallow the code behind the cursor', () => {
    assert.equal(kept('sum(║)', 'x # all of them'), 'x');
    assert.equal(kept('WHERE age IN (║)', '65 -- and more', 'sql'), '65');
    assert.equal(kept('rate = max(║)', 'a, b /* both', 'sas'), 'a, b');
  });

  it('stays where none follows, or where the cursor is in one', () => {
    assert.equal(kept('x <- ║', '1 # all'), '1 # all');
    assert.equal(kept('# ║ (sic)', 'all # of them'), 'all # of them');
    assert.equal(kept('paste(║)', '"#"'), '"#"');
  });
});
