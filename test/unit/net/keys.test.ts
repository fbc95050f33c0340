import assert from 'node:assert/strict';
import { BackendError } from '../../../src/server/backends/backend.ts';
import { KeyRing } from '../../../src/server/net/keys.ts';

describe('the key ring', () => {
  const ring = new KeyRing();

  it('shows a key to its own scheme, host and port only', () => {
    ring.replace({ 'https://api.example/v1/': ' k ', 'not an address': 'x', 'https://blank.example': ' ' });
    assert.deepEqual(ring.headersFor('https://api.example'), { authorization: 'Bearer k' });
    for (const other of [
      'http://api.example',
      'https://api.example:8443',
      'https://x.api.example',
      'https://blank.example',
    ]) {
      assert.deepEqual(ring.headersFor(other), {});
      assert.equal(ring.has(other), false);
    }
  });

  it('forgets the keys given before', () => {
    ring.replace({ 'https://a.example': 'k' });
    ring.replace({});
    assert.equal(ring.has('https://a.example'), false);
  });

  it('does not put into a header what cannot stand there, nor into the message', () => {
    for (const key of ['two words', 'line\r\nX-Evil: 1', 'clé']) {
      ring.replace({ 'https://a.example': key });
      assert.throws(
        () => ring.headersFor('https://a.example'),
        (error) => error instanceof BackendError && error.remedy === 'setKey' && !error.message.includes(key),
      );
    }
  });
});
