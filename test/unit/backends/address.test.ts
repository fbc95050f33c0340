import assert from 'node:assert/strict';
import { basePathsOf } from '../../../src/server/backends/address.ts';

describe('the base paths of an address', () => {
  const cases: [string, string, string][] = [
    ['http://h:1', '/v1', ''],
    ['http://h:1/', '/v1', ''],
    ['http://h:1/v1', '/v1', ''],
    ['http://h:1/v1//', '/v1', ''],
    ['https://h/llm', '/llm/v1', '/llm'],
    ['https://h/llm/v1/', '/llm/v1', '/llm'],
    ['https://h/api/v3', '/api/v3', '/api'],
    ['https://h/v1beta', '/v1beta', ''],
    ['https://h/v1/chat/completions', '/v1', ''],
    ['https://h/v1/completions', '/v1', ''],
    ['https://h/v1/models', '/v1', ''],
    ['https://h/dev1', '/dev1/v1', '/dev1'],
  ];
  for (const [address, api, root] of cases) {
    it(`are ${api} and “${root}” for ${address}`, () => {
      assert.deepEqual(basePathsOf(new URL(address)), { api, root });
    });
  }
});
