import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChatResult } from '../../src/protocol/chat.ts';
import { modelsRequest } from '../../src/protocol/messages.ts';
import type { ModelsResult } from '../../src/protocol/models.ts';
import { keepAliveMilliseconds, usualLimits } from '../../src/server/net/limits.ts';
import type { LspClient } from '../support/lspClient.ts';
import { ModelServer, type Respond } from '../support/modelServer.ts';
import { until } from '../support/until.ts';
import { startWired } from '../support/wiredServer.ts';
import { AuthProxy } from './support/authProxy.ts';
import { Authority } from './support/certificates.ts';
import { list, well } from './support/troubles.ts';

const routes: Record<string, Respond> = { '/v1/chat/completions': well, '/infill': well, 'GET /v1/models': list };
const uri = 'untitled:Untitled-1';
const textOf = (result: ChatResult) =>
  result.outcome === 'answered' ? result.turns[1]!.fragments.map(({ text }) => text).join('') : JSON.stringify(result);

describe('the network as an institution has it', () => {
  let folder: string;
  let client: LspClient | undefined;
  let server: ModelServer;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigie-network-'));
  });
  afterEach(async () => {
    await client?.stop();
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('is a gateway with a private authority and client certificates behind a proxy with a password', async () => {
    const authority = new Authority('Vigie Test Authority');
    const asking = { requestCert: true, rejectUnauthorized: true, ca: authority.pem };
    const credentials = { ...authority.issue({ names: ['model.invalid'] }), ...asking };
    server = await ModelServer.start(routes, (listener) => createServer(credentials, listener));
    const proxy = await AuthProxy.start();
    const identity = authority.issue({ client: 'epi-laptop' });
    const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'ouvre-toi' } as const;
    const files = {
      caBundle: authority.pem,
      clientCertificate: identity.cert,
      clientKey: createPrivateKey(identity.key).export(locked).toString(),
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const paths = Object.fromEntries(Object.keys(files).map((name) => [name, join(folder, name)]));
    const settings = { gateway: { url: `https://model.invalid:${server.port}/v1` }, ...paths };
    client = await startWired(usualLimits, { settings, storagePath: folder, network: { http: { proxy: proxy.address } } }, 'en');

    assert.match(textOf(await client.chat({ text: 'How?' })), /is locked.*Set Client Certificate Passphrase/);
    assert.deepEqual(proxy.asked, []);
    const network = { http: { proxy: proxy.address }, passphrase: 'ouvre-toi' };
    await client.connection.sendNotification('vigie/network', network);
    assert.equal(textOf(await client.chat({ text: 'How?' })), 'median(cases)');
    assert.ok(proxy.asked.length > 0);
    assert.ok(proxy.asked.every(({ kind, target }) => kind === 'CONNECT' && target === `model.invalid:${server.port}`));

    await client.connection.sendNotification('vigie/network', { http: { ...network.http, proxySupport: 'off' }, passphrase: 'ouvre-toi' });
    assert.match(textOf(await client.chat({ text: 'And now?' })), /not known on this network/);
    const wrong = proxy.address.replace(encodeURIComponent(AuthProxy.password), 'wr0ng');
    await client.connection.sendNotification('vigie/network', { http: { proxy: wrong }, passphrase: 'ouvre-toi' });
    assert.match(textOf(await client.chat({ text: 'And now?' })), /does not accept the name and password/);
    // What was told to the editor, its log among it, names no secret.
    const told = JSON.stringify(client.notifications);
    for (const secret of ['ouvre-toi', 'wr0ng', AuthProxy.password, encodeURIComponent(AuthProxy.password), 'PRIVATE KEY']) {
      assert.equal(told.includes(secret), false, secret);
    }
    await proxy.stop();
  });

  it('is not touched for a folder that is not trusted, not even by a connection that is opened ahead', async () => {
    server = await ModelServer.start(routes);
    const settings = { gateway: { url: server.url } };
    client = await startWired(usualLimits, { settings, storagePath: folder, trusted: false }, 'en');
    await client.open(uri, 'r', 'x <- ');
    await client.change(uri, 2, 'x <- m');
    assert.deepEqual(await client.ghostText(uri, { line: 0, character: 6 }, undefined, true), []);
    assert.equal((await client.chat({ text: 'How?' })).outcome, 'refused');
    const { destinations } = await client.connection.sendRequest<ModelsResult>(modelsRequest);
    assert.match(destinations.find(({ current }) => current)?.message ?? '', /so it was not asked for its models/);
    await delay(50);
    assert.equal(server.connections, 0);
    await client.connection.sendNotification('vigie/trust', { trusted: true });
    await client.change(uri, 3, 'x <- me');
    assert.equal(textOf(await client.chat({ text: 'How?' })), 'median(cases)');
  });

  it('is not touched where the organisation has approved other servers only', async () => {
    server = await ModelServer.start(routes);
    const policyFile = join(folder, 'policy.json');
    const clearances = [{ destination: 'gw.agency.example', label: 'internal', reason: 'Approved' }];
    await writeFile(policyFile, JSON.stringify({ destinations: 'listed', clearances }));
    client = await startWired(usualLimits, { settings: { gateway: { url: server.url }, policyFile }, storagePath: folder }, 'en');
    assert.equal((await client.chat({ text: 'How?' })).outcome, 'refused');
    await client.open(uri, 'r', 'x <- ');
    await client.change(uri, 2, 'x <- m');
    await client.connection.sendRequest(modelsRequest);
    await delay(100);
    assert.equal(server.connections, 0);
  });

  it('is reached ahead when a person begins to type, once something was sent there', async () => {
    server = await ModelServer.start(routes);
    client = await startWired(usualLimits, { settings: { gateway: { url: server.url } }, storagePath: folder }, 'en');
    await client.open(uri, 'r', 'x <- ');
    await client.change(uri, 2, 'x <- m');
    await delay(100);
    assert.equal(server.connections, 0, 'nobody knows yet whether anything may go there');
    assert.equal(textOf(await client.chat({ text: 'How?' })), 'median(cases)');
    const [before, asked] = [server.connections, server.received.length];
    await delay(keepAliveMilliseconds + 1000);
    await client.change(uri, 3, 'x <- me');
    await until('a connection', () => server.connections === before + 1);
    assert.equal(server.received.length, asked);
  });
});
