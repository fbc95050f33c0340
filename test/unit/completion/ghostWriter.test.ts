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

    it('makes the next ones rarer, the more often keys contradict what has come of it', async () => {
      bench.answer = ['mean(n'];
      bench.hangs = true;
      const asked: number[] = [];
      for (const typed of ['', 'z', 'zy', 'zyx', 'zyxw', 'zyxwv', 'zyxwvu']) {
        void bench.suggest(snapshotOf(`x <- ${typed}║`));
        await settled();
        asked.push(bench.drafts.length);
        bench.clock.pass(200);
      }
      assert.deepEqual(asked, [1, 2, 2, 3, 3, 3, 4]);
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

    it('ends with the deletion that leads back to it where it was made behind what looks like a slip', async () => {
      bench.waits = true;
      const first = bench.suggest(snapshotOf('x <- ║'));
      await settled();
      bench.clock.pass(300);
      bench.goOn();
      await first;
      assert.equal((await bench.suggest(snapshotOf('x <- m║')))?.text, 'ean(n)');
      void bench.suggest(snapshotOf('x <- mq║'));
      await settled();
      bench.clock.pass(defaults.overtakenMs + 1);
      void bench.suggest(snapshotOf('x <- mqe║'));
      void bench.suggest(snapshotOf('x <- mq║'));
      bench.goOn();
      await settled();
      assert.deepEqual([bench.drafts.length, bench.leftEarly], [2, 1]);
      bench.engine.forget();
    });

    it('is kept by a deletion that leads back to where nothing else was foreseen', async () => {
      bench.waits = true;
      const first = bench.suggest(snapshotOf('x <- ║'));
      await settled();
      bench.clock.pass(defaults.overtakenMs + 1);
      void bench.suggest(snapshotOf('x <- q║'));
      const again = bench.suggest(snapshotOf('x <- ║'));
      bench.goOn();
      assert.equal(await first, undefined);
      assert.equal((await again)?.text, 'mean(n)');
      assert.equal(bench.drafts.length, 1);
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

  describe('after the person has left', () => {
    it('is asked for anew where the editor asks again', async () => {
      bench.hangs = true;
      bench.answer = [];
      bench.afterwards = ['mean(n)'];
      const controller = new AbortController();
      const first = bench.suggest(snapshotOf('x <- ║'), controller.signal);
      await settled();
      controller.abort();
      await first;
      bench.clock.pass(defaults.leaveMs);
      await settled();
      bench.hangs = false;
      assert.equal((await bench.suggest(snapshotOf('x <- ║')))?.text, 'mean(n)');
    });

    it('is asked for anew where a request was still to be made', async () => {
      bench.answer = [];
      await bench.suggest(snapshotOf('x <- meany║'));
      const controller = new AbortController();
      const first = bench.suggest(snapshotOf('x <- mean║'), controller.signal);
      await settled();
      controller.abort();
      await first;
      bench.clock.pass(defaults.leaveMs);
      bench.answer = ['(n)'];
      assert.equal((await bench.suggest(snapshotOf('x <- mean║')))?.text, '(n)');
    });

    it('is not left while somebody waits, nor after the next key', async () => {
      bench.hangs = true;
      bench.answer = ['mean('];
      const controller = new AbortController();
      const [first, second] = [controller.signal, new AbortController().signal].map((signal) => bench.suggest(snapshotOf('x <- ║'), signal));
      await settled();
      controller.abort();
      assert.equal(await first, undefined);
      bench.clock.pass(defaults.leaveMs);
      await settled();
      assert.equal(bench.left, 0);
      bench.engine.forget();
      await second;
    });
  });

  describe('on a server that does not answer', () => {
    it('is asked for twice at most, however much is typed', async () => {
      bench.hangs = true;
      bench.answer = [];
      const words = 'left_join(cases, population, by = "region")';
      for (let typed = 1; typed <= words.length; typed++) {
        void bench.suggest(snapshotOf(`x <- ${words.slice(0, typed)}║`));
        await settled();
        bench.clock.pass(150);
      }
      await settled();
      assert.ok(bench.drafts.length - bench.left <= defaults.maximumRunning, `${bench.drafts.length - bench.left} at once`);
      assert.ok(bench.drafts.length < 6, `${bench.drafts.length} requests for ${words.length} keys`);
      bench.engine.forget();
    });

    it('is not asked for again in the state in which it failed', async () => {
      bench.answer = new Error('unreachable');
      await bench.suggest(snapshotOf('x <- ║'));
      bench.clock.pass(10 * defaults.inVainMs);
      await settled();
      assert.equal(bench.drafts.length, 1);
    });
  });

  it('is not asked for by keys alone once the editor asks no more', async () => {
    bench.answer = [];
    await bench.suggest(snapshotOf('x║'));
    for (let typed = 1; typed <= 40; typed++) {
      bench.engine.follow(snapshotOf(`x${'y'.repeat(typed)}║`));
      await settled();
      bench.clock.pass(200);
    }
    assert.ok(bench.drafts.length <= 1 + defaults.unclaimedKeys);
  });

  it('is fetched ahead once, where the model adds a word at a time', async () => {
    bench.ahead = true;
    bench.answer = [', v1'];
    await bench.suggest(snapshotOf('f(v0║'));
    for (let turn = 0; turn < 20; turn++) await settled();
    assert.equal(bench.drafts.length, 2);
  });

  it('is fetched ahead for the document as it would be, without what the suggestion replaces', async () => {
    bench.ahead = true;
    bench.answer = ['cases)'];
    bench.afterwards = [];
    await bench.suggest(snapshotOf('m <- mean(║)\n'));
    await settled();
    const [, ahead] = bench.drafts;
    assert.deepEqual([ahead?.prefix[0]?.text, ahead?.suffix[0]?.text], ['m <- mean(cases)', '\n']);
  });

  it('is not kept of a request that drew on a document that has changed meanwhile', async () => {
    const other = 'file:///surveillance/R/functions.R';
    bench.context = [{ text: 'R/functions.R\nf <- 1', origin: { kind: 'document', uri: other }, purpose: 'context' }];
    bench.ahead = true;
    bench.answer = ['f(1)'];
    bench.afterwards = ['\ng(2)'];
    await bench.suggest(snapshotOf('x <- ║\n'));
    bench.context = [];
    await settled();
    bench.engine.changed(other);
    bench.answer = ['h(3)'];
    assert.equal((await bench.suggest(snapshotOf('x <- f(1)║\n')))?.text, 'h(3)');
  });
});
