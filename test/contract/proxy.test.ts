import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { httpSettingsSchema, type HttpSettings } from '../../src/protocol/network.ts';
import { BackendError } from '../../src/server/backends/backend.ts';
import { plainNetwork } from '../../src/server/net/connections.ts';
import type { Door, Passage } from '../../src/server/net/door.ts';
import type { Destination } from '../../src/server/policy/destination.ts';
import { listen } from '../support/listen.ts';
import { ModelServer, status } from '../support/modelServer.ts';
import { AuthProxy } from './support/authProxy.ts';
import { closeDoors, doorWith } from './support/session.ts';

const passage = (): Passage => ({ use: 'list', signal: new AbortController().signal });
const outward = (port: number): Destination => ({
  backend: 'gateway',
  origin: `http://model.invalid:${port}`,
  clearance: 'internal',
  onThisMachine: false,
});
const limits = { first: 3000, between: 3000, whole: 5000 };

/** A door by VS Code's settings. */
function doorBy(http: Partial<HttpSettings>): Door {
  const door = doorWith({}, { limits: { connect: 1000, rest: 1000, chat: limits, completion: limits, list: limits } });
  door.use({ ...plainNetwork, http: httpSettingsSchema.parse(http) });
  return door;
}

/** Asks through a door. @returns the answer, or the sentence that a person reads */
async function ask(door: Door, destination: Destination): Promise<string> {
  try {
    return await (await door.get(destination, '/a', passage())).text();
  } catch (error) {
    assert.ok(error instanceof BackendError, String(error));
    return error.message;
  }
}

