import assert from 'node:assert/strict';
import { Refused } from '../../../src/server/completion/ask.ts';
import type { Suggestion } from '../../../src/server/completion/show.ts';
import { accept, snapshotOf } from '../../support/cursor.ts';
import { Bench, settled } from './bench.ts';

describe('other suggestions', () => {
  let bench: Bench;
  const place = snapshotOf('x <- ║\n', { invoked: true });
  const never = new AbortController().signal;

  beforeEach(() => {
    bench = new Bench();
    bench.variants.set(1, ['median(n)']).set(2, ['max(n)']);
  });
  afterEach(() => {
    bench.engine.forget();
    assert.equal(bench.clock.waiting, 0, 'a timer was left behind');
  });

  async function first(): Promise<Suggestion> {
    return (await bench.suggest(place)) ?? assert.fail('There is no suggestion.');
  }

  it('are asked for beside the first, each as another variant of the same prompt', async () => {
    const suggestion = await first();
    const others = bench.engine.alternatives(place);
    await others.come(never, 1000);
    assert.deepEqual(others.besides(suggestion), [{ text: 'median(n)' }, { text: 'max(n)' }]);
    const [likeliest, ...variants] = bench.drafts;
    assert.deepEqual(variants, [1, 2].map((variant) => ({ ...likeliest, variant })));
  });

  it('come in the order in which they were asked for', async () => {
    bench.waits = true;
    const others = bench.engine.alternatives(place);
    await settled();
    bench.goOn();
    await settled();
    assert.deepEqual(others.besides({ text: '' }), [{ text: 'max(n)' }]);
    bench.held[0]?.();
    await settled();
    assert.deepEqual(others.besides({ text: '' }), [{ text: 'median(n)' }, { text: 'max(n)' }]);
  });

  it('differ from the first and from each other once they are as they would be shown', async () => {
    bench.variants.set(1, ['mean(n)\n']).set(2, ['mean(n) \n']);
    const suggestion = await first();
    const others = bench.engine.alternatives(place);
    await others.come(never, 1000);
    assert.deepEqual(others.besides(suggestion), []);
    bench.variants.set(1, ['max(n)']).set(2, ['max(n)']);
    bench.engine.changed(place.uri);
    const again = bench.engine.alternatives(place);
    await again.come(never, 1000);
    assert.deepEqual(again.besides(suggestion), [{ text: 'max(n)' }]);
  });

  it('are asked for once in one state', async () => {
    await first();
    const others = bench.engine.alternatives(place);
    await others.come(never, 1000);
    assert.equal(bench.engine.alternatives({ ...place }), others);
    assert.notEqual(bench.engine.alternatives(snapshotOf('x <- m║\n')), others);
  });

  it('end as soon as the document changes, and are not kept', async () => {
    bench.hangs = true;
    bench.variants.set(1, ['median(']).set(2, ['max(']);
    const others = bench.engine.alternatives(place);
    await settled();
    bench.engine.changed('output:extension-output');
    await settled();
    assert.equal(bench.left, 0);
    bench.engine.changed(place.uri);
    await settled();
    assert.equal(bench.leftEarly, 2);
    assert.deepEqual(others.besides({ text: '' }), []);
  });

  it('are not kept either where whole lines of them have come', async () => {
    bench.hangs = true;
    bench.variants.set(1, ['cases |>\n', '  filter(']).set(2, ['deaths |>\n', '  filter(']);
    const others = bench.engine.alternatives(place);
    await settled();
    assert.equal(bench.leftEarly, 0);
    bench.engine.changed(place.uri);
    await settled();
    assert.equal(bench.leftEarly, 2);
    assert.deepEqual(others.besides({ text: '' }), []);
  });

  it('end where the person who waits for them gives up', async () => {
    bench.hangs = true;
    bench.variants.set(1, ['median(']).set(2, ['max(']);
    const others = bench.engine.alternatives(place);
    await settled();
    const controller = new AbortController();
    const come = others.come(controller.signal, 1000);
    controller.abort();
    await come;
    await settled();
    assert.equal(bench.leftEarly, 2);
  });

  it('end where the person has given up before waiting', async () => {
    bench.hangs = true;
    bench.variants.set(1, ['median(']).set(2, ['max(']);
    await bench.engine.alternatives(place).come(AbortSignal.abort(), 1000);
    await settled();
    assert.equal(bench.leftEarly, 2);
  });

  it('go on where nobody waits any more and the person gives up then', async () => {
    bench.waits = true;
    const others = bench.engine.alternatives(place);
    await settled();
    const controller = new AbortController();
    const come = others.come(controller.signal, 1000);
    bench.clock.pass(1000);
    await come;
    controller.abort();
    for (const goOn of bench.held) goOn();
    await settled();
    assert.deepEqual(others.besides({ text: '' }), [{ text: 'median(n)' }, { text: 'max(n)' }]);
    assert.equal(bench.leftEarly, 0);
  });

  it('are waited for no longer than is said, and may come afterwards', async () => {
    bench.waits = true;
    const others = bench.engine.alternatives(place);
    await settled();
    const come = others.come(never, 1000);
    bench.clock.pass(1000);
    await come;
    assert.deepEqual(others.besides({ text: '' }), []);
    bench.goOn();
    await settled();
    assert.equal(others.besides({ text: '' }).length, 1);
  });

  it('are none after a refusal, and what goes wrong is told', async () => {
    bench.variants.clear();
    bench.answer = new Refused();
    await bench.engine.alternatives(place).come(never, 1000);
    assert.deepEqual(bench.errors, []);
    bench.engine.changed(place.uri);
    bench.answer = new TypeError('broken');
    await bench.engine.alternatives(place).come(never, 1000);
    assert.equal(bench.errors.length, 2);
  });

  describe('that are taken in part', () => {
    it('go on without a request, and leave the first what it was', async () => {
      bench.variants.set(1, ['median(n, na.rm = TRUE)']);
      await first();
      await bench.engine.alternatives(place).come(never, 1000);
      const asked = bench.drafts.length;
      for (const [taken, rest] of [
        ['median', '(n, na.rm = TRUE)'],
        ['median(n, na', '.rm = TRUE)'],
      ]) {
        assert.deepEqual(await bench.suggest(snapshotOf(`x <- ${taken}║\n`)), { text: rest });
      }
      assert.deepEqual(await bench.suggest(snapshotOf('x <- ║\n')), { text: 'mean(n)' });
      assert.equal(bench.drafts.length, asked);
    });
  });
});

