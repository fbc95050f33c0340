import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { BackendError } from '../../src/server/backends/backend.ts';
import { plainNetwork } from '../../src/server/net/connections.ts';
import type { Door, Passage } from '../../src/server/net/door.ts';
import type { SecuritySettings } from '../../src/server/net/security.ts';
import type { Destination } from '../../src/server/policy/destination.ts';
import { ModelServer, status } from '../support/modelServer.ts';
import { AuthProxy } from './support/authProxy.ts';
import { Authority, strangeKey, type Credentials } from './support/certificates.ts';
import { closeDoors, doorWith } from './support/session.ts';

const passage = (): Passage => ({ use: 'list', signal: new AbortController().signal });
const at = (origin: string): Destination => ({ backend: 'gateway', origin, clearance: 'internal', onThisMachine: true });

/** A door by Vigie's settings. */
function doorBy(security: Partial<SecuritySettings>, http: Partial<typeof plainNetwork.http> = {}): Door {
  const door = doorWith({});
  door.use({ http: { ...plainNetwork.http, ...http }, security: { ...plainNetwork.security, ...security } });
  return door;
}

/** Asks through a door. @returns the answer, or the sentence that a person reads */
async function ask(door: Door, destination: Destination): Promise<string> {
  try {
    return await (await door.get(destination, '/a', passage())).text();
  } catch (error) {
    assert.ok(error instanceof BackendError, String(error));
    assert.equal(error.fault, 'tls', error.message);
    return error.message;
  }
}

