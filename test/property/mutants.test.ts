import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stories } from './arbitraries.ts';
import { mutants, partsOf } from './mutants.ts';
import { Leak } from './play.ts';
import { fuzz, theatre } from './theatre.ts';

/** So many cases may a mutant pass before it counts as not noticed; most are caught in a dozen. */
const mostRuns = 300;

describe('a broken gate is caught that', function () {
  this.timeout(120_000);
  const here = theatre();

  for (const [fault, mutant] of Object.entries(mutants)) {
    it(fault, async () => {
      const property = fc.asyncProperty(stories(mutant.aim), (story) => here().play(story, partsOf(mutant)));
      const found = await fc.check(property, { numRuns: mostRuns, seed: fuzz.seed, endOnFailure: true });
      assert.ok(found.failed, `${mostRuns} cases did not show it (seed ${fuzz.seed}).`);
      assert.ok(found.errorInstance instanceof Leak, String(found.errorInstance));
    });
  }

  it('and told as a short story: one request, and the rules that it needs', async () => {
    const mutant = mutants['presumes nothing of data files']!;
    const property = fc.asyncProperty(stories(mutant.aim), (story) => here().play(story, partsOf(mutant)));
    const { counterexample } = await fc.check(property, { numRuns: mostRuns, seed: fuzz.seed });
    const told = fc.stringify(counterexample?.[0]).trim().split('\n');
    assert.equal(told.length, 2, told.join('\n'));
    assert.match(told.join(' '), /^The editor has top\/study open; requests go to elsewhere\. 1\. Ask .*“weekly” \(top\/study\/data\/weekly\.tsv\)/);
  });
});
