import assert from 'node:assert/strict';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { draftOf } from '../../../src/server/completion/draft.ts';
import { parse, snapshotOf } from '../../support/cursor.ts';

const script = 'library(dplyr)\ncases |>\n  filter(║)\nplot(cases)\n';

/** The text that a part says it is, taken from the document by its range. */
function textAt(text: string, range: { start: Place; end: Place } | undefined): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Place): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return range === undefined ? '' : text.slice(offset(range.start), offset(range.end));
}
type Place = { line: number; character: number };

describe('draft', () => {
  it('holds the document before and behind the cursor, with its origin', () => {
    const draft = draftOf(snapshotOf(script), defaultBudget, 'statement');
    assert.deepEqual(draft.prefix, [
      {
        text: 'library(dplyr)\ncases |>\n  filter(',
        purpose: 'subject',
        origin: {
          kind: 'document',
          uri: 'file:///surveillance/R/epicurve.R',
          range: { start: { line: 0, character: 0 }, end: { line: 2, character: 9 } },
        },
      },
    ]);
    assert.equal(draft.suffix[0]?.text, ')\nplot(cases)\n');
    assert.equal(draft.suffix[0].purpose, 'subject');
  });

  it('takes along what it is given, and says the document’s language', () => {
    const context = [{ text: 'R/a.R\nf <- 1', origin: { kind: 'chat' }, purpose: 'context' }] as const;
    const draft = draftOf(snapshotOf(script), defaultBudget, 'statement', context);
    assert.equal(draft.context, context);
    assert.equal(draft.language, 'r');
  });

  it('leaves out what is empty', () => {
    assert.deepEqual(draftOf(snapshotOf('x <- ║'), defaultBudget, 'line').suffix, []);
    assert.deepEqual(draftOf(snapshotOf('║x'), defaultBudget, 'line').prefix, []);
  });

  it('sends line ends as \\n, with the same ranges', () => {
    const plain = draftOf(snapshotOf(script), defaultBudget, 'statement');
    assert.deepEqual(draftOf(snapshotOf(script.replaceAll('\n', '\r\n')), defaultBudget, 'statement'), plain);
  });

  it('brings the document that it was cut out of, with the same line ends', () => {
    const long = `${'cases <- 1\n'.repeat(100)}y <- ║z\n${'plot(y)\n'.repeat(100)}`;
    for (const marked of [long, long.replaceAll('\n', '\r\n')]) {
      const { prefix, suffix } = draftOf(snapshotOf(marked), { prefix: 200, suffix: 100 }, 'line');
      const [before, behind] = [prefix[0], suffix[0]];
      for (const part of [before, behind]) {
        assert.ok(part?.around !== undefined);
        assert.equal(part.around.text, long.replace('║', ''));
        assert.equal(part.around.text.slice(part.around.start, part.around.end), part.text);
      }
    }
  });

  it('names the range of what it cut, wherever it was cut', () => {
    const long = 'x'.repeat(300);
    for (const marked of [
      `${'cases <- 1\n'.repeat(100)}y <- ║\n${'plot(y)\n'.repeat(100)}`,
      `head\n${long}${long}║${long}${long}\ntail`,
      `head\n${long}\nshort\n║\n${long}\ntail`,
      `\n${long}║`,
    ]) {
      const { text } = parse(marked);
      const draft = draftOf(snapshotOf(marked), { prefix: 200, suffix: 100 }, 'line');
      for (const part of [...draft.prefix, ...draft.suffix]) {
        assert.ok(part.text.length <= 200);
        assert.ok(part.origin.kind === 'document');
        assert.equal(textAt(text, part.origin.range), part.text);
      }
    }
  });

  it('stops a one-line completion at the line’s end and allows it fewer tokens', () => {
    const line = draftOf(snapshotOf(script), defaultBudget, 'line');
    const block = draftOf(snapshotOf(script), defaultBudget, 'paragraph');
    assert.deepEqual(line.stop, ['\n']);
    assert.ok(!block.stop.includes('\n'));
    assert.ok(line.maxTokens < block.maxTokens);
  });
});
