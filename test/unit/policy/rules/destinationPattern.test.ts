import assert from 'node:assert/strict';
import { settingsSchema } from '../../../../src/protocol/settings.ts';
import { destinationOf } from '../../../../src/server/policy/destination.ts';
import { destinationPattern } from '../../../../src/server/policy/rules/destinationPattern.ts';

const gateway = (url: string) => destinationOf(settingsSchema.parse({ backend: 'gateway', gateway: { url } }));
const mistral = (url?: string) => destinationOf(settingsSchema.parse({ backend: 'mistral', mistral: url === undefined ? {} : { url } }));

function pattern(text: string) {
  const read = destinationPattern(text);
  assert.ok(typeof read !== 'string', typeof read === 'string' ? read : text);
  return read;
}

describe('destinationPattern', () => {
  const names: [string, string, boolean][] = [
    ['https://gw.agency.example', 'https://gw.agency.example/v1', true],
    ['https://gw.agency.example', 'https://GW.Agency.Example:443/v1', true],
    ['https://gw.agency.example', 'http://gw.agency.example/v1', false],
    ['https://gw.agency.example', 'https://gw.agency.example:8443/v1', false],
    ['https://gw.agency.example:8443', 'https://gw.agency.example:8443/v1', true],
    ['http://gw.local:8080/', 'http://gw.local:8080/v1', true],
    ['gw.agency.example', 'https://gw.agency.example:8443/v1', true],
    ['gw.agency.example', 'http://gw.agency.example/v1', false],
    ['gw.agency.example:8443', 'https://gw.agency.example/v1', false],
    ['*.agency.example', 'https://a.b.agency.example/v1', true],
    ['*.agency.example', 'https://agency.example/v1', false],
    ['*.agency.example', 'https://agency.example.evil.example/v1', false],
    ['*.agency.example', 'https://evilagency.example/v1', false],
    ['this-machine', 'http://127.0.0.1:11434/v1', true],
    ['this-machine', 'https://gw.agency.example/v1', false],
    ['mistral', 'https://gw.agency.example/v1', false],
  ];
  for (const [text, url, expected] of names) {
    it(`${text} ${expected ? 'names' : 'does not name'} ${url}`, () => {
      assert.equal(pattern(text).names(gateway(url)), expected);
    });
  }

  it('knows Mistral by its hosts, wherever requests are said to go', () => {
    assert.ok(pattern('mistral').names(mistral()));
    assert.ok(pattern('mistral').names(gateway('https://api.mistral.ai/v1')));
    assert.ok(!pattern('mistral').names(mistral('https://mistral.ai.evil.example')));
    assert.ok(!pattern('mistral').names(mistral('http://api.mistral.ai')));
    assert.ok(pattern('mistral').covers(mistral('https://elsewhere.example')));
  });

  it('covers what can be the same place by another spelling', () => {
    for (const [text, url] of [
      ['https://gw.agency.example', 'http://gw.agency.example:8080/v1'],
      ['https://gw.agency.example', 'https://gw.agency.example./v1'],
      ['gw.agency.example', 'http://gw.agency.example/v1'],
      ['http://localhost:8080', 'http://127.0.0.1:8080/v1'],
      ['http://127.0.0.1:8080', 'http://[::1]:8080/v1'],
      ['*.agency.example', 'http://gw.agency.example:99/v1'],
    ] as const) {
      assert.ok(pattern(text).covers(gateway(url)), `${text} ${url}`);
    }
  });

  it('does not cover another port where one is written', () => {
    assert.ok(!pattern('http://127.0.0.1:9090').covers(gateway('http://127.0.0.1:8080')));
    assert.ok(!pattern('https://gw.agency.example:443').covers(gateway('https://gw.agency.example:8443')));
  });

  for (const text of ['', 'mistrall', 'Mistral API', '*', '*.example', '*.0.0.1', 'https://gw.example/v1', 'https://user:pw@gw.example', 'ftp://gw.example', 'https://*.agency.example', 'gw.*.example', 'gw.example/v1', '*.agency.example:443']) {
    it(`takes “${text}” for a mistake`, () => {
      assert.equal(typeof destinationPattern(text), 'string');
    });
  }
});
