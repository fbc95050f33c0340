import assert from 'node:assert/strict';
import { defaultBudget } from '../../../../src/server/completion/budget.ts';
import type { Ending } from '../../../../src/server/completion/postprocess/candidate.ts';
import { received, shown } from '../../../../src/server/completion/postprocess/index.ts';
import { viewOf } from '../../../../src/server/completion/view.ts';
import { parse, snapshotOf } from '../../../support/cursor.ts';

/** The document with what the whole pipeline makes of a model's answer. */
function through(marked: string, answer: string, languageId = 'r', ending: Ending = 'stop'): string {
  const view = viewOf(snapshotOf(marked, { languageId }), defaultBudget);
  const { text, offset } = parse(marked);
  const result = shown(received(answer, ending, view), view);
  if (result === undefined) return 'nothing';
  return text.slice(0, offset) + result.text + '║' + text.slice(offset + result.replaces);
}

describe('post-processing pipeline', () => {
  it('makes code of a chat model’s answer', () => {
    assert.equal(
      through('weekly <- cases |>\n  ║', "Here's the code:\n```r\n  count(week)\n```\nIt counts.<|im_end|>"),
      'weekly <- cases |>\n  count(week)║',
    );
  });

  it('takes away an echo and the space that was typed', () => {
    assert.equal(through('weekly <- ║', 'weekly <- count(cases)'), 'weekly <- count(cases)║');
    assert.equal(through('weekly <- ║', 'weekly <-'), 'nothing');
  });

  it('cuts a half line before it looks at what follows', () => {
    assert.equal(
      through('df = (cases\n    ║\n)\n', '.groupby("region")\n    .sum()\n)\nprint(d', 'python', 'length'),
      'df = (cases\n    .groupby("region")\n    .sum()║\n)\n',
    );
  });

  it('replaces what the editor closed by itself', () => {
    assert.equal(through('cases.query("║")', 'age >= 65")  \n', 'python'), 'cases.query("age >= 65")║');
  });

  it('is silent where only a bracket that is there would come', () => {
    assert.equal(through('mean(x║)', ')\n'), 'nothing');
    assert.equal(through('mean(x║)', '  '), 'nothing');
  });
});