describe('a suggestion that is taken in part', () => {
  const pipe = ['cases |>\n', '  filter(age > 64) |>\n', '  count(region)\n', '\nplot(x)'];

  it('goes on by words without a request', async () => {
    const bench = new Bench();
    bench.answer = pipe;
    let marked = 'x <- ║\n';
    const whole = accept(snapshotOf(marked), await bench.suggest(snapshotOf(marked)));
    assert.equal(whole, 'x <- cases |>\n  filter(age > 64) |>\n  count(region)║\n');
    for (const word of ['cases', ' |>', '\n  filter', '(age', ' > 64']) {
      marked = marked.replace('║', `${word}║`);
      const { text = '' } = (await bench.suggest(snapshotOf(marked))) ?? {};
      assert.notEqual(text, '', word);
      // What is shown behind a word may be less than before it, since the place in the syntax is another.
      assert.ok(whole.startsWith(marked.replace(/║[^]*/, text)), text);
    }
    assert.equal(bench.drafts.length, 1);
  });

  it('goes on by lines without a request', async () => {
    const bench = new Bench();
    bench.answer = pipe;
    await bench.suggest(snapshotOf('x <- ║\n'));
    assert.equal((await bench.suggest(snapshotOf('x <- cases |>\n║\n')))?.text, '  filter(age > 64) |>\n  count(region)');
    assert.equal((await bench.suggest(snapshotOf('x <- cases |>\n  filter(age > 64) |>\n║\n')))?.text, '  count(region)');
    assert.equal(bench.drafts.length, 1);
  });
});
