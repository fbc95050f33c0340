import assert from 'node:assert/strict';
import { parseHttpsUrl } from '../../../src/protocol/address.ts';

describe('parseHttpsUrl', () => {
  it('takes https only, without user names', () => {
    assert.equal(parseHttpsUrl('https://example.org/a')?.host, 'example.org');
    for (const address of [
      'http://example.org',
      'command:x',
      'javascript:1',
      '/a',
      '',
      'https://a@b.example',
      'https://:p@b.example',
    ]) {
      assert.equal(parseHttpsUrl(address), undefined, address);
    }
  });
});