describe('the door and certificates', () => {
  const authority = new Authority('Vigie Test Authority');
  const stranger = new Authority('Vigie Test Stranger');
  let folder: string;
  let caBundle: string;
  let server: ModelServer;
  /** Whom the server saw: the common name of each request's client certificate. */
  let seen: (string | undefined)[];
  const file = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const secureServer = (options: ServerOptions): Promise<ModelServer> =>
    ModelServer.start({ '/a': status(200, 'héllo') }, (listener) => {
      const secure = createServer(options, listener);
      secure.on('request', ({ socket }) => {
        assert.ok(socket instanceof TLSSocket);
        const subject = socket.getPeerCertificate().subject as { CN?: string } | undefined;
        seen.push(subject?.CN);
      });
      return secure;
    });
  const originOf = ({ port }: ModelServer, name = 'localhost') => `https://${name}:${port}`;
  const withServer = async (credentials: Credentials, test: (origin: string, server: ModelServer) => Promise<void>) => {
    const other = await secureServer({ ...credentials });
    await test(originOf(other), other).finally(() => other.close());
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigie-tls-'));
    caBundle = await file('authority.pem', `Our authority\n${authority.pem}`);
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    seen = [];
    server = await secureServer(authority.issue({ names: ['localhost', '127.0.0.1', 'model.invalid'] }));
  });
  afterEach(async () => {
    await closeDoors();
    await server.close();
  });

  it('trusts an authority of its own only where the settings name it', async () => {
    const without = await ask(doorBy({}), at(originOf(server)));
    assert.match(without, /an authority that this computer does not know.*vigie\.caBundle/);
    assert.equal(server.received.length, 0);
    assert.equal(await ask(doorBy({ caBundle }), at(originOf(server))), 'héllo');
    await withServer(stranger.issue({ names: ['localhost'] }), async (origin, other) => {
      assert.match(await ask(doorBy({ caBundle }), at(origin)), /does not know/);
      assert.equal(other.received.length, 0);
    });
  });

  it('trusts what NODE_EXTRA_CA_CERTS names, and nothing more where that cannot be read', async () => {
    const before = process.env['NODE_EXTRA_CA_CERTS'];
    try {
      process.env['NODE_EXTRA_CA_CERTS'] = caBundle;
      assert.equal(await ask(doorBy({}), at(originOf(server))), 'héllo');
      process.env['NODE_EXTRA_CA_CERTS'] = join(folder, 'missing.pem');
      assert.match(await ask(doorBy({}), at(originOf(server))), /does not know/);
    } finally {
      if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
      else process.env['NODE_EXTRA_CA_CERTS'] = before;
    }
  });

  it('sends nothing while the file of the settings cannot be used, and takes it up once it can', async () => {
    const damaged = authority.pem.replace(/\n(.{20})/, '\nAAAAAAAAAAAAAAAAAAAA');
    for (const [name, content, why] of [
      ['missing.pem', undefined, /ENOENT/],
      ['empty.pem', '', /no certificate/],
      ['key.pem', authority.issue({}).key, /no certificate/],
      ['damaged.pem', `${authority.pem}${damaged}`, /number 2 is damaged/],
    ] as const) {
      const path = content === undefined ? join(folder, name) : await file(name, content);
      const door = doorBy({ caBundle: path });
      const { connections } = server;
      const said = await ask(door, at(originOf(server)));
      assert.match(said, /vigie\.caBundle.*nothing was sent/);
      assert.match(said, why);
      assert.equal(server.connections, connections, name);
      await file(name, authority.pem);
      assert.equal(await ask(door, at(originOf(server))), 'héllo');
      await rm(path);
    }
    assert.match(await ask(doorBy({ caBundle: 'authority.pem' }), at(originOf(server))), /not a full path/);
  });

  it('leaves servers without TLS alone while the file of the settings cannot be used', async () => {
    const plain = await ModelServer.start({ '/a': status(200, 'plain') });
    assert.equal(await ask(doorBy({ caBundle: '/missing.pem' }), at(plain.origin)), 'plain');
    await plain.close();
  });

  it('refuses a certificate that has expired, or is for another name', async () => {
    await withServer(authority.issue({ names: ['localhost'], days: -1 }), async (origin, other) => {
      assert.match(await ask(doorBy({ caBundle }), at(origin)), /not valid today/);
      assert.equal(other.received.length, 0);
    });
    await withServer(authority.issue({ names: ['other.example'] }), async (origin, other) => {
      assert.match(await ask(doorBy({ caBundle }), at(origin)), /made out to another name/);
      assert.equal(other.received.length, 0);
    });
  });

  it('heeds nothing that would switch the checks off', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const lax = { proxyStrictSSL: false } as object;
      assert.match(await ask(doorBy({}, lax), at(originOf(server))), /does not know/);
      assert.match(await ask(doorBy({}, lax), { ...at(originOf(server)), onThisMachine: false }), /does not know/);
      assert.equal(server.received.length, 0);
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  it('checks a server behind a proxy, and a proxy that speaks TLS, alike', async () => {
    const outward = { ...at(originOf(server, 'model.invalid')), onThisMachine: false };
    for (const secure of [undefined, authority.issue({ names: ['127.0.0.1'] })]) {
      const proxy = await AuthProxy.start(secure);
      const address = proxy.address.replace('http:', secure === undefined ? 'http:' : 'https:');
      const unknown = secure === undefined ? originOf(server, 'model.invalid') : `https://${proxy.hostAndPort}`;
      assert.match(await ask(doorBy({}, { proxy: address }), outward), new RegExp(`${unknown} comes from an authority .* does not know`));
      assert.equal(await ask(doorBy({ caBundle }, { proxy: address }), outward), 'héllo');
      assert.deepEqual(proxy.asked.at(-1), { kind: 'CONNECT', target: `model.invalid:${server.port}` });
      await proxy.stop();
    }
  });

  it('checks a proxy that speaks TLS by its own name on the way to a server that speaks none', async () => {
    const plain = await ModelServer.start({ '/a': status(200, 'héllo') });
    for (const [name, expected] of [['127.0.0.1', /^héllo$/], ['model.invalid', /made out to another name/]] as const) {
      const proxy = await AuthProxy.start(authority.issue({ names: [name] }));
      const outward = { ...at(`http://model.invalid:${plain.port}`), onThisMachine: false };
      assert.match(await ask(doorBy({ caBundle }, { proxy: proxy.address.replace('http:', 'https:') }), outward), expected, name);
      await proxy.stop();
    }
    await plain.close();
  });

  describe('that the gateway asks for', () => {
    let gateway: ModelServer;
    let certificate: string;
    let key: string;
    const identified = (identity: Partial<{ certificate: string; key: string; passphrase: string }> = {}, ...more: string[]) =>
      doorBy({
        caBundle,
        identity: { certificate, key, passphrase: undefined, ...identity },
        identityFor: [originOf(gateway), ...more],
      });
    beforeEach(async () => {
      const asking = { requestCert: true, rejectUnauthorized: true, ca: authority.pem };
      gateway = await secureServer({ ...authority.issue({ names: ['localhost', '127.0.0.1'] }), ...asking });
      const client = authority.issue({ client: 'epi-laptop' });
      certificate = await file('client.pem', client.cert);
      key = await file('client.key', client.key);
    });
    afterEach(() => gateway.close());

    it('is shown to it', async () => {
      assert.equal(await ask(identified(), at(originOf(gateway))), 'héllo');
      assert.deepEqual(seen, ['epi-laptop']);
    });

    it('is shown to no other address, be it on the same machine', async () => {
      const asking = { requestCert: true, rejectUnauthorized: false, ca: authority.pem };
      const other = await secureServer({ ...authority.issue({ names: ['localhost', '127.0.0.1'] }), ...asking });
      const door = identified();
      assert.equal(await ask(door, at(originOf(other))), 'héllo');
      assert.equal(await ask(door, at(originOf(gateway))), 'héllo');
      assert.equal(await ask(door, at(originOf(other))), 'héllo');
      assert.deepEqual(seen, [undefined, 'epi-laptop', undefined]);
      await other.close();
    });

    it('is explained where it is missing, or is not one that the gateway knows', async () => {
      const wanted = /without a client certificate that it knows.*vigie\.clientCertificate/;
      assert.match(await ask(doorBy({ caBundle }), at(originOf(gateway))), wanted);
      const foreign = stranger.issue({ client: 'stranger' });
      const foreigner = { certificate: await file('foreign.pem', foreign.cert), key: await file('foreign.key', foreign.key) };
      // Node's server hangs up on a certificate that it does not know, without a word why.
      await assert.rejects(identified(foreigner).get(at(originOf(gateway)), '/a', passage()), /broke off before an answer/);
      assert.deepEqual(seen, []);
    });

    it('may lie in one file with its key, or in a PKCS #12 file with a passphrase', async () => {
      const client = authority.issue({ client: 'one-file' });
      const both = await file('both.pem', client.key + client.cert);
      assert.equal(await ask(identified({ certificate: both, key: '' }), at(originOf(gateway))), 'héllo');
      const packed = await file('client.p12', authority.issuePkcs12({ client: 'packed' }, 'ouvre-toi'));
      const open = { certificate: packed, key: '', passphrase: 'ouvre-toi' };
      assert.equal(await ask(identified(open), at(originOf(gateway))), 'héllo');
      assert.deepEqual(seen, ['one-file', 'packed']);
      for (const [passphrase, why] of [['wrong-one', /does not open/], [undefined, /is locked/]] as const) {
        const said = await ask(identified({ certificate: packed, key: '', ...(passphrase && { passphrase }) }), at(originOf(gateway)));
        assert.match(said, why);
        assert.doesNotMatch(said, /wrong-one/);
      }
    });

    it('may have a key that a passphrase locks', async () => {
      const { createPrivateKey } = await import('node:crypto');
      const options = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'ouvre-toi' } as const;
      const locked = createPrivateKey(authority.issue({}).key).export(options).toString();
      const path = await file('locked.key', locked);
      assert.equal(await ask(identified({ key: path, passphrase: 'ouvre-toi' }), at(originOf(gateway))), 'héllo');
      assert.match(await ask(identified({ key: path }), at(originOf(gateway))), /is locked.*Set Client Certificate Passphrase/);
      assert.match(await ask(identified({ key: path, passphrase: 'wrong' }), at(originOf(gateway))), /does not open/);
    });

    it('sends nothing where it cannot be used', async () => {
      for (const [identity, why] of [
        [{ certificate: join(folder, 'missing.pem') }, /ENOENT/],
        [{ key: join(folder, 'missing.key') }, /ENOENT/],
        [{ certificate: key }, /no certificate/],
        [{ key: certificate }, /no private key/],
        [{ key: await file('strange.key', strangeKey()) }, /not that of the certificate/],
        [{ certificate: await file('noise.p12', 'not a certificate'), key: '' }, /neither PEM nor PKCS/],
      ] as const) {
        const said = await ask(identified(identity), at(originOf(gateway)));
        assert.match(said, /nothing was sent/);
        assert.match(said, why);
      }
      assert.equal(gateway.connections, 0);
    });

    it('is read anew when it is renewed', async () => {
      const door = identified();
      const origin = originOf(gateway);
      assert.equal(await ask(door, at(origin)), 'héllo');
      await file('client.pem', authority.issue({ client: 'renewed' }).cert);
      // Connections that stand stay; the server closes this one.
      gateway.closeIdle();
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(await ask(door, at(origin)), 'héllo');
      assert.deepEqual(seen, ['epi-laptop', 'renewed']);
    });
  });
});