describe('the door and a proxy', () => {
  let server: ModelServer;
  let proxy: AuthProxy;
  const variables = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'];
  const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
  beforeEach(async () => {
    for (const name of variables) Reflect.deleteProperty(process.env, name);
    server = await ModelServer.start({ '/a': status(200, 'héllo') });
    proxy = await AuthProxy.start();
  });
  afterEach(async () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await closeDoors();
    await Promise.all([server.close(), proxy.stop()]);
  });

  it('goes through the one of the setting, with its name and password, which the server does not see', async () => {
    assert.equal(await ask(doorBy({ proxy: proxy.address }), outward(server.port)), 'héllo');
    assert.deepEqual(proxy.asked, [{ kind: 'plain', target: `model.invalid:${server.port}` }]);
    assert.equal(server.received[0]!.headers['proxy-authorization'], undefined);
    assert.equal(server.received[0]!.headers.host, `model.invalid:${server.port}`);
    assert.equal(server.received[0]!.path, '/a');
  });

  it('goes through the one of the environment, in both cases of its name', async () => {
    for (const name of ['http_proxy', 'HTTP_PROXY', 'ALL_PROXY']) {
      process.env[name] = proxy.address;
      assert.equal(await ask(doorBy({}), outward(server.port)), 'héllo', name);
      Reflect.deleteProperty(process.env, name);
    }
    assert.equal(proxy.asked.length, 3);
  });

  it('shows the authorization of the setting', async () => {
    const proxyAuthorization = `Basic ${Buffer.from(`${AuthProxy.username}:${AuthProxy.password}`).toString('base64')}`;
    const door = doorBy({ proxy: `http://${proxy.hostAndPort}`, proxyAuthorization });
    assert.equal(await ask(door, outward(server.port)), 'héllo');
    assert.deepEqual(proxy.shown, [proxyAuthorization]);
  });

  it('says that a proxy wants a name and password, or others, and never tells them', async () => {
    const without = await ask(doorBy({ proxy: `http://${proxy.hostAndPort}` }), outward(server.port));
    assert.match(without, /asks for a name and password.*http\.proxy/);
    const wrong = await ask(doorBy({ proxy: `http://someone:wr0ng@${proxy.hostAndPort}` }), outward(server.port));
    assert.match(wrong, /does not accept the name and password/);
    assert.doesNotMatch(wrong, /wr0ng|someone/);
    assert.equal(server.connections, 0);
  });

  it('takes up a change at once', async () => {
    const door = doorBy({ proxy: `http://${proxy.hostAndPort}` });
    assert.match(await ask(door, outward(server.port)), /asks for a name/);
    door.use({ ...plainNetwork, http: httpSettingsSchema.parse({ proxy: proxy.address }) });
    assert.equal(await ask(door, outward(server.port)), 'héllo');
    door.use({ ...plainNetwork, http: httpSettingsSchema.parse({ proxy: proxy.address, proxySupport: 'off' }) });
    assert.match(await ask(door, outward(server.port)), /not known on this network/);
    assert.equal(proxy.asked.length, 1);
  });

  it('never takes one to this machine', async () => {
    process.env['http_proxy'] = proxy.address;
    for (const origin of [server.origin, `http://model.localhost:${server.port}`]) {
      const here = { ...outward(0), origin, onThisMachine: true };
      assert.equal(await ask(doorBy({ proxy: proxy.address, noProxy: ['elsewhere.invalid'] }), here), 'héllo');
    }
    assert.deepEqual(proxy.shown, []);
  });

  it('goes past it to hosts without proxy', async () => {
    assert.match(await ask(doorBy({ proxy: proxy.address, noProxy: ['.invalid'] }), outward(server.port)), /not known/);
    process.env['no_proxy'] = 'x.example, model.invalid';
    assert.match(await ask(doorBy({ proxy: proxy.address }), outward(server.port)), /not known/);
    assert.deepEqual(proxy.shown, []);
  });

  it('goes nowhere where the proxy of the settings cannot be used', async () => {
    for (const address of ['socks5://someone:s3cret@127.0.0.1:1080', 'http://', 'http://someone:%zz@127.0.0.1:1']) {
      const said = await ask(doorBy({ proxy: address }), outward(server.port));
      assert.match(said, /“?http\.proxy”? names cannot be used, so nothing was sent/, address);
      assert.doesNotMatch(said, /s3cret|someone/);
    }
    assert.match(await ask(doorBy({ proxy: proxy.address, proxyAuthorization: 'a\r\nb' }), outward(server.port)), /cannot be sent/);
    assert.equal(server.connections, 0);
  });

  it('says that a proxy cannot be reached', async () => {
    const { hostAndPort } = proxy;
    await proxy.stop();
    for (const origin of ['http://model.invalid', 'https://model.invalid']) {
      const said = await ask(doorBy({ proxy: `http://someone:s3cret@${hostAndPort}` }), { ...outward(0), origin });
      assert.match(said, new RegExp(`The proxy http://${hostAndPort} cannot be reached \\(ECONNREFUSED\\)`));
      assert.doesNotMatch(said, /s3cret/);
    }
    proxy = await AuthProxy.start();
  });

  describe('that misbehaves', () => {
    let raw: Server;
    let tunnels: string[];
    let onConnect: (socket: Duplex) => void;
    let secure: Destination;
    let door: Door;
    beforeEach(async () => {
      tunnels = [];
      raw = createServer();
      raw.on('connect', ({ url }, socket) => {
        tunnels.push(url ?? '');
        socket.on('error', () => undefined);
        onConnect(socket);
      });
      door = doorBy({ proxy: `http://127.0.0.1:${await listen(raw)}` });
      secure = { ...outward(0), origin: 'https://model.invalid' };
    });
    afterEach(() => {
      raw.closeAllConnections();
      raw.close();
    });

    it('is explained after one try where it refuses', async () => {
      onConnect = (socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 4\r\n\r\nno!\n');
      assert.match(await ask(door, secure), /refused the connection \(403\).*http\.noProxy/);
      assert.deepEqual(tunnels, ['model.invalid:443']);
    });

    it('is explained after one try where it hangs up', async () => {
      onConnect = (socket) => socket.destroy();
      assert.match(await ask(door, secure), /cannot be reached/);
      assert.equal(tunnels.length, 1);
    });

    it('is given up on where it is silent', async () => {
      onConnect = () => undefined;
      const began = performance.now();
      assert.match(await ask(door, secure), /cannot be reached/);
      assert.ok(performance.now() - began < 3000);
      assert.equal(tunnels.length, 1);
    });
  });
});
