import assert from 'node:assert/strict';
import { BackendError, type Backend, type BackendFault } from '../../../src/server/backends/backend.ts';
import { isOut, Replicas, restMilliseconds } from '../../../src/server/backends/replicas.ts';

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

  it('stand in for one another where one is out, not where the question or the key is at fault', () => {
    const out = (fault: BackendFault, status?: number) => isOut(new BackendError(fault, '', undefined, { status }));
    assert.ok(out('unreachable') && out('timeout') && out('loading', 503) && out('server', 502) && out('server', 424));
    assert.ok(!out('server', 500) && !out('key', 401) && !out('tooLarge', 400) && !out('rateLimited', 429) && !out('tls'));
    assert.ok(!isOut(new Error('ECONNREFUSED')));
  });
});
