import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkBackEndResultSchema, type CheckBackEndParams, type CheckBackEndResult } from '../../src/protocol/backEndReport.ts';
import { checkWords } from '../../src/server/check/words.ts';
import { freshFolder } from '../support/folder.ts';
import { LspClient, type SessionOptions } from '../support/lspClient.ts';
import { delta, done, ModelServer, models, stream, text } from '../support/modelServer.ts';
import { tracesIn } from '../support/traces.ts';

const routes = (): ModelServer['routes'] => ({
  '/v1/models': models('invented'),
  '/v1/chat/completions': stream([delta('one'), delta('two', 'stop'), done]),
  '/v1/completions': stream([text('mean(x)', 'stop'), done]),
});

describe('the check of the back end over standard streams', () => {
  let chatServer: ModelServer;
  let codeServer: ModelServer;
  let client: LspClient;
  beforeEach(async () => {
    [chatServer, codeServer] = await Promise.all([ModelServer.start(routes()), ModelServer.start(routes())]);
  });
  afterEach(async () => {
    await client.stop();
    await Promise.all([chatServer.close(), codeServer.close()]);
  });
  const folder = freshFolder();

  async function check(options: SessionOptions, params?: CheckBackEndParams): Promise<CheckBackEndResult> {
    client = await LspClient.start(pathToFileURL(folder.path).href, { storagePath: join(folder.path, '.state'), ...options });
    return checkBackEndResultSchema.parse(await client.connection.sendRequest('vigie/checkBackEnd', ...(params === undefined ? [] : [params])));
  }

  it('asks each server that the settings name for what it is there for, with texts of Vigie’s own, and keeps traces', async () => {
    const gateways = [
      { name: 'code', urls: [codeServer.url], roles: ['completion'] },
      { name: 'talk', urls: [chatServer.url], roles: ['chat'] },
    ];
    const { reports, text: page } = await check({ settings: { gateways } });
    assert.deepEqual(reports.map(({ url, roles, ok }) => [url, roles, ok]), [
      [codeServer.url, ['completion'], true],
      [chatServer.url, ['chat'], true],
    ]);
    assert.equal(page.match(/^# Back end/gm)?.length, 2);
    assert.deepEqual(chatServer.to('/v1/completions').length + codeServer.to('/v1/chat/completions').length, 0);
    const asked = chatServer.to('/v1/chat/completions').map(({ body }) => (JSON.parse(body) as { messages: { content: string }[] }).messages);
    assert.ok(asked.length > 3 && asked.every(([first, ...more]) => more.length === 0 && checkWords.has(first?.content ?? '')));
    const traces = tracesIn(join(folder.path, '.state'));
    const posted = [...chatServer.received, ...codeServer.received].filter(({ method }) => method === 'POST');
    // What was cleared may be left before it is posted; nothing is posted without a trace.
    assert.ok(posted.length > 6 && traces.length >= posted.length, `${traces.length} traces of ${posted.length}`);
  });

  it('asks only the servers of the place that is named, though requests go elsewhere by the settings', async () => {
    const gateways = [
      { name: 'code', urls: [codeServer.url] },
      { name: 'talk', urls: [chatServer.url], roles: ['chat'] },
    ];
    const { reports } = await check({ settings: { gateways } }, { service: { backend: 'gateway', name: 'talk' } });
    assert.deepEqual(reports.map(({ url, roles, ok }) => [url, roles, ok]), [[chatServer.url, ['chat'], true]]);
    assert.deepEqual(codeServer.received, []);
    const gone = await client.connection.sendRequest<CheckBackEndResult>('vigie/checkBackEnd', { service: { backend: 'gateway', name: 'gone' } });
    assert.deepEqual(gone.reports, []);
    assert.match(gone.text, /“gone” is no longer among the places/);
    assert.deepEqual(codeServer.received, []);
  });

  it('asks a place that is there for ghost text alone, while another back end is chosen', async () => {
    const gateways = [{ name: 'code', urls: [codeServer.url], roles: ['completion'] }];
    const settings = { backend: 'mistral', mistral: { url: chatServer.url }, gateways };
    const { reports } = await check({ settings }, { service: { backend: 'gateway', name: 'code' } });
    assert.deepEqual(reports.map(({ url, roles, ok }) => [url, roles, ok]), [[codeServer.url, ['completion'], true]]);
    assert.deepEqual(chatServer.received, []);
  });

  it('tells what a server is remembered for, in the next session too', async () => {
    const settings = { gateway: { url: chatServer.url } };
    client = await LspClient.start(pathToFileURL(folder.path).href, { storagePath: join(folder.path, '.state'), settings });
    await client.chat({ text: 'What is Rt?' });
    await client.stop();
    const { reports, text: page } = await check({ settings });
    const { chat, completion, cancellation } = reports[0]?.remembered ?? assert.fail(page);
    assert.ok(chat !== undefined && chat.firstTokenMs < 5000 && chat.at < (reports[0]?.checkedAt ?? ''), JSON.stringify(chat));
    assert.deepEqual([completion, cancellation], [undefined, undefined]);
    assert.match(page, /## What Vigie remembers\n\n- How soon ghost text begins in ordinary use is not known yet\.\n- In ordinary use answers in the chat begin/);
    const kept = readFileSync(join(folder.path, '.state', 'servers.json'), 'utf8');
    assert.deepEqual(Object.keys((JSON.parse(kept) as { servers: object }).servers), [chatServer.url]);
    assert.doesNotMatch(kept, /Rt|two/);
  });

  it('says that nothing is set up where nothing is', async () => {
    const { reports, text: page } = await check({ settings: {} });
    assert.deepEqual(reports, []);
    assert.match(page, /No language model is set up yet/);
  });

  it('asks nobody anything from a workspace that is not trusted', async () => {
    const { reports } = await check({ settings: { gateway: { url: chatServer.url } }, trusted: false });
    assert.deepEqual(chatServer.paths, []);
    assert.match(reports[0]?.models.message ?? '', /not trusted/);
  });
});
