import assert from 'node:assert/strict';
import { defaults } from '../../../src/server/completion/defaults.ts';
import { snapshotOf } from '../../support/cursor.ts';
import { Bench, settled } from './bench.ts';

describe('the ghost text of a document', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });
  afterEach(() => {
    assert.equal(bench.clock.waiting, 0, 'a timer was left behind');
  });

  describe('a request under way', () => {
    it('ends with the key that contradicts what has come of it', async () => {
      bench.answer = ['mean(n'];
      bench.hangs = true;
      const first = bench.suggest(snapshotOf('x <- ║'));
      await settled();
      void bench.suggest(snapshotOf('x <- z║'));
      assert.equal(await first, undefined);
      await settled();
      assert.equal(bench.left, 1);
      bench.engine.forget();
    });

    it('ends with the piece that contradicts what was typed', async () => {
      bench.waits = true;
      void bench.suggest(snapshotOf('x <- ║'));
      await settled();
      bench.clock.pass(100);
      void bench.suggest(snapshotOf('x <- z║'));
      await settled();
      assert.equal(bench.left, 0);
      bench.hangs = true;
      bench.goOn();
      await settled();
      assert.equal(bench.left, 1);
      bench.engine.forget();
    });

    it('ends when the person leaves the place, but not with a request that a key has overtaken', async () => {
      bench.hangs = true;
      bench.answer = ['mean('];
      bench.afterwards = [];
      const controller = new AbortController();
      const first = bench.suggest(snapshotOf('x <- ║'), controller.signal);
      await settled();
      controller.abort();
      assert.equal(await first, undefined);
      const again = new AbortController();
      const second = bench.suggest(snapshotOf('x <- m║'), again.signal);
      bench.clock.pass(defaults.leaveMs);
      await settled();
      assert.equal(bench.left, 0);
      again.abort();
      assert.equal(await second, undefined);
      bench.clock.pass(defaults.leaveMs);
      await settled();
      assert.equal(bench.left, bench.drafts.length);
      assert.deepEqual(bench.errors, []);
    });

    it('ends with forgetting', async () => {
      bench.hangs = true;
      bench.answer = ['mean('];
      const waiting = bench.suggest(snapshotOf('x <- ║'));
      await settled();
      bench.engine.forget('file:///another.R');
      await settled();
      assert.equal(bench.left, 0);
      bench.engine.forget();
      assert.equal(await waiting, undefined);
      await settled();
      assert.equal(bench.left, 1);
    });

    it('is not made after an abort', async () => {
      assert.equal(await bench.suggest(snapshotOf('x <- ║'), AbortSignal.abort()), undefined);
      assert.equal(bench.drafts.length, 0);
    });

    it('is left as soon as the answer goes far enough', async () => {
      bench.answer = ['mean(', 'n)\n', 'never read'];
      bench.hangs = true;
      assert.equal((await bench.suggest(snapshotOf('plot║')))?.text, 'mean(n)');
      await settled();
      assert.equal(bench.left, 1);
    });
  });

  describe('patience', () => {
    const marked = 'counts |> group_by(║\nplot(counts)\n';

    it('ends with the complete lines there are', async () => {
      bench.answer = ['region, week) |>\n  summ'];
      bench.hangs = true;
      const suggestion = bench.suggest(snapshotOf(marked));
      await settled();
      assert.equal(bench.left, 0);
      bench.clock.pass(defaults.patienceMs);
      assert.equal((await suggestion)?.text, 'region, week) |>');
      const again = await bench.suggest(snapshotOf(marked, { invoked: false }));
      assert.equal(again?.text, 'region, week) |>');
      assert.equal(bench.drafts.length, 1);
      bench.engine.forget();
    });

    it('ends altogether, without an answer that is kept', async () => {
      bench.answer = ['region, we'];
      bench.hangs = true;
      const suggestion = bench.suggest(snapshotOf(marked));
      await settled();
      bench.clock.pass(defaults.giveUpMs);
      assert.equal(await suggestion, undefined);
      await settled();
      assert.deepEqual([bench.left, bench.errors], [1, []]);
      bench.hangs = false;
      bench.answer = ['region)'];
      assert.equal((await bench.suggest(snapshotOf(marked, { invoked: true })))?.text, 'region)');
    });
  });
});
