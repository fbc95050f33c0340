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
    assert.deepEqual(suggestion, { text: 'mean(n)' });
    assert.deepEqual(
      bench.drafts.map(({ prefix, suffix }) => [prefix[0]?.text, suffix[0]?.text]),
      [['n <- 1\nx <- ', '\nplot(x)\n']],
    );
  });

  describe('when to ask', () => {
    it('asks at the first key, without waiting for another', async () => {
      bench.hangs = true;
      bench.answer = [];
      void bench.suggest(snapshotOf('x║'));
      await settled();
      assert.equal(bench.drafts.length, 1);
      bench.engine.forget();
    });

    it('does not ask again while an answer is on its way that may do, and shows it behind what was typed since', async () => {
      bench.waits = true;
      const first = bench.suggest(snapshotOf('x <- ║'));
      await settled();
      bench.clock.pass(100);
      const second = bench.suggest(snapshotOf('x <- m║'));
      await settled();
      bench.goOn();
      assert.deepEqual([await first, (await second)?.text], [undefined, 'ean(n)']);
      assert.deepEqual([bench.drafts.length, bench.left], [1, 1]);
    });

    it('asks again once that answer is late, and takes whichever fits first', async () => {
      bench.hangs = true;
      bench.answer = [];
      void bench.suggest(snapshotOf('x <- ║'));
      await settled();
      bench.clock.pass(100);
      const second = bench.suggest(snapshotOf('x <- m║'));
      await settled();
      bench.hangs = false;
      bench.answer = ['ean(n)'];
      bench.clock.pass(defaults.overdue * defaults.usualLatencyMs);
      assert.equal((await second)?.text, 'ean(n)');
      assert.equal(bench.drafts.length, 2);
      bench.engine.forget();
    });

    it('is as patient from the first key on with a server that is remembered to be slow', async () => {
      bench.remembered = 4 * defaults.usualLatencyMs;
      bench.hangs = true;
      bench.answer = [];
      void bench.suggest(snapshotOf('x <- ║'));
      await settled();
      bench.clock.pass(100);
      void bench.suggest(snapshotOf('x <- m║'));
      await settled();
      bench.clock.pass(defaults.overdue * bench.remembered - 101);
      assert.equal(bench.drafts.length, 1);
      bench.clock.pass(1);
      assert.equal(bench.drafts.length, 2);
      bench.engine.forget();
    });

    it('asks anew where the next key comes so soon that little is lost', async () => {
      bench.hangs = true;
      bench.answer = [];
      void bench.suggest(snapshotOf('x <- ║'));
      await settled();
      bench.clock.pass(defaults.overtakenMs - 20);
      void bench.suggest(snapshotOf('x <- m║'));
      await settled();
      assert.deepEqual([bench.drafts.length, bench.left], [2, 1]);
      bench.engine.forget();
    });

    it('waits for a pause while text is taken away', async () => {
      bench.answer = [];
      await bench.suggest(snapshotOf('x <- meany║'));
      bench.answer = ['(n)'];
      const shorter = bench.suggest(snapshotOf('x <- mean║'));
      await settled();
      assert.equal(bench.drafts.length, 1);
      bench.clock.pass(1000);
      assert.equal((await shorter)?.text, '(n)');
    });

    it('does not ask in front of words or where there is nothing to go by', async () => {
      assert.equal(await bench.suggest(snapshotOf('x <- ║mean(n)')), undefined);
      assert.equal(await bench.suggest(snapshotOf('║')), undefined);
      assert.equal(await bench.suggest(snapshotOf('\n ║\n')), undefined);
      assert.equal(bench.drafts.length, 0);
    });

    it('keeps documents apart', async () => {
      const both = ['a', 'b'].map((uri) => bench.suggest(snapshotOf('x <- ║', { uri })));
      assert.deepEqual(
        (await Promise.all(both)).map((one) => one?.text),
        ['mean(n)', 'mean(n)'],
      );
    });

    it('is ahead of the request where it is told of the key', async () => {
      await bench.suggest(snapshotOf('x <- ║'));
      bench.answer = ['sum(n)'];
      bench.engine.follow(snapshotOf('x <- 2 * ║'));
      await settled();
      assert.equal(bench.drafts.length, 2);
      assert.equal((await bench.suggest(snapshotOf('x <- 2 * ║')))?.text, 'sum(n)');
      assert.equal(bench.drafts.length, 2);
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
        assert.deepEqual(await bench.suggest(snapshotOf(marked)), { text });
      }
      assert.equal(bench.drafts.length, 1);
    });

    it('shows one line of several to who types it, while little is known of how often lines are right', async () => {
      bench.answer = ['cases |>\n  filter(n > 0) |>\n', '  count(region)'];
      assert.equal((await bench.suggest(snapshotOf('weekly <- ║\n')))?.text, 'cases |>\n  filter(n > 0) |>\n  count(region)');
      assert.equal((await bench.suggest(snapshotOf('weekly <- ca║\n')))?.text, 'ses |>');
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
      assert.deepEqual(suggestion, { text: 'an(n)' });
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

    it('keeps the complete lines of what was cut off', async () => {
      bench.finish = 'cut';
      bench.answer = ['cases |>\n  filter(n > 0) |>\n  cou'];
      assert.equal((await bench.suggest(snapshotOf('x <- ║\n')))?.text, 'cases |>\n  filter(n > 0) |>');
      assert.equal((await bench.suggest(snapshotOf('x <- cases |>║\n')))?.text, '\n  filter(n > 0) |>');
      assert.equal(bench.drafts.length, 1);
    });

    it('ends with forgetting', async () => {
      await bench.suggest(snapshotOf('x <- ║\n'));
      const { uri } = snapshotOf('║');
      bench.engine.forget(uri);
      await bench.suggest(snapshotOf('x <- ║\n'));
      assert.equal(bench.drafts.length, 2);
    });
  });

  describe('ahead of the person', () => {
    beforeEach(() => {
      bench.ahead = true;
    });

    it('reads on behind the line that is shown, and has the next lines ready', async () => {
      bench.answer = ['mean(n)\n', 'y <- sum(n)\n', '\nz'];
      bench.afterwards = [];
      assert.equal((await bench.suggest(snapshotOf('x <- ║')))?.text, 'mean(n)');
      await settled();
      assert.equal((await bench.suggest(snapshotOf('x <- mean(n)\n║')))?.text.split('\n')[0], 'y <- sum(n)');
    });

    it('asks for what follows as if the suggestion were taken, once', async () => {
      bench.answer = ['mean(n)'];
      bench.afterwards = [];
      await bench.suggest(snapshotOf('x <- ║'));
      await settled();
      assert.deepEqual(bench.drafts.map(({ prefix }) => prefix.map(({ text }) => text).join('')), ['x <- ', 'x <- mean(n)']);
    });

    it('reads on within its budget only, and from then on asks for nothing that nobody waits for', async () => {
      bench.aheadBudget.allow(4);
      bench.answer = ['mean(n)\n', 'y <- sum(n) # of all', ' regions\n', '\nz'];
      await bench.suggest(snapshotOf('x <- ║'));
      await settled();
      assert.equal(bench.aheadBudget.isLeft, false);
      bench.answer = ['k <- 1'];
      assert.equal((await bench.suggest(snapshotOf('x <- mean(n)\ny <- sum(n) # of all regions\n\nk║')))?.text, 'k <- 1');
      await settled();
      assert.equal(bench.drafts.length, 2, 'only what the person waited for');
    });

    it('counts what is asked for ahead, but not what the person waits for', async () => {
      bench.aheadBudget.allow(5);
      bench.answer = ['c(1, 2, 3, 4, 5, 6)'];
      bench.afterwards = [' |> summarise(n = sum(n))'];
      await bench.suggest(snapshotOf('x <- ║'));
      assert.equal(bench.aheadBudget.isLeft, true);
      await settled();
      assert.deepEqual([bench.drafts.length, bench.aheadBudget.isLeft], [2, false]);
    });

    it('does neither where that is not wanted', async () => {
      bench.ahead = false;
      bench.answer = ['mean(n)\n', 'y <- sum(n)\n'];
      bench.hangs = true;
      assert.equal((await bench.suggest(snapshotOf('x <- ║')))?.text, 'mean(n)');
      await settled();
      assert.deepEqual([bench.drafts.length, bench.left], [1, 1]);
    });
  });

  describe('when something is wrong', () => {
    it('is silent after a refusal', async () => {
      bench.answer = new Refused();
      assert.equal(await bench.suggest(snapshotOf('x <- ║')), undefined);
      assert.deepEqual(bench.errors, []);
    });

    it('reports a failure, is silent, and asks again only after a pause', async () => {
      const failure = new Error('unreachable');
      bench.answer = failure;
      assert.equal(await bench.suggest(snapshotOf('x <- ║')), undefined);
      assert.deepEqual(bench.errors, [failure]);
      bench.answer = ['ean(n)'];
      const next = bench.suggest(snapshotOf('x <- m║'));
      await settled();
      assert.equal(bench.drafts.length, 1);
      bench.clock.pass(defaults.inVainMs);
      assert.equal((await next)?.text, 'ean(n)');
    });

    it('asks at once where the person asks', async () => {
      bench.answer = new Error('unreachable');
      await bench.suggest(snapshotOf('x <- ║'));
      bench.answer = ['mean(n)'];
      assert.equal((await bench.suggest(snapshotOf('x <- ║', { invoked: true })))?.text, 'mean(n)');
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
      const times: number[] = [];
      for (let run = 0; run < 25; run++) {
        // Each in a line of its own: about one that was not foreseen, the model is asked less often.
        const padding = line.repeat(lines + run);
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
