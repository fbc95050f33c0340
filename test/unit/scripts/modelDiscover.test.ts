import assert from 'node:assert/strict';
import { discoverServers } from '../../../scripts/model/discover.mjs';
import { ModelServer, models, status, type Respond } from '../../support/modelServer.ts';

describe('looking for servers of models on this machine', () => {
  const servers: ModelServer[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  /** Starts a server that lists its models so. */
  async function listing(respond: Respond): Promise<string> {
    const server = await ModelServer.start({ '/v1/models': respond });
    servers.push(server);
    return server.origin;
  }

  it('lists what answers as an OpenAI-compatible server, in the order given', async () => {
    const second = await listing(models('qwen2.5-coder:7b', 'nomic-embed-text'));
    const first = await listing(models('llama3.1:8b'));
    const candidates = [
      { name: 'A', url: first },
      { name: 'B', url: second },
    ];
    assert.deepEqual(await discoverServers(candidates), [
      { name: 'A', url: first, models: ['llama3.1:8b'] },
      { name: 'B', url: second, models: ['qwen2.5-coder:7b', 'nomic-embed-text'] },
    ]);
  });

  it('leaves out a closed port, another service, an error, an empty list and a redirect', async () => {
    const good = await listing(models('a'));
    const closed = await listing(models('b'));
    await servers.pop()!.close();
    const addresses = [
      closed,
      await listing(status(200, '<html>Jenkins</html>')),
      await listing(status(200, { data: 'none' })),
      await listing(status(401, { data: [{ id: 'x' }] })),
      await listing(models()),
      await listing(status(302, '', { location: `${good}/v1/models` })),
    ];
    assert.deepEqual(await discoverServers(addresses.map((url) => ({ name: 'X', url }))), []);
  });

  it('does not wait for a server that never answers', async () => {
    const silent = await listing(() => undefined);
    const good = await listing(models('a'));
    const start = Date.now();
    const found = await discoverServers([
      { name: 'S', url: silent },
      { name: 'G', url: good },
    ]);
    assert.deepEqual(found.map(({ name }) => name), ['G']);
    // It waits 0.7 s, and the machine may be busy.
    assert.ok(Date.now() - start < 5000);
  });
});
