import assert from 'node:assert/strict';
import { defaultBudget, extentAround } from '../../../src/server/completion/budget.ts';

const budget = { prefix: 400, suffix: 100 };
const lines = (count: number): string =>
  Array.from({ length: count }, (_, line) => `cases_${String(line).padStart(5, '0')} <- read()\n`).join('');

describe('budget', () => {
  it('takes all of a small document', () => {
    assert.deepEqual(extentAround('x <- 1\ny <- 2\n', 7, budget), { start: 0, end: 14 });
  });

  it('cuts a large one at line starts, within the budget and not far below it', () => {
    const text = lines(1000);
    for (let offset = 5000; offset < 5100; offset += 7) {
      const { start, end } = extentAround(text, offset, budget);
      assert.equal(text[start - 1], '\n');
      assert.equal(text[end - 1], '\n');
      assert.ok(offset - start <= budget.prefix && offset - start >= budget.prefix * 0.65, `${offset - start}`);
      assert.ok(end - offset <= budget.suffix && end - offset >= budget.suffix / 2, `${end - offset}`);
    }
  });

  it('keeps its start while a person types some lines', () => {
    const text = lines(1000);
    const starts = new Set<number>();
    for (let offset = 5000; offset < 5000 + budget.prefix; offset++)
      starts.add(extentAround(text, offset, budget).start);
    assert.ok(starts.size <= 5, `${starts.size} different starts while one budget’s worth was typed`);
  });

  it('cuts inside a line that is longer than the budget, but not inside a character', () => {
    const text = '😀'.repeat(2000);
    for (const offset of [2000, 2002, 2004]) {
      const { start, end } = extentAround(text, offset, { prefix: 401, suffix: 101 });
      assert.ok(offset - start <= 401 && offset - start > 200);
      assert.match(text.slice(start, end), /^(?:😀)+$/);
    }
  });

  it('gives the prefix four times what the suffix has', () => {
    assert.equal(defaultBudget.prefix / defaultBudget.suffix, 4);
  });
});
