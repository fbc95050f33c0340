import assert from 'node:assert/strict';
import { Refused } from '../../../src/server/completion/ask.ts';
import { defaults } from '../../../src/server/completion/defaults.ts';
import { snapshotOf } from '../../support/cursor.ts';
import { Bench, settled } from './bench.ts';

describe('ghost text', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });
  afterEach(() => {
    assert.equal(bench.clock.waiting, 0, 'a timer was left behind');
  });

  it('asks with the document around the cursor and shows the answer', async () => {
    const suggestion = await bench.suggest(snapshotOf('n <- 1\nx <- ║\nplot(x)\n'));
    assert.deepEqual(suggestion, { text: 'mean(n)', source: 'model' });
    assert.deepEqual(
      bench.drafts.map(({ prefix, suffix }) => [prefix[0]?.text, suffix[0]?.text]),
      [['n <- 1\nx <- ', '\nplot(x)\n']],
    );
  });

  describe('when to ask', () => {
    it('asks once for keys in quick succession', async () => {
      const signal = new AbortController().signal;
      const results = ['x║', 'x <║', 'x <- ║'].map((marked) => bench.engine.suggest(snapshotOf(marked), signal));
      bench.clock.pass(defaults.debounceMs);
      assert.deepEqual(
        (await Promise.all(results)).map((one) => one?.text),
        [undefined, undefined, 'mean(n)'],
      );
      assert.equal(bench.drafts.length, 1);
    });

    it('asks at once where the person asked', async () => {
      const suggestion = await bench.engine.suggest(
        snapshotOf('x <- ║', { invoked: true }),
        new AbortController().signal,
      );
      assert.equal(suggestion?.text, 'mean(n)');
    });

    it('does not ask in front of words or where there is nothing to go by', async () => {
      assert.equal(await bench.suggest(snapshotOf('x <- ║mean(n)')), undefined);
      assert.equal(await bench.suggest(snapshotOf('║')), undefined);
      assert.equal(await bench.suggest(snapshotOf('\n ║\n')), undefined);
      assert.equal(bench.drafts.length, 0);
    });

    it('keeps documents apart', async () => {
      const signal = new AbortController().signal;
      const both = ['a', 'b'].map((uri) => bench.engine.suggest(snapshotOf('x <- ║', { uri }), signal));
      bench.clock.pass(defaults.debounceMs);
      assert.deepEqual(
        (await Promise.all(both)).map((one) => one?.text),
        ['mean(n)', 'mean(n)'],
      );
    });
  });

  describe('cancellation', () => {
    it('stops the model', async () => {
      bench.hangs = true;
      const controller = new AbortController();
      const suggestion = bench.suggest(snapshotOf('x <- ║'), controller.signal);
      await settled();
      assert.deepEqual([bench.drafts.length, bench.left], [1, 0]);
      controller.abort();
      assert.equal(await suggestion, undefined);
      await settled();
      assert.equal(bench.left, 1);
      assert.deepEqual(bench.errors, []);
    });

    it('comes with the next key, and with forgetting', async () => {
      bench.hangs = true;
      const first = bench.suggest(snapshotOf('x <- ║'));
      await settled();
      const second = bench.suggest(snapshotOf('x <- z║'));
      assert.equal(await first, undefined);
      await settled();
      assert.equal(bench.left, 1);
      bench.engine.forget('file:///another.R');
      await settled();
      assert.equal(bench.left, 1);
      bench.engine.forget();
      assert.equal(await second, undefined);
      await settled();
      assert.equal(bench.left, 2);
    });

    it('before the request saves it', async () => {
      assert.equal(await bench.suggest(snapshotOf('x <- ║'), AbortSignal.abort()), undefined);
      const controller = new AbortController();
      const waiting = bench.engine.suggest(snapshotOf('x <- ║'), controller.signal);
      controller.abort();
      assert.equal(await waiting, undefined);
      assert.equal(bench.drafts.length, 0);
    });

    it('comes from the engine as soon as the answer goes far enough', async () => {
      bench.answer = ['mean(', 'n)\n', 'never read'];
      bench.hangs = true;
      assert.equal((await bench.suggest(snapshotOf('plot║')))?.text, 'mean(n)');
      await settled();
      assert.equal(bench.left, 1);
    });
  });

  describe('patience', () => {
    const marked = 'counts |> group_by(║\nplot(counts)\n';

    it('ends with the complete lines there are, stops a silent model and asks on from there', async () => {
      bench.answer = ['region, week) |>\n  summ'];
      bench.hangs = true;
      const suggestion = bench.suggest(snapshotOf(marked));
      await settled();
      assert.equal(bench.left, 0);
      bench.clock.pass(defaults.patienceMs);
      assert.equal((await suggestion)?.text, 'region, week) |>');
      await settled();
      assert.equal(bench.left, 1);
      assert.deepEqual(bench.errors, []);
      const again = await bench.engine.suggest(snapshotOf(marked), new AbortController().signal);
      assert.deepEqual(again, { text: 'region, week) |>', source: 'cache' });
      bench.hangs = false;
      bench.answer = ['\n  summarise(n = sum(n))'];
      const onward = await bench.suggest(snapshotOf('counts |> group_by(region, week) |>║\nplot(counts)\n'));
      assert.equal(onward?.text, '\n  summarise(n = sum(n))');
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
      assert.equal((await bench.suggest(snapshotOf(marked)))?.text, 'region)');
    });
  });

  describe('reuse', () => {
    it('answers what is typed along a suggestion, and back, without asking or waiting', async () => {
      await bench.suggest(snapshotOf('x <- ║\ny\n'));
      for (const [marked, text] of [
        ['x <- m║\ny\n', 'ean(n)'],
        ['x <- mean(║\ny\n', 'n)'],
        ['x <- me║\ny\n', 'an(n)'],
        ['x <- ║\ny\n', 'mean(n)'],
      ] as const) {
        const suggestion = await bench.engine.suggest(snapshotOf(marked), new AbortController().signal);
        assert.deepEqual(suggestion, { text, source: 'cache' });
      }
      assert.equal(bench.drafts.length, 1);
    });

    it('replaces brackets that the editor closes on the way', async () => {
      await bench.suggest(snapshotOf('x <- ║\n'));
      assert.equal(await bench.taken('x <- mean(║)\n'), 'x <- mean(n)║\n');
      assert.equal(bench.drafts.length, 1);
    });

    it('asks again when the suffix is another', async () => {
      await bench.suggest(snapshotOf('x <- ║\ny\n'));
      await bench.suggest(snapshotOf('x <- ║\nz\n'));
      assert.equal(bench.drafts.length, 2);
    });

    it('is not disturbed by edits that were not in the prompt', async () => {
      const far = '# surveillance of respiratory infections\n'.repeat(300);
      await bench.suggest(snapshotOf(`a <- 1\n${far}x <- ║\n${far}`));
      const suggestion = await bench.suggest(snapshotOf(`library(dplyr)\na <- 1\n${far}x <- me║\n${far}z\n`));
      assert.deepEqual(suggestion, { text: 'an(n)', source: 'cache' });
    });

    it('asks for more at the end of a suggestion', async () => {
      await bench.suggest(snapshotOf('x <- ║\n'));
      bench.answer = [' |> round()'];
      assert.equal((await bench.suggest(snapshotOf('x <- mean(n)║\n')))?.text, ' |> round()');
    });

    it('does not ask twice where there was nothing to say, unless the person asks', async () => {
      bench.answer = [];
      assert.equal(await bench.suggest(snapshotOf('x <- 1║\n')), undefined);
      assert.equal(await bench.suggest(snapshotOf('x <- 1║\n')), undefined);
      assert.equal(bench.drafts.length, 1);
      await bench.suggest(snapshotOf('x <- 1║\n', { invoked: true }));
      assert.equal(bench.drafts.length, 2);
    });

    it('does not keep what was cut off', async () => {
      bench.finish = 'cut';
      bench.answer = ['cases |>\n  filter(n > 0) |>\n  cou'];
      assert.equal((await bench.suggest(snapshotOf('x <- ║\n')))?.text, 'cases |>\n  filter(n > 0) |>');
      await bench.suggest(snapshotOf('x <- ║\n'));
      assert.equal(bench.drafts.length, 2);
    });

    it('ends with forgetting', async () => {
      await bench.suggest(snapshotOf('x <- ║\n'));
      const { uri } = snapshotOf('║');
      bench.engine.forget(uri);
      await bench.suggest(snapshotOf('x <- ║\n'));
      assert.equal(bench.drafts.length, 2);
    });
  });

  describe('when something is wrong', () => {
    it('is silent after a refusal', async () => {
      bench.answer = new Refused();
      assert.equal(await bench.suggest(snapshotOf('x <- ║')), undefined);
      assert.deepEqual(bench.errors, []);
    });

    it('reports a failure and is silent', async () => {
      const failure = new Error('unreachable');
      bench.answer = failure;
      assert.equal(await bench.suggest(snapshotOf('x <- ║')), undefined);
      assert.deepEqual(bench.errors, [failure]);
      bench.answer = ['mean(n)'];
      assert.equal((await bench.suggest(snapshotOf('x <- ║')))?.text, 'mean(n)', 'and asks again');
    });
  });

  it('speaks the document’s line ends', async () => {
    bench.answer = ['\n  filter(week > 10) |>', '\n  count(region)\n\n'];
    const marked = 'cases |>║\nplot(cases)\n';
    const crlf = marked.replaceAll('\n', '\r\n');
    assert.equal(await bench.taken(crlf), 'cases |>\r\n  filter(week > 10) |>\r\n  count(region)║\r\nplot(cases)\r\n');
    const onward = await bench.taken('cases |>\r\n  filter(║)\r\nplot(cases)\r\n');
    assert.equal(onward, 'cases |>\r\n  filter(week > 10) |>\r\n  count(region)║\r\nplot(cases)\r\n');
    assert.equal(bench.drafts.length, 1);
  });

  it('costs about as much in a large document as in a small one', async () => {
    const line = 'weekly <- cases |> dplyr::count(region, week) # sentinel network\n';
    const medianOf = async (lines: number): Promise<number> => {
      const padding = line.repeat(lines);
      const times: number[] = [];
      for (let run = 0; run < 25; run++) {
        const joined = snapshotOf(`${padding}x${run} <- ║\n${padding}`);
        // In one piece: V8 joins strings when they are first read, which is the document's cost and not the engine's.
        const snapshot = { ...joined, text: Buffer.from(joined.text).toString() };
        const start = performance.now();
        await bench.suggest(snapshot);
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[12] ?? NaN;
    };
    await medianOf(200);
    const small = await medianOf(200);
    const large = await medianOf(16_000);
    assert.ok(large < 5 * small + 1, `2 MB: ${large.toFixed(2)} ms, 26 kB: ${small.toFixed(2)} ms`);
    assert.equal(bench.errors.length, 0);
  });
});
