import assert from 'node:assert/strict';
import { asInSettings, placeName } from '../../../src/client/placeWords.ts';

const gateway = { backend: 'gateway', origin: 'https://llm.example.org', clearance: 'internal' } as const;
const near = { backend: 'gateway', origin: 'http://127.0.0.1:8080', clearance: 'sensitive' } as const;

describe('the words for places', () => {
  it('tell of the settings where requests go and how much each place may receive', () => {
    assert.equal(asInSettings({ destination: gateway }), 'llm.example.org · may receive up to: internal');
    assert.equal(
      asInSettings({ destination: gateway, completion: near }),
      'llm.example.org · may receive up to: internal, 127.0.0.1:8080 · may receive up to: sensitive',
    );
    assert.equal(asInSettings({ destination: { ...gateway, origin: '' } }), '');
  });

  it('call a place by its name in the settings, if it has one', () => {
    assert.equal(placeName({ ...gateway, name: 'grid', current: true }), 'grid (llm.example.org)');
    assert.equal(placeName({ ...gateway, name: '', current: true }), 'Gateway (llm.example.org)');
  });
});
