import assert from 'node:assert/strict';
import { linkHost, originOf } from '../../../src/client/address.ts';

describe('the origin that a key is bound to', () => {
  it('is scheme, host and port, whatever the path', () => {
    assert.equal(originOf('https://Gateway.Example.org/v1/'), 'https://gateway.example.org');
    assert.equal(originOf('http://127.0.0.1:8080/v1'), 'http://127.0.0.1:8080');
    assert.equal(originOf('https://api.mistral.ai:443'), originOf('https://api.mistral.ai'));
  });

  it('differs where scheme or port differ', () => {
    assert.notEqual(originOf('http://gateway.example.org'), originOf('https://gateway.example.org'));
    assert.notEqual(originOf('https://gateway.example.org:8443'), originOf('https://gateway.example.org'));
  });

  for (const address of [
    '',
    'gateway',
    'ftp://gateway.example.org',
    'https://user:word@gateway.example.org',
    'file:///etc',
  ]) {
    it(`is not to be had from “${address}”`, () => {
      assert.equal(originOf(address), undefined);
    });
  }
});

describe('the host of a link', () => {
  it('is the real host, not what a user name pretends', () => {
    assert.equal(linkHost('https://example.org/a?b'), 'example.org');
    assert.equal(linkHost('https://example.org@evil.example/'), undefined);
  });

  for (const link of [
    'http://example.org',
    'command:workbench.action.quit',
    'vscode://x/y',
    'javascript:alert(1)',
    '//example.org',
  ]) {
    it(`refuses ${link}`, () => {
      assert.equal(linkHost(link), undefined);
    });
  }
});
