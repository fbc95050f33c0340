import assert from 'node:assert/strict';
import { defaults } from '../../../src/server/completion/defaults.ts';
import type { Part } from '../../../src/server/policy/request.ts';
import { snapshotOf } from '../../support/cursor.ts';
import { Bench, settled } from './bench.ts';

const functions: Part = {
  text: 'R/functions.R\nper_100k <- function(n, population)',
  origin: { kind: 'document', uri: 'file:///surveillance/R/functions.R', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 36 } } },
  purpose: 'context',
};
const place = snapshotOf('x <- ║');

describe('a server that keeps what it has read', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
    bench.keeps = true;
    bench.ahead = true;
  });
  afterEach(() => {
    bench.engine.forget();
    assert.equal(bench.clock.waiting, 0, 'a timer was left behind');
  });
  const warmed = (): number => bench.drafts.filter(({ maxTokens }) => maxTokens === 0).length;
  async function rest(): Promise<void> {
    await settled();
    bench.clock.pass(defaults.warmAfterMs);
    await settled();
  }
  /** The person has typed here, and since then context was gathered anew. */
  async function typedBeforeContext(): Promise<void> {
    bench.answer = ['mean(n)'];
    bench.afterwards = [];
    await bench.suggest(place);
    await settled();
    bench.context = [functions];
  }

  it('is given the context of the next completion to read while the person rests, once', async () => {
    await typedBeforeContext();
    bench.engine.changed('output:extension-output');
    await rest();
    assert.equal(warmed(), 1);
    assert.deepEqual(bench.drafts.at(-1)?.context, [functions]);
    await bench.suggest(place);
    await rest();
    assert.equal(warmed(), 1);
  });

  it('is left alone where it has read that already, or has never been asked', async () => {
    bench.context = [functions];
    await rest();
    assert.equal(bench.drafts.length, 0);
    await typedBeforeContext();
    await rest();
    assert.equal(warmed(), 0);
  });

  it('is left as soon as a key comes', async () => {
    await typedBeforeContext();
    await settled();
    bench.hangs = true;
    bench.clock.pass(defaults.warmAfterMs);
    await settled();
    const before = bench.left;
    bench.engine.changed(place.uri);
    await settled();
    assert.deepEqual([warmed(), bench.left - before, bench.errors], [1, 1, []]);
    bench.hangs = false;
    await bench.suggest(place);
    await rest();
    assert.equal(warmed(), 2, 'what was not read to its end is read again');
  });

  it('is not waited for by a key that comes before the person rests', async () => {
    await typedBeforeContext();
    bench.engine.changed(place.uri);
    await rest();
    assert.equal(warmed(), 0);
  });

  it('is given it so long after the last key, not after the first', async () => {
    await typedBeforeContext();
    bench.clock.pass(defaults.warmAfterMs - 100);
    await bench.suggest(place);
    bench.clock.pass(defaults.warmAfterMs - 1);
    await settled();
    assert.equal(warmed(), 0);
    bench.clock.pass(1);
    await settled();
    assert.equal(warmed(), 1);
  });

  it('is given nothing where nothing is to be asked for ahead, or where it keeps nothing', async () => {
    for (const change of [() => (bench.ahead = false), () => (bench.keeps = false)]) {
      bench.context = [];
      await typedBeforeContext();
      change();
      await rest();
      assert.equal(warmed(), 0);
      bench.ahead = true;
      bench.engine.forget();
    }
  });
});
