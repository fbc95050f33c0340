import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { labelRequest, statusNotification } from '../../src/protocol/messages.ts';
import type { LabelResult, Status } from '../../src/protocol/status.ts';
import { freshFolder } from '../support/folder.ts';
import { LspClient } from '../support/lspClient.ts';
import { done, ModelServer, models, stream, text } from '../support/modelServer.ts';

interface Diagnostics {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string; readonly range: { readonly start: { readonly line: number } } }[];
}

const secret = '{ "files": [ { "paths": ["a.R"], "label": "secret", "reason": "x" } ] }';

describe('rules while the server runs', () => {
  let gateway: ModelServer;
  let client: LspClient;

  // Before the folder goes: the server still writes into it.
  afterEach(async () => {
    await client.stop();
    await gateway.close();
  });
  const folder = freshFolder();

  const at = (name: string) => join(folder.path, name);
  const uri = (name: string) => pathToFileURL(at(name)).href;
  const settings = (policyFile = '') => ({ gateway: { url: gateway.url }, policyFile });
  const labelOf = async (name: string) =>
    (await client.connection.sendRequest<LabelResult>(labelRequest, { uri: uri(name) })).label;
  const clearance = async (expected: string) =>
    client.notified<Status>(statusNotification, ({ destination }) => destination.clearance === expected);

  beforeEach(async () => {
    gateway = await ModelServer.start({
      '/v1/models': models('scripted'),
      '/v1/completions': stream([text('mean(x)\n', 'stop'), done]),
    });
    client = await LspClient.start(pathToFileURL(folder.path).href, { settings: settings(), storagePath: at('.state') });
  });

  it('count as they stand in an editor that is not saved, in both directions', async () => {
    await writeFile(at('.vigie.json'), '{}');
    assert.equal(await labelOf('a.R'), 'internal');
    await client.open(uri('.vigie.json'), 'jsonc', secret);
    assert.equal(await labelOf('a.R'), 'secret');
    await client.change(uri('.vigie.json'), 2, '{}');
    assert.equal(await labelOf('a.R'), 'internal');
  });

  it('have diagnostics as they are typed, which go when the editor closes', async () => {
    await client.open(uri('.vigie.json'), 'jsonc', '{\n  "file": []\n}');
    const shown = (count: number) => (each: Diagnostics) => each.uri === uri('.vigie.json') && each.diagnostics.length === count;
    const { diagnostics } = await client.notified<Diagnostics>('textDocument/publishDiagnostics', shown(1));
    assert.equal(diagnostics[0]?.range.start.line, 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('.vigie.json') } });
    await client.notified<Diagnostics>('textDocument/publishDiagnostics', shown(0));
  });

  it('reach ghost text that is cached, without a word from the client', async () => {
    await client.open(uri('a.R'), 'r', 'x <- c(1, 2)\ny <- \n');
    const ask = () => client.ghostText(uri('a.R'), { line: 1, character: 5 });
    assert.equal((await ask()).length, 1);
    await writeFile(at('.vigie.json'), secret);
    assert.deepEqual(await ask(), []);
    await rm(at('.vigie.json'));
    assert.equal((await ask()).length, 1);
  });

  it('of an organisation show in the clearance at once, and so does their end', async () => {
    const policy = { clearances: [{ destination: 'this-machine', label: 'internal', reason: 'x' }] };
    await writeFile(at('policy.json'), JSON.stringify(policy));
    await clearance('sensitive');
    const configure = (policyFile: string) =>
      client.connection.sendNotification('workspace/didChangeConfiguration', { settings: settings(policyFile) });
    await configure(at('policy.json'));
    await clearance('internal');
    await writeFile(at('policy.json'), JSON.stringify({ clearances: [{ ...policy.clearances[0], label: 'public' }] }));
    await labelOf('a.R');
    await clearance('public');
  });
});
