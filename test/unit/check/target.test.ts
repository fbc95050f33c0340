import assert from 'node:assert/strict';
import type * as z from 'zod';
import type { ServiceName } from '../../../src/protocol/models.ts';
import { settingsSchema } from '../../../src/protocol/settings.ts';
import { targetsOf } from '../../../src/server/check/target.ts';

const gateways = [
  { name: 'code', urls: ['https://code.example.org/v1'], roles: ['completion' as const], completionModel: 'small' },
  { name: 'talk', urls: ['https://a.example.org/v1', 'https://b.example.org/v1'], chatModel: 'large' },
  { name: 'other', urls: ['https://c.example.org/v1'], roles: ['chat' as const] },
];
const common: z.input<typeof settingsSchema> = { gateways, gateway: { url: 'http://127.0.0.1:8080/v1' } };

describe('targetsOf', () => {
  const targets = (settings: z.input<typeof settingsSchema>, service?: ServiceName): string[] =>
    targetsOf(settingsSchema.parse(settings), service).map(({ url, roles, models }) => `${url.host} ${roles.join('+')} ${models.chat}`.trim());

  it('are all servers that requests go to by the settings, with what each is there for', () => {
    assert.deepEqual(targets(common), ['code.example.org completion', 'a.example.org chat large', 'b.example.org chat large']);
    assert.deepEqual(targets({ gateway: { url: '' } }), []);
  });

  it('are all servers of a place that is named, with what the settings have it for', () => {
    assert.deepEqual(targets(common, { backend: 'gateway', name: 'talk' }), ['a.example.org completion+chat large', 'b.example.org completion+chat large']);
    assert.deepEqual(targets(common, { backend: 'gateway', name: 'other' }), ['c.example.org chat']);
    assert.deepEqual(targets(common, { backend: 'gateway', name: '' }), ['127.0.0.1:8080 completion+chat']);
    assert.deepEqual(targets(common, { backend: 'gateway', name: 'gone' }), []);
    assert.deepEqual(targets({ ...common, backend: 'mistral' }, { backend: 'gateway', name: 'other' }), ['c.example.org chat']);
  });

  it('are both hosts of the Mistral API where ghost text comes from Codestral’s own', () => {
    const mistral = { completionUrl: 'https://codestral.mistral.ai' };
    assert.deepEqual(targets(common, { backend: 'mistral', name: '' }), ['api.mistral.ai completion+chat mistral-medium-latest']);
    assert.deepEqual(targets({ ...common, mistral }, { backend: 'mistral', name: '' }), [
      'codestral.mistral.ai completion mistral-medium-latest',
      'api.mistral.ai chat mistral-medium-latest',
    ]);
  });
});
