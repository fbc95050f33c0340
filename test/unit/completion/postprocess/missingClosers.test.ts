import assert from 'node:assert/strict';
import { missingClosers } from '../../../../src/server/completion/postprocess/missingClosers.ts';
import { filtered } from './golden.ts';

describe('missing closers', () => {
  const kept = (marked: string, text: string, languageId = 'r'): string | undefined =>
    filtered(missingClosers, marked, text, { languageId })?.text;

  it('are added where the bracket behind the cursor would be taken for them', () => {
    assert.equal(kept('sum(║)', 'mean(x'), 'mean(x)');
    assert.equal(kept('filter(║) |>', 'region %in% c("IDF", '), 'region %in% c("IDF",)');
    assert.equal(kept('df[║]', '["a", f(b', 'python'), '["a", f(b)]');
    assert.equal(kept('display round(║)', '`n', 'stata'), "`n'");
  });

  it('stand on a line of their own behind several lines', () => {
    assert.equal(kept('map(x, ║)', '\\(y) {\n  y + 1'), '\\(y) {\n  y + 1\n}');
    assert.equal(kept('  f(║)', '\n    g(\n      1'), '\n    g(\n      1\n    )');
  });

  it('do not help what fits in no way', () => {
    assert.equal(kept('if (x║) {', ' > 5) {\n  f('), undefined);
  });

  it('are not added where nothing follows, or where the brackets fit', () => {
    assert.equal(kept('x <- ║', 'mean(x'), 'mean(x');
    assert.equal(kept('sum(║)', 'mean(x)'), 'mean(x)');
    assert.equal(kept('sum(║)', '"a ('), '"a (', 'in a string');
    assert.equal(kept('if (x) {║}', '\n  y\n'), '\n  y\n');
  });
});
