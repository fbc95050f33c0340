import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { plainNetwork } from '../../src/server/net/connections.ts';
import type { Passage } from '../../src/server/net/door.ts';
import type { Destination } from '../../src/server/policy/destination.ts';
import { listen } from '../support/listen.ts';
import { ModelServer, status } from '../support/modelServer.ts';
import { until } from '../support/until.ts';
import { AuthProxy } from './support/authProxy.ts';
import { closeDoors, doorWith } from './support/session.ts';

const passage = (): Passage => ({ use: 'list', signal: new AbortController().signal });
const at = (origin: string, onThisMachine = true): Destination => ({ backend: 'gateway', origin, clearance: 'internal', onThisMachine });

/** A connection is free again a turn of the event loop after the answer's end. */
const aMoment = () => delay(10);

describe('a connection that is opened ahead', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await ModelServer.start({ '/a': status(200, 'héllo') });
  });
  afterEach(async () => {
    await closeDoors();
    await server.close();
  });

  it('is the one that the next request takes', async () => {
    const door = doorWith();
    await door.warm(at(server.origin));
    await until('a connection', () => server.connections === 1);
    assert.equal(server.received.length, 0);
    await (await door.get(at(server.origin), '/a', passage())).text();
    await aMoment();
    await (await door.get(at(server.origin), '/a', passage())).text();
    assert.equal(server.connections, 1);
  });

  it('is taken while it is still being made', async () => {
    const door = doorWith();
    const warmed = door.warm(at(server.origin));
    await (await door.get(at(server.origin), '/a', passage())).text();
    await warmed;
    assert.equal(server.connections, 1);
  });

  it('is not opened twice, nor where one is free', async () => {
    const door = doorWith();
    await Promise.all([door.warm(at(server.origin)), door.warm(at(server.origin))]);
    await (await door.get(at(server.origin), '/a', passage())).text();
    await aMoment();
    await door.warm(at(server.origin));
    await (await door.get(at(server.origin), '/a', passage())).text();
    assert.equal(server.connections, 1);
  });

  it('is opened beside one that is in use', async () => {
    const door = doorWith();
    server.routes['/slow'] = () => undefined;
    const abort = new AbortController();
    const slow = door.get(at(server.origin), '/slow', { ...passage(), signal: abort.signal }).catch(() => undefined);
    await until('the request', () => server.received.length === 1);
    await door.warm(at(server.origin));
    await until('a second connection', () => server.connections === 2);
    abort.abort();
    await slow;
  });

  it('goes through the proxy like a request', async () => {
    const proxy = await AuthProxy.start();
    const door = doorWith();
    door.use({ ...plainNetwork, http: { ...plainNetwork.http, proxy: proxy.address } });
    const outward = at(`http://model.invalid:${server.port}`, false);
    await door.warm(outward);
    assert.equal(await (await door.get(outward, '/a', passage())).text(), 'héllo');
    assert.equal(proxy.asked.length, 1);
    await proxy.stop();
  });

  it('is made anew where the server has closed it', async () => {
    const sockets: Socket[] = [];
    const closing: Server = createServer((socket) => {
      sockets.push(socket);
      if (sockets.length > 1) socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'));
    });
    const origin = `http://127.0.0.1:${await listen(closing)}`;
    const door = doorWith();
    await door.warm(at(origin));
    await until('a connection', () => sockets.length === 1);
    const [first] = sockets;
    first!.destroy();
    await once(first!, 'close');
    await delay(30);
    assert.equal(await (await door.get(at(origin), '/a', passage())).text(), 'hi');
    closing.close();
  });

  it('says nothing where it fails, and leads nowhere without an address', async () => {
    const { origin } = server;
    await server.close();
    await doorWith().warm(at(origin));
    await doorWith().warm(at(''));
    server = await ModelServer.start();
  });
});
