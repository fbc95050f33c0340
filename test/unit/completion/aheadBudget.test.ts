import assert from 'node:assert/strict';
import { AheadBudget } from '../../../src/server/completion/aheadBudget.ts';
import { charactersPerToken } from '../../../src/server/completion/defaults.ts';
import { HandClock } from './handClock.ts';

describe('the budget for what nobody waits for', () => {
  const minute = 60_000;
  const spend = (budget: AheadBudget, tokens: number): void => {
    budget.spend(tokens * charactersPerToken);
  };

  it('comes to its end and back', () => {
    const clock = new HandClock();
    const budget = new AheadBudget(clock, 600);
    spend(budget, 599);
    assert.equal(budget.isLeft, true);
    spend(budget, 11);
    assert.equal(budget.isLeft, false);
    clock.pass(900);
    assert.equal(budget.isLeft, false, 'a debt of ten tokens takes a second');
    clock.pass(200);
    assert.equal(budget.isLeft, true);
  });

  it('saves up no more than a minute', () => {
    const clock = new HandClock();
    const budget = new AheadBudget(clock, 600);
    clock.pass(10 * minute);
    spend(budget, 600);
    assert.equal(budget.isLeft, false);
  });

  it('can be changed while it is used', () => {
    const clock = new HandClock();
    const budget = new AheadBudget(clock, 600);
    spend(budget, 500);
    budget.allow(400);
    assert.equal(budget.isLeft, false);
    budget.allow(6000);
    assert.equal(budget.isLeft, true);
    budget.allow(0);
    clock.pass(minute);
    assert.equal(budget.isLeft, false, 'none at all is none ever');
  });
});
