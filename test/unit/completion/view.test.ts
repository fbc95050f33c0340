import assert from 'node:assert/strict';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { viewOf, withPlainLineEnds } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';

const script = 'library(dplyr)\n\ncases <- read_csv("cases.csv")  \n\n  n <- ║)\n\n\n  plot(n)  \nend\n';

describe('view', () => {
  it('shows the cursor’s line and its neighbours', () => {
    const view = viewOf(snapshotOf(script), defaultBudget);
    assert.equal(view.lineBefore, '  n <- ');
    assert.equal(view.rest, ')');
    assert.deepEqual(view.linesAbove, ['library(dplyr)', 'cases <- read_csv("cases.csv")']);
    assert.equal(view.nextLine, '  plot(n)');
    assert.equal(view.fromStart && view.toEnd, true);
    assert.equal(view.lineEnd, '\n');
  });

  it('is the same with CRLF line ends, which it remembers', () => {
    const crlf = viewOf(snapshotOf(script.replaceAll('\n', '\r\n')), defaultBudget);
    assert.deepEqual({ ...crlf, lineEnd: '\n' }, viewOf(snapshotOf(script), defaultBudget));
    assert.equal(crlf.lineEnd, '\r\n');
  });

  it('is bounded in a large document', () => {
    const large = 'x <- 1\n'.repeat(100_000);
    const view = viewOf(snapshotOf(`${large}║\n${large}`), defaultBudget);
    assert.ok(view.before.length + view.after.length < 10_000);
    assert.equal(view.fromStart || view.toEnd, false);
  });

  it('has no next line at the end of a document', () => {
    assert.equal(viewOf(snapshotOf('x ║'), defaultBudget).nextLine, undefined);
    assert.equal(viewOf(snapshotOf('x ║\n\n  \n'), defaultBudget).nextLine, undefined);
  });

  it('takes a lone carriage return for a line end, as LSP does', () => {
    assert.equal(withPlainLineEnds('a\rb\r\nc\n'), 'a\nb\nc\n');
  });
});
