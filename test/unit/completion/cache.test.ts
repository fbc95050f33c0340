import assert from 'node:assert/strict';
import { anchorOf } from '../../../src/server/completion/anchor.ts';
import { CompletionCache } from '../../../src/server/completion/cache.ts';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { viewOf, type View } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';

const see = (marked: string): View => viewOf(snapshotOf(marked), defaultBudget);

function put(cache: CompletionCache, uri: string, marked: string, text: string, drawnFrom: readonly string[] = []): void {
  const view = see(marked);
  cache.add({ uri, anchor: anchorOf(view, view.before, view.after), text, mayGoOn: true, drawnFrom });
}

describe('cache', () => {
  it('gives what remains of a completion', () => {
    const cache = new CompletionCache();
    put(cache, 'a', 'x <- ║\n', 'mean(n)');
    assert.deepEqual(cache.find('a', see('x <- ║\n')), { remainder: 'mean(n)', typed: 0, mayGoOn: true, drawnFrom: [] });
    assert.deepEqual(cache.find('a', see('x <- mean(║\n')), { remainder: 'n)', typed: 5, mayGoOn: true, drawnFrom: [] });
    assert.deepEqual(cache.find('a', see('x <- m║\n')), { remainder: 'ean(n)', typed: 1, mayGoOn: true, drawnFrom: [] });
    assert.equal(cache.find('a', see('x <- mean(n)║\n')), undefined, 'nothing remains');
    assert.equal(cache.find('b', see('x <- ║\n')), undefined, 'another document');
  });

  it('remembers that there was nothing to say', () => {
    const cache = new CompletionCache();
    put(cache, 'a', 'x <- 1║\n', '');
    assert.deepEqual(cache.find('a', see('x <- 1║\n')), { remainder: '', typed: 0, mayGoOn: true, drawnFrom: [] });
    assert.equal(cache.find('a', see('x <- 12║\n')), undefined);
  });

  it('prefers the latest', () => {
    const cache = new CompletionCache();
    put(cache, 'a', 'x <- ║\n', 'mean(n)');
    put(cache, 'a', 'x <- me║\n', 'dian(n)');
    assert.equal(cache.find('a', see('x <- me║\n'))?.remainder, 'dian(n)');
    assert.equal(cache.find('a', see('x <- m║\n'))?.remainder, 'ean(n)');
    put(cache, 'a', 'x <- ║\n', 'median(n)');
    assert.equal(cache.find('a', see('x <- me║\n'))?.remainder, 'dian(n)');
    assert.equal(cache.find('a', see('x <- ║\n'))?.remainder, 'median(n)', 'a new answer takes the place of the old');
  });

  it('takes an answer that is given anew for the latest', () => {
    const cache = new CompletionCache();
    put(cache, 'a', 'x <- ║\n', 'mean(n)');
    put(cache, 'a', 'x <- me║\n', 'dian(n)');
    put(cache, 'a', 'x <- ║\n', 'mean(x)');
    assert.equal(cache.find('a', see('x <- me║\n'))?.remainder, 'an(x)');
  });

  it('keeps nothing of documents whose completions are gone', () => {
    const cache = new CompletionCache(2000);
    for (let at = 0; at < 50; at++) put(cache, `document ${at}`, 'x <- ║\n', 'n'.repeat(300));
    assert.ok(cache.documents < 5, `${cache.documents}`);
    cache.forget('document 49');
    cache.forget();
    assert.equal(cache.documents, 0);
  });

  it('forgets a document, or all', () => {
    const cache = new CompletionCache();
    for (const uri of ['a', 'b', 'c']) put(cache, uri, 'x <- ║\n', 'mean(n)');
    cache.forget('a');
    assert.equal(cache.find('a', see('x <- ║\n')), undefined);
    assert.notEqual(cache.find('b', see('x <- ║\n')), undefined);
    cache.forget();
    assert.equal(cache.find('b', see('x <- ║\n')), undefined);
    assert.equal(cache.bytes, 0);
  });

  it('forgets what was drawn from a document that has changed since', () => {
    const cache = new CompletionCache();
    put(cache, 'a', 'x <- ║\n', 'mean(n)', ['b', 'c']);
    put(cache, 'a', 'y <- ║\n', 'mean(n)', ['c']);
    cache.forgetDrawnFrom('b');
    assert.equal(cache.find('a', see('x <- ║\n')), undefined);
    assert.notEqual(cache.find('a', see('y <- ║\n')), undefined);
    put(cache, 'a', 'x <- ║\n', 'mean(n)', ['b', 'c']);
    cache.forgetDrawnFrom('b');
    assert.equal(cache.find('a', see('x <- ║\n')), undefined, 'what was drawn from it again');
  });

  it('tells of each change of what it may answer', () => {
    const cache = new CompletionCache();
    const versions = [cache.version];
    const changes = [
      () => {
        put(cache, 'a', 'x <- ║\n', 'mean(n)', ['b']);
      },
      () => {
        put(cache, 'a', 'x <- ║\n', 'median(n)', ['b']);
      },
      () => {
        cache.forgetDrawnFrom('b');
      },
      () => {
        put(cache, 'a', 'y <- ║\n', 'mean(n)');
      },
      () => {
        cache.forget('a');
      },
    ];
    for (const change of changes) {
      change();
      versions.push(cache.version);
    }
    assert.equal(new Set(versions).size, versions.length);
    cache.find('a', see('x <- ║\n'));
    assert.equal(cache.version, versions.at(-1));
  });

  it('is bounded in bytes and drops what was used longest ago', () => {
    const cache = new CompletionCache(8000);
    put(cache, 'a', 'kept <- ║\n', 'yes');
    for (let at = 0; at < 50; at++) {
      put(cache, 'a', `x${at} <- ║\n`, 'n'.repeat(300));
      cache.find('a', see('kept <- ║\n'));
      assert.ok(cache.bytes <= 8000);
    }
    assert.notEqual(cache.find('a', see('x49 <- ║\n')), undefined);
    assert.equal(cache.find('a', see('x0 <- ║\n')), undefined);
    assert.notEqual(cache.find('a', see('kept <- ║\n')), undefined);
    put(cache, 'b', 'x <- ║\n', 'n'.repeat(10_000));
    assert.equal(cache.find('b', see('x <- ║\n')), undefined, 'larger than all there is');
  });
});
