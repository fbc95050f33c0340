import assert from 'node:assert/strict';
import { BackendError, type Backend, type BackendFault } from '../../../src/server/backends/backend.ts';
import { isOut, Replicas, restMilliseconds, silentMilliseconds } from '../../../src/server/backends/replicas.ts';
import { longestRestMilliseconds, usualLimits } from '../../../src/server/net/limits.ts';

describe('replicas', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((origin) => ({ destination: { origin } }) as Backend) as [Backend, Backend, Backend];

  it('are asked in their order, those that were out lately last, until they have rested or answered', () => {
    let now = 0;
    const replicas = new Replicas([a, b, c], () => now);
    replicas.failed(a);
    replicas.failed(b);
    assert.deepEqual(replicas.inOrder, [c, a, b]);
    replicas.answered(b);
    assert.deepEqual([replicas.first, replicas.inOrder], [b, [b, c, a]]);
    now = restMilliseconds;
    assert.deepEqual(replicas.inOrder, [a, b, c]);
  });

  it('are tried again ever more seldom while they stay out, and as before once one has answered', () => {
    let now = 0;
    const replicas = new Replicas([a, b], () => now);
    const restsFor = (): number => {
      replicas.failed(a);
      const since = now;
      // Another request that fails while it rests is no other failure.
      replicas.failed(a);
      while (replicas.first === b) now += 1000;
      return now - since;
    };
    assert.deepEqual([restsFor(), restsFor(), restsFor()], [1, 2, 4].map((times) => times * restMilliseconds));
    for (let times = 0; times < 9; times += 1) restsFor();
    assert.equal(restsFor(), longestRestMilliseconds);
    replicas.answered(a);
    assert.equal(restsFor(), restMilliseconds);
  });

  it('are asked last for as long as they say that they take no more requests', () => {
    let now = 0;
    const replicas = new Replicas([a, b], () => now);
    assert.equal(replicas.changesIn, undefined);
    replicas.busy(a, 7);
    assert.equal(replicas.changesIn, 7000);
    now = 6999;
    assert.equal(replicas.first, b);
    now = 7000;
    assert.equal(replicas.first, a);
    replicas.busy(a, undefined);
    now += usualLimits.rest - 1;
    assert.equal(replicas.first, b);
    now += 1;
    assert.equal(replicas.first, a);
    replicas.busy(a, 1e9);
    now += longestRestMilliseconds;
    assert.equal(replicas.first, a);
    replicas.busy(a, 1);
    replicas.failed(a);
    now += restMilliseconds - 1;
    assert.equal(replicas.first, b);
  });

  it('are asked last once they were waited for too long in vain, all requests together', () => {
    const replicas = new Replicas([a, b], () => 0);
    replicas.left(a, silentMilliseconds - 1);
    replicas.began(a);
    replicas.left(a, silentMilliseconds - 1);
    assert.equal(replicas.first, a);
    replicas.left(a, 1);
    assert.equal(replicas.first, b);
  });

  it('stand in for one another where one is out, not where the question or the key is at fault', () => {
    const out = (fault: BackendFault, status?: number) => isOut(new BackendError(fault, '', undefined, { status }));
    assert.ok(out('unreachable') && out('timeout') && out('loading', 503) && out('server', 502) && out('server', 424));
    assert.ok(!out('server', 500) && !out('key', 401) && !out('tooLarge', 400) && !out('rateLimited', 429) && !out('tls'));
    assert.ok(!isOut(new Error('ECONNREFUSED')));
  });
});
