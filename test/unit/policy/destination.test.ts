import assert from 'node:assert/strict';
import { settingsSchema } from '../../../src/protocol/settings.ts';
import { destinationOf } from '../../../src/server/policy/destination.ts';

const gateway = (url: string) => destinationOf(settingsSchema.parse({ backend: 'gateway', gateway: { url } }));

describe('destinationOf', () => {
  it('clears a gateway on this machine for sensitive text', () => {
    for (const url of [
      'http://127.0.0.1:8080/v1',
      'http://localhost:11434',
      'http://[::1]:1234/v1',
      'http://127.1:80',
      'http://0x7f.1/',
      'http://gw.localhost/v1',
    ]) {
      const { clearance, onThisMachine } = gateway(url);
      assert.deepEqual([clearance, onThisMachine], ['sensitive', true], url);
    }
  });

  it('clears every other host for internal text only, whatever it is called', () => {
    for (const url of [
      'https://gateway.example.org/v1',
      'https://api.mistral.ai/v1',
      'http://localhost.example.org',
      'http://127.0.0.1.example.org',
      'http://10.0.0.1:8080',
      'http://[::2]/v1',
    ]) {
      const { clearance, onThisMachine } = gateway(url);
      assert.deepEqual([clearance, onThisMachine], ['internal', false], url);
    }
  });

  it('clears the Mistral API for internal text, and by its address if that is changed', () => {
    assert.equal(destinationOf(settingsSchema.parse({ backend: 'mistral' })).clearance, 'internal');
  });

  it('has no destination without a usable address', () => {
    for (const url of [
      '',
      'gateway.example.org',
      'ftp://127.0.0.1/',
      'file:///etc/passwd',
      'http://user:pw@127.0.0.1/',
    ]) {
      const { origin, clearance } = gateway(url);
      assert.deepEqual([origin, clearance], ['', 'public'], url);
    }
  });
});
