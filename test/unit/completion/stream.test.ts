import assert from 'node:assert/strict';
import type { Finish } from '../../../src/server/backends/backend.ts';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { collect } from '../../../src/server/completion/stream.ts';
import { viewOf } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';

const view = viewOf(snapshotOf('x <- ║'), defaultBudget);

describe('stream', () => {
  it('is read to its end', async () => {
    async function* answer(): AsyncGenerator<string, Finish> {
      yield 'mean(';
      await Promise.resolve();
      yield 'n)';
      return 'length';
    }
    const collected = await collect(answer(), view, 'line', new AbortController().signal);
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
    const collected = await collect(answer(), view, 'line', new AbortController().signal);
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
    await assert.rejects(collect(answer(), view, 'line', new AbortController().signal), /unreachable/);
  });

  it('does not wait for a stream that does not react to its cancellation', async () => {
    const never = new Promise<void>(() => undefined);
    async function* answer(): AsyncGenerator<string, Finish> {
      yield 'x';
      await never;
      return 'stop';
    }
    const controller = new AbortController();
    const collecting = collect(answer(), view, 'line', controller.signal);
    setTimeout(() => {
      controller.abort(new Error('typed on'));
    }, 5);
    await assert.rejects(collecting, /typed on/);
  });
});
