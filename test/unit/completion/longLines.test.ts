import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { received } from '../../../src/server/completion/postprocess/index.ts';
import { asksForCode } from '../../../src/server/completion/syntax/wish.ts';
import { viewOf } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';

describe('lines that are longer than anybody writes', () => {
  const bestOf = (run: () => unknown): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const start = performance.now();
        run();
        return performance.now() - start;
      }),
    );

  it('cost little before the cursor', () => {
    const view = viewOf(snapshotOf(`${'ACGT'.repeat(50_000)} !║`), defaultBudget);
    const cost = bestOf(() => received('mean(x)\nplot(y)\n', 'complete', view));
    assert.ok(cost < 10, `${cost.toFixed(1)} ms`);
  });

  it('cost little in what may be a wish', () => {
    const line = `# ${'-'.repeat(20_000)} !`;
    const cost = bestOf(() => asksForCode(line, 'r'));
    assert.ok(cost < 20, `${cost.toFixed(1)} ms`);
    assert.equal(asksForCode('# plot the weekly rate ----', 'r'), false, 'the head of a section still asks for nothing');
    assert.equal(asksForCode('# plot the weekly rate', 'r'), true);
  });
});
