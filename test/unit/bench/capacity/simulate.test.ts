import assert from 'node:assert/strict';
import { ghostTextArrivals, meanRate, poisson, typingRate } from '../../../../bench/capacity/arrivals.ts';
import { erlangC, meanWait } from '../../../../bench/capacity/erlang.ts';
import { machines, people, works, type Machine, type Work } from '../../../../bench/capacity/inputs.ts';
import { planFor } from '../../../../bench/capacity/plan.ts';
import { Agenda } from '../../../../bench/capacity/queue.ts';
import { quantile, simulate } from '../../../../bench/capacity/simulate.ts';
import { Chance } from '../../../../bench/ghost/random.ts';

/** Requests that read nothing and write one second in the mean: what remains is a queue with exponential service. */
const plainWork: Work = { promptTokens: 0, kept: 0, answerTokens: 100, bound: 1 };
const plainMachine = (slots: number): Machine => ({ name: 'invented', slots, readRate: 1, writeRate: 100 });

function outcome(slots: number, load: number, seed: number, count = 200_000) {
  return simulate({
    arrivals: poisson(load, count / load, new Chance(seed, 'arrivals')),
    work: plainWork,
    machine: plainMachine(slots),
    servers: 1,
    chance: new Chance(seed, 'answers'),
    countFrom: 1000 / load,
  });
}

describe('Erlang’s second formula', () => {
  it('gives what is known: one place, and tables', () => {
    assert.ok(Math.abs(erlangC(1, 0.5) - 0.5) < 1e-12);
    assert.ok(Math.abs(meanWait(1, 0.5, 2) - 2) < 1e-12);
    // M/M/2 in closed form: a share of 2ρ²/(1 + ρ) waits, with ρ the load of each place.
    assert.ok(Math.abs(erlangC(2, 1) - 1 / 3) < 1e-12);
  });
});

describe('the simulation of servers', () => {
  for (const [slots, load] of [[1, 0.7], [4, 3.2], [32, 28]] as const) {
    it(`waits as Erlang’s formula says, with ${slots} places and load ${load}`, () => {
      const outcomes = [1, 2, 3].map((seed) => outcome(slots, load, seed));
      const mean = (values: number[]): number => values.reduce((total, value) => total + value, 0) / values.length;
      const expected = { waited: erlangC(slots, load), wait: meanWait(slots, load, 1) };
      const waited = mean(outcomes.map((each) => each.waited));
      const wait = mean(outcomes.map((each) => each.meanWait));
      assert.ok(Math.abs(waited / expected.waited - 1) < 0.05, `${waited} for ${expected.waited}`);
      assert.ok(Math.abs(wait / expected.wait - 1) < 0.1, `${wait} for ${expected.wait}`);
      assert.ok(Math.abs(mean(outcomes.map((each) => each.utilisation)) - load / slots) < 0.02);
    }).timeout(20_000);
  }

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(outcome(4, 3, 7, 5000), outcome(4, 3, 7, 5000));
    assert.notDeepEqual(outcome(4, 3, 7, 5000), outcome(4, 3, 8, 5000));
  });

  it('reads one prompt after another on one server, and at once on two', () => {
    const work: Work = { promptTokens: 1000, kept: 0.5, answerTokens: 1, bound: 1 };
    const machine: Machine = { name: 'invented', slots: 2, readRate: 500, writeRate: 10 };
    const first = (servers: number): number =>
      simulate({ arrivals: [0, 0], work, machine, servers, chance: new Chance(1), countFrom: 0 }).firstToken95;
    assert.ok(Math.abs(first(1) - 2.1) < 1e-9);
    assert.ok(Math.abs(first(2) - 1.1) < 1e-9);
  });
});

describe('the people', () => {
  it('ask as often as their typing says', () => {
    const until = 20_000;
    const count = [...ghostTextArrivals(200, people, until, new Chance(3))].length;
    const expected = meanRate(200, people, 'ghostText');
    assert.ok(Math.abs(count / until / expected - 1) < 0.1, `${count / until} for ${expected}`);
    assert.ok(Math.abs(typingRate(people) - (280 / 60) * 0.12) < 1e-12);
  });

  it('come in order', () => {
    const moments = [...ghostTextArrivals(100, people, 300, new Chance(4))];
    assert.ok(moments.length > 100);
    assert.deepEqual(moments, [...moments].sort((one, other) => one - other));
  });
});

describe('the plan', () => {
  const [machine] = machines.chat;
  const premises = { people, work: works.chat, seed: 1 };

  it('needs no fewer servers for more people, and keeps the bound', () => {
    assert.ok(machine);
    const plans = [100, 1000].map((count) => planFor(count, 'chat', machine, premises));
    assert.ok(plans.every(({ servers, outcome: { firstToken95 } }) => servers !== undefined && firstToken95 <= works.chat.bound));
    assert.ok((plans[0]?.servers ?? Infinity) <= (plans[1]?.servers ?? 0));
  }).timeout(20_000);

  it('says so where one request alone takes longer than the bound', () => {
    assert.ok(machine);
    assert.equal(planFor(100, 'chat', { ...machine, readRate: 100 }, premises).servers, undefined);
  });
});

describe('the agenda', () => {
  it('gives events in the order of their times, and equals as they came', () => {
    const agenda = new Agenda<number>();
    const times = [5, 3, 3, 9, 1, 5, 0, 3];
    times.forEach((at, index) => {
      agenda.add(at, index);
    });
    const order: number[] = [];
    for (let next = agenda.next(); next !== undefined; next = agenda.next()) order.push(next.what);
    assert.deepEqual(order, [6, 4, 1, 2, 7, 0, 5, 3]);
    assert.equal(agenda.next(), undefined);
  });
});

describe('a quantile', () => {
  it('is the smallest value that the share does not exceed', () => {
    assert.deepEqual([quantile([3, 1, 2, 4], 0.5), quantile([3, 1, 2, 4], 0.95), quantile([7], 0.1)], [2, 4, 7]);
  });
});
