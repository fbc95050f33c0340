import assert from 'node:assert/strict';
import { httpSettingsSchema } from '../../../src/protocol/network.ts';
import { proxyFor } from '../../../src/server/net/proxies.ts';

type Http = Parameters<typeof httpSettingsSchema.parse>[0];
const choose = (http: Http, env: NodeJS.ProcessEnv, url = 'https://models.example') =>
  proxyFor(new URL(url), httpSettingsSchema.parse(http), env);
const originBy = (http: Http, env: NodeJS.ProcessEnv, url?: string) => choose(http, env, url)?.origin;

describe('the proxy on the way to an address', () => {
  it('is the one of the settings before any of the environment', () => {
    assert.equal(originBy({}, {}), undefined);
    assert.equal(originBy({}, { https_proxy: 'http://env:1' }), 'http://env:1');
    assert.equal(originBy({ proxy: 'http://set:2' }, { https_proxy: 'http://env:1' }), 'http://set:2');
    assert.equal(originBy({ proxy: 'http://set:2', proxySupport: 'off' }, { https_proxy: 'http://env:1' }), undefined);
  });

  it('is the one of the environment for the scheme, in either case of the name, or for all', () => {
    assert.equal(originBy({}, { HTTPS_PROXY: 'http://big:1' }), 'http://big:1');
    assert.equal(originBy({}, { https_proxy: 'http://small:1', HTTPS_PROXY: 'http://big:1' }), 'http://small:1');
    assert.equal(originBy({}, { ALL_PROXY: 'http://all:1', http_proxy: 'http://plain:1' }), 'http://all:1');
    assert.equal(originBy({}, { http_proxy: 'http://plain:1' }), 'http://plain:1');
    assert.equal(originBy({}, { https_proxy: 'http://secure:1' }, 'http://models.example'), undefined);
    assert.equal(originBy({}, { https_proxy: '' }), undefined);
  });

  it('is none where the list of the settings, or else of the environment, holds the host', () => {
    const env = { https_proxy: 'http://env:1', NO_PROXY: 'models.example' };
    assert.equal(originBy({}, env), undefined);
    assert.equal(originBy({ noProxy: ['other.example'] }, env), 'http://env:1');
    assert.equal(originBy({ noProxy: ['models.example'], proxy: 'http://set:2' }, {}), undefined);
  });

  it('may be written without a scheme, with a default port, and with a name and password', () => {
    assert.deepEqual(choose({ proxy: 'proxy.example:3128' }, {}), { origin: 'http://proxy.example:3128', authorization: undefined });
    assert.equal(originBy({ proxy: 'https://proxy.example/' }, {}), 'https://proxy.example');
    const basic = `Basic ${Buffer.from('épi:p@ss').toString('base64')}`;
    assert.equal(choose({ proxy: 'http://%C3%A9pi:p%40ss@proxy:1' }, {})?.authorization, basic);
    assert.equal(choose({ proxy: 'http://a:b@proxy:1', proxyAuthorization: 'Bearer t' }, {})?.authorization, 'Bearer t');
  });

  it('is refused without showing it where it cannot be used', () => {
    for (const proxy of ['socks5://me:s3cret@proxy:1', 'http://me:s3cret@', 'pac+http://s3cret']) {
      assert.throws(() => choose({ proxy }, {}), (error) => /cannot be used/.test(String(error)) && !/s3cret/.test(String(error)));
      assert.throws(() => choose({}, { https_proxy: proxy }), /HTTPS_PROXY/);
    }
  });

  it('by settings that have no say in checks of certificates', () => {
    assert.deepEqual(Object.keys(httpSettingsSchema.parse({ proxyStrictSSL: false })), ['proxy', 'proxySupport', 'noProxy']);
  });
});
