import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { discoverServers } from '../../../scripts/model/discover.mjs';

describe('looking for servers of models on this machine', () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** Starts a server on a free port. */
  async function listen(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const models = (...ids: string[]): RequestListener => (request, response) => {
    response.statusCode = request.url === '/v1/models' ? 200 : 404;
    response.end(JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) }));
  };

  it('lists what answers as an OpenAI-compatible server, in the order given', async () => {
    const second = await listen(models('qwen2.5-coder:7b', 'nomic-embed-text'));
    const first = await listen(models('llama3.1:8b'));
    assert.deepEqual(await discoverServers([{ name: 'A', url: first }, { name: 'B', url: second }]), [
      { name: 'A', url: first, models: ['llama3.1:8b'] },
      { name: 'B', url: second, models: ['qwen2.5-coder:7b', 'nomic-embed-text'] },
    ]);
  });

  it('leaves out a closed port, another service, an error, an empty list and a redirect', async () => {
    const good = await listen(models('a'));
    const closed = await listen(models('b'));
    const gone = servers.pop()!;
    await new Promise((resolve) => gone.close(resolve));
    const addresses = [
      closed,
      await listen((_, response) => response.end('<html>Jenkins</html>')),
      await listen((_, response) => response.end('{"data":"none"}')),
      await listen((_, response) => response.writeHead(401).end('{"data":[{"id":"x"}]}')),
      await listen(models()),
      await listen((_, response) => response.writeHead(302, { location: `${good}/v1/models` }).end()),
    ];
    assert.deepEqual(await discoverServers(addresses.map((url) => ({ name: 'X', url }))), []);
  });

  it('does not wait for a server that never answers', async () => {
    const silent = await listen(() => undefined);
    const good = await listen(models('a'));
    const start = Date.now();
    const found = await discoverServers([{ name: 'S', url: silent }, { name: 'G', url: good }]);
    assert.deepEqual(found.map(({ name }) => name), ['G']);
    assert.ok(Date.now() - start < 1500);
  });
});
