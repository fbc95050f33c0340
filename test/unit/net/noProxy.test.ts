import assert from 'node:assert/strict';
import { entriesOf, isWithoutProxy } from '../../../src/server/net/noProxy.ts';

const cases: [entry: string, holds: string[], holdsNot: string[]][] = [
  ['*', ['https://any.example', 'http://10.1.2.3', 'http://[fd00::1]'], []],
  [
    'agency.example',
    ['https://agency.example', 'https://models.agency.example:8443', 'https://AGENCY.example', 'https://agency.example.'],
    ['https://notagency.example', 'https://agency.example.org', 'https://example'],
  ],
  ['.agency.example', ['https://agency.example', 'https://models.agency.example'], ['https://notagency.example']],
  ['*.agency.example', ['https://a.b.agency.example'], ['https://example']],
  ['agency.example:8443', ['https://agency.example:8443', 'http://x.agency.example:8443'], ['https://agency.example', 'http://agency.example']],
  ['agency.example:443', ['https://agency.example'], ['http://agency.example']],
  ['10.1.2.3', ['http://10.1.2.3', 'http://10.1.2.3:8080'], ['http://10.1.2.30', 'http://110.1.2.3', 'http://x.10.1.2.3.example']],
  ['10.0.0.0/8', ['http://10.255.0.1'], ['http://11.0.0.1', 'http://ten.example', 'http://[::1]']],
  ['192.168.4.0/22:8080', ['http://192.168.7.9:8080'], ['http://192.168.7.9', 'http://192.168.8.1:8080']],
  ['fd00::/8', ['http://[fd12:3456::1]'], ['http://[fe80::1]', 'http://10.0.0.1']],
  ['[fd00::1]:8080', ['http://[fd00::1]:8080', 'http://[fd00:0:0::1]:8080'], ['http://[fd00::1]']],
  ['::1', ['http://[::1]'], ['http://[::2]']],
  // What makes no sense holds nothing.
  ['10.0.0.0/33', [], ['http://10.0.0.0']],
  ['agency.example/8', [], ['http://agency.example']],
  ['', [], ['http://agency.example']],
  ['.', [], ['http://agency.example']],
];

describe('hosts without proxy', () => {
  for (const [entry, holds, holdsNot] of cases) {
    it(`by “${entry}”`, () => {
      for (const url of holds) assert.equal(isWithoutProxy([entry], new URL(url)), true, url);
      for (const url of holdsNot) assert.equal(isWithoutProxy([entry], new URL(url)), false, url);
    });
  }

  it('are any of a list, as the environment writes it', () => {
    const entries = entriesOf(' a.example, .b.example;c.example\td.example,, ');
    assert.deepEqual(entries, ['a.example', '.b.example', 'c.example', 'd.example']);
    assert.equal(isWithoutProxy(entries, new URL('https://x.c.example')), true);
    assert.equal(isWithoutProxy([], new URL('https://x.c.example')), false);
  });
});
