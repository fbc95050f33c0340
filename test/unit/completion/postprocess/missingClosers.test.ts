import assert from 'node:assert/strict';
import { defaultBudget } from '../../../../src/server/completion/budget.ts';
import { closersAtCursor } from '../../../../src/server/completion/postprocess/closersAtCursor.ts';
import { missingClosers } from '../../../../src/server/completion/postprocess/missingClosers.ts';
import { viewOf } from '../../../../src/server/completion/view.ts';
import { snapshotOf } from '../../../support/cursor.ts';
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

  describe('of what the lines below close', () => {
    const over = (marked: string, text: string): string | undefined => {
      const view = viewOf(snapshotOf(marked, { languageId: 'r' }), defaultBudget);
      const candidate = closersAtCursor({ text, replaces: 0, ending: 'complete' }, view);
      return candidate && missingClosers(candidate, view)?.text;
    };
    const body = '\n  mean(name)\n}\n';

    it('are not added', () => {
      assert.equal(over(`f <- function(na║)${body}`, 'me) {'), 'me) {');
      assert.equal(over(`g <- function() {\n  f <- function(na║)\n    mean(name)\n  }\n}\n`, 'me) {'), 'me) {');
      assert.equal(over('f <- function(na║)\nmean(name)\n}\n', 'me) {'), 'me) {');
      assert.equal(over(`f <- function(na║)${body})\n`, 'me) {'), 'me) {', 'though a bracket below is one too many');
      assert.equal(over('x <- sum(║ # of all\n  1\n))\n', 'c('), 'c(');
      assert.equal(over('x <- mean(a║)\n  1\n)\n', 'ge) + sum('), 'ge) + sum(');
      const far = 'x <- f(1)\n'.repeat(2000);
      assert.equal(over(`${far}f <- function(na║)${body}`, 'me) {'), 'me) {', 'also where the document is long');
    });

    it('are added where those lines belong to something else', () => {
      assert.equal(over('g <- function() {\n  f <- function(na║)\n}\n', 'me) {'), 'me) {}');
      assert.equal(over('f <- function(na║)\ng <- 1\n', 'me) {'), 'me) {}');
      const far = 'x <- f(1)\n'.repeat(2000);
      assert.equal(over(`${far}  f <- function(na║)\n}\n`, 'me) {'), 'me) {}');
      assert.equal(over(`map(x, ║)${body}`, '\\(y) {'), '\\(y) {}', 'the bracket of the line stays behind');
    });
  });

  it('are not added where nothing follows, or where the brackets fit', () => {
    assert.equal(kept('x <- ║', 'mean(x'), 'mean(x');
    assert.equal(kept('sum(║)', 'mean(x)'), 'mean(x)');
    assert.equal(kept('sum(║)', '"a ('), '"a (', 'in a string');
    assert.equal(kept('if (x) {║}', '\n  y\n'), '\n  y\n');
  });
});
