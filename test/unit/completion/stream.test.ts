import assert from 'node:assert/strict';
import type { Finish } from '../../../src/server/backends/backend.ts';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { completionReach, defaults } from '../../../src/server/completion/defaults.ts';
import { collect, type Collected } from '../../../src/server/completion/stream.ts';
import { viewOf } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';
import { settled } from './bench.ts';
import { HandClock } from './handClock.ts';

const view = viewOf(snapshotOf('x <- ║'), defaultBudget);

describe('stream', () => {
  let clock: HandClock;
  beforeEach(() => {
    clock = new HandClock();
  });
  afterEach(() => {
    assert.equal(clock.waiting, 0, 'a timer was left behind');
  });

  it('is read to its end', async () => {
    async function* answer(): AsyncGenerator<string, Finish> {
      yield 'mean(';
      await Promise.resolve();
      yield 'n)';
      return 'length';
    }
    const collected = await collect(answer(), view, 'line', new AbortController().signal, clock);
    assert.deepEqual(collected, { text: 'mean(n)', ending: 'length' });
  });

  it('is left as soon as the scope is complete', async () => {
    let sent = 0;
    let left = false;
    async function* answer(): AsyncGenerator<string, Finish> {
      try {
        for (;;) {
          await Promise.resolve();
          sent++;
          yield sent === 3 ? 'x\ny' : 'x';
        }
      } finally {
        left = true;
      }
    }
    const collected = await collect(answer(), view, 'line', new AbortController().signal, clock);
    assert.deepEqual(collected, { text: 'xxx', ending: 'complete' });
    await new Promise(setImmediate);
    assert.equal(sent, 3);
    assert.equal(left, true);
  });

  it('hands on what it throws', async () => {
    // eslint-disable-next-line require-yield
    async function* answer(): AsyncGenerator<string, Finish> {
      await Promise.resolve();
      throw new Error('unreachable');
    }
    await assert.rejects(collect(answer(), view, 'line', new AbortController().signal, clock), /unreachable/);
  });

  it('does not wait for a stream that does not react to its cancellation', async () => {
    const never = new Promise<void>(() => undefined);
    async function* answer(): AsyncGenerator<string, Finish> {
      yield 'x';
      await never;
      return 'stop';
    }
    const controller = new AbortController();
    const collecting = collect(answer(), view, 'line', controller.signal, clock);
    setTimeout(() => {
      controller.abort(new Error('typed on'));
    }, 5);
    await assert.rejects(collecting, /typed on/);
  });

  describe('from a slow model', () => {
    const step = 500;
    const block = viewOf(snapshotOf('cases |>║\n'), defaultBudget);

    /** What is collected where each piece takes as long as a step of the clock, and after how many steps. */
    async function slowly(pieces: readonly string[], at = block): Promise<Collected & { steps: number }> {
      async function* answer(): AsyncGenerator<string, Finish> {
        for (const piece of pieces) {
          await new Promise<void>((resolve) => clock.after(step, resolve));
          yield piece;
        }
        return 'stop';
      }
      let steps = 0;
      let collected: Collected | undefined;
      const collecting = collect(answer(), at, 'statement', new AbortController().signal, clock).then((one) => {
        collected = one;
      });
      for (; collected === undefined && steps < 20; steps++) {
        await settled();
        clock.pass(step);
        await settled();
      }
      await collecting;
      clock.pass(step);
      assert.ok(collected);
      return { ...collected, steps };
    }

    it('takes the lines that are complete when patience ends', async () => {
      const pieces = ['\n  filter(n > 0) |>\n', '  count(region) |>\n  mut', 'ate(', 'x = 1)', '\n', 'y'];
      assert.deepEqual(await slowly(pieces), {
        text: '\n  filter(n > 0) |>\n  count(region) |>',
        ending: 'complete',
        steps: defaults.patienceMs / step,
      });
    });

    it('takes the first useful line that comes after that', async () => {
      const pieces = ['\n', '  # only', ' these\n', '  filter(', 'n > 0) |>', '\n  cou', 'nt()', '\n', 'y'];
      assert.deepEqual(await slowly(pieces), { text: '\n  # only these\n  filter(n > 0) |>', ending: 'complete', steps: 6 });
    });

    it('waits on where what came would not be shown', async () => {
      const repeating = viewOf(snapshotOf('  filter(n > 0) |>\n  count(week) |>║\n'), defaultBudget);
      const pieces = ['\n  count(week) |>\n', '  a(', ') |>\n', '  b() |>\n', '  c()\n', 'y'];
      assert.equal((await slowly(pieces, repeating)).steps, 5);
    });

    it('takes everything from a model that ends in time', async () => {
      const pieces = ['\n  filter(n > 0) |>', '\n  count(region)'];
      assert.equal((await slowly(pieces)).text, '\n  filter(n > 0) |>\n  count(region)');
    });
  });

  describe('from a server that never ends', () => {
    it('is left when it has sent more than a completion can be', async () => {
      let left = false;
      async function* answer(): AsyncGenerator<string, Finish> {
        try {
          for (let at = 0; ; at++) {
            await Promise.resolve();
            yield `week${at} `;
          }
        } finally {
          left = true;
        }
      }
      const { text, ending } = await collect(answer(), view, 'line', new AbortController().signal, clock);
      assert.deepEqual([text.length, ending], [completionReach, 'length']);
      await settled();
      assert.equal(left, true);
    });

    it('is not kept beyond that, even where it comes at once', async () => {
      async function* answer(): AsyncGenerator<string, Finish> {
        await Promise.resolve();
        yield 'week, day; '.repeat(completionReach);
        return 'stop';
      }
      const { text } = await collect(answer(), view, 'line', new AbortController().signal, clock);
      assert.ok(text.length <= completionReach);
    });

    it('is given up when it is silent', async () => {
      // eslint-disable-next-line require-yield
      async function* answer(): AsyncGenerator<string, Finish> {
        await new Promise<never>(() => undefined);
        return 'stop';
      }
      const collecting = collect(answer(), view, 'line', new AbortController().signal, clock);
      clock.pass(defaults.giveUpMs);
      assert.deepEqual(await collecting, { text: '', ending: 'cut' });
    });
  });
});
