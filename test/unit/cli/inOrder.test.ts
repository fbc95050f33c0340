import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { inOrder } from '../../../src/cli/inOrder.ts';

describe('inOrder', () => {
  const taken: number[] = [];
  async function* numbers(count: number) {
    for (let number = 0; number < count; number += 1) {
      taken.push(number);
      yield await Promise.resolve(number);
    }
  }
  beforeEach(() => {
    taken.length = 0;
  });

  it('gives results in order, whichever is ready first, with no more than so many at a time', async () => {
    let running = 0;
    let most = 0;
    const results: number[] = [];
    const work = async (number: number) => {
      most = Math.max(most, (running += 1));
      await wait(number % 2 === 0 ? 10 : 1);
      running -= 1;
      return number;
    };
    for await (const result of inOrder(numbers(20), 4, work)) results.push(result);
    assert.deepEqual(results, Array.from({ length: 20 }, (_, number) => number));
    assert.equal(most, 4);
  });

  it('takes no more than it needs from where the things come from', async () => {
    for await (const result of inOrder(numbers(100), 4, (number) => Promise.resolve(number))) if (result === 2) break;
    assert.ok(taken.length <= 8, String(taken.length));
  });

  it('ends with the first failure in order', async () => {
    const work = (number: number) => (number === 1 ? Promise.reject(new Error('one')) : Promise.resolve(number));
    await assert.rejects(async () => {
      for await (const result of inOrder(numbers(9), 4, work)) assert.equal(result, 0);
    }, /one/);
  });
});
