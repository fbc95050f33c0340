import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { VerifyAuditResult } from '../../src/protocol/audit.ts';
import type { ChatTurn } from '../../src/protocol/chat.ts';
import type { LabelResult, Status } from '../../src/protocol/status.ts';
import { freshFolder } from '../support/folder.ts';
import { tracesIn } from '../support/traces.ts';
import { until } from '../support/until.ts';
import { LspClient, type SessionOptions } from '../support/lspClient.ts';
import { delta, done, ModelServer, models, status, stream, text, type Respond } from '../support/modelServer.ts';

const completes = (words: string): Respond => stream([text(words, 'stop'), done]);
const says = (...pieces: string[]): Respond =>
  stream([...pieces.map((piece) => delta(piece)), delta('', 'stop'), done]);

describe('the server over standard streams', () => {
  let gateway: ModelServer;
  let client: LspClient;

  beforeEach(async () => {
    gateway = await ModelServer.start({
      '/v1/models': models('scripted'),
      '/v1/completions': completes('mean(x)\n'),
      '/v1/chat/completions': says('It ', 'counts.'),
    });
  });
  afterEach(async () => {
    await client.stop();
    await gateway.close();
  });
  // Taken away after the server that writes into it has ended.
  const folder = freshFolder();

  const uri = (name: string) => pathToFileURL(join(folder.path, name)).href;
  const settings = (more: object = {}) => ({ gateway: { url: gateway.url }, ...more });
  async function start(options: SessionOptions = {}, locale?: string): Promise<void> {
    client = await LspClient.start(
      pathToFileURL(folder.path).href,
      { settings: settings(), storagePath: join(folder.path, '.state'), ...options },
      locale,
    );
  }

  it('answers ghost text with a range, and shuts down cleanly', async () => {
    await start();
    await client.open(uri('a.R'), 'r', 'x <- c(1, 2)\ny <- \n');
    const [item] = await client.ghostText(uri('a.R'), { line: 1, character: 5 });
    assert.equal(item?.insertText, 'mean(x)');
    assert.deepEqual(item.range, { start: { line: 1, character: 5 }, end: { line: 1, character: 5 } });
    assert.equal(await client.stop(), 0);
  });

  it('streams a chat answer as partial results and gives the turns to remember', async () => {
    await start();
    await client.open(uri('a.R'), 'r', 'y <- mean(x)\n');
    const pieces: string[] = [];
    const result = await client.chat({ text: 'What is y?', attachments: [{ uri: uri('a.R') }] }, ({ text }) =>
      pieces.push(text),
    );
    assert.equal(pieces.join(''), 'It counts.');
    assert.equal(result.outcome, 'answered');
    assert.equal(result.finish, 'stop');
    assert.deepEqual(
      result.turns.map(({ role }) => role),
      ['user', 'assistant'],
    );
    assert.match(gateway.everything, /y <- mean\(x\)/);

    await client.chat({ text: 'And then?', history: result.turns });
    assert.match(gateway.received.at(-1)?.body ?? '', /What is y\?.*It counts\..*And then\?/);
  });

  it('stops a chat answer in mid-sentence, closes the socket and keeps what came', async () => {
    gateway.routes['/v1/chat/completions'] = stream([delta('It ')], 'open');
    await start();
    const stop = new CancellationTokenSource();
    const result = await client.chat(
      { text: 'Why?' },
      () => {
        stop.cancel();
      },
      stop.token,
    );
    assert.equal(result.outcome, 'answered');
    assert.equal(result.finish, 'cancelled');
    assert.equal(result.turns[1]?.fragments[0]?.text, 'It ');
    assert.equal(await gateway.received.at(-1)?.cancelled, true);
  });

  it('closes the socket of ghost text that the editor no longer wants', async () => {
    gateway.routes['/v1/completions'] = stream([text('a')], 'open');
    await start();
    await client.open(uri('a.R'), 'r', 'y <- \n');
    const cancel = new CancellationTokenSource();
    const asked = client.ghostText(uri('a.R'), { line: 0, character: 5 }, cancel.token).catch(() => []);
    await until('ghost text is asked for', () => gateway.paths.includes('/v1/completions'));
    cancel.cancel();
    await asked;
    assert.equal(await gateway.received.at(-1)?.cancelled, true);
  });

  it('refuses a flagged file for the Mistral API, says why, and connects to nobody', async () => {
    folder.write({
      '.vigie.json': '{\n "files": [\n  { "paths": ["data/**"], "label": "sensitive", "reason": "Patients" }\n ]\n}',
      'data/a.csv': '',
    });
    await start({ settings: settings({ backend: 'mistral' }), keys: { 'https://api.mistral.ai': 'k' } });
    await client.open(uri('data/a.csv'), 'csv', 'id;sex\n1;F\n');
    const result = await client.chat({ text: 'What is in it?', attachments: [{ uri: uri('data/a.csv') }] });
    assert.equal(result.outcome, 'refused');
    const [finding] = result.refusal.findings;
    assert.deepEqual(
      [finding?.rule, finding?.reason, finding?.place.name, finding?.writtenAt?.name, finding?.writtenAt?.line],
      ['workspace-rule', 'Patients', 'data/a.csv', '.vigie.json', 3],
    );
    assert.deepEqual(await client.ghostText(uri('data/a.csv'), { line: 2, character: 0 }), []);
    assert.deepEqual(gateway.received, []);
  });

  it('applies a rule written after the start to the next request, history included', async () => {
    await start({ settings: settings({ backend: 'gateway' }) });
    await client.open(uri('a.R'), 'r', 'canary <- 1\n');
    const first = await client.chat({ text: 'What is it?', attachments: [{ uri: uri('a.R') }] });
    assert.equal(first.outcome, 'answered');
    folder.write({ '.vigie.json': '{ "files": [ { "paths": ["a.R"], "label": "secret", "reason": "Now secret" } ] }' });
    gateway.received.length = 0;
    const second = await client.chat({ text: 'And now?', history: first.turns });
    assert.equal(second.outcome, 'answered');
    assert.ok(second.withheld > 0);
    assert.match(gateway.everything, /And now\?/);
    assert.doesNotMatch(gateway.everything, /canary|It counts/);
  });

  it('remembers what was sensitive when it was sent, whatever became of it since', async () => {
    await start();
    const marked = 'untitled:Untitled-1';
    await client.open(marked, 'r', '# vigie: sensitive\ncanary <- 1\n');
    const first = await client.chat({ text: 'What is it?', attachments: [{ uri: marked }] });
    assert.equal(first.outcome, 'answered');
    assert.match(gateway.everything, /canary/);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: marked } });
    const labels = first.turns.flatMap(({ fragments }) => fragments.map(({ label }) => label));
    assert.deepEqual(labels, ['sensitive', 'internal', 'sensitive']);
    const elsewhere = { backend: 'mistral', mistral: { url: 'https://mistral.invalid' } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { vigie: settings(elsewhere) } });
    await client.connection.sendNotification('vigie/keys', { keys: { 'https://mistral.invalid': 'k' } });
    await client.chat({ text: 'And now?', history: first.turns });
    const last = tracesIn(join(folder.path, '.state')).at(-1);
    assert.deepEqual([last?.label, last?.withheld], ['internal', 2]);
  });

  it('ends an answer that would never end', async () => {
    const endless = 'x'.repeat(100_000);
    gateway.routes['/v1/chat/completions'] = stream(
      Array.from({ length: 50 }, () => delta(endless)),
      'open',
    );
    await start();
    const result = await client.chat({ text: 'Why?' });
    assert.equal(result.outcome, 'answered');
    assert.equal(result.finish, 'length');
    assert.equal(await gateway.received.at(-1)?.cancelled, true);
  });

  it('takes up settings, keys and trust while it runs', async () => {
    await start({ settings: { gateway: { url: '' } }, trusted: false });
    const unconfigured = await client.notified<Status>('vigie/status');
    assert.equal(unconfigured.state, 'unconfigured');
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { vigie: settings() } });
    await client.notified<Status>('vigie/status', ({ state }) => state === 'ready');
    assert.equal((await client.chat({ text: 'Hello?' })).outcome, 'refused');
    await client.connection.sendNotification('vigie/trust', { trusted: true });
    await client.connection.sendNotification('vigie/keys', {
      keys: { [gateway.origin]: 'opensesame', 'https://elsewhere.example': 'other' },
    });
    assert.equal((await client.chat({ text: 'Hello?' })).outcome, 'answered');
    assert.equal(gateway.received.at(-1)?.headers.authorization, 'Bearer opensesame');
  });

  it('says what is wrong with settings and keeps the last good ones', async () => {
    await start();
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { vigie: { backend: 'copilot' } },
    });
    const { message } = await client.notified<{ message: string }>('window/showMessage');
    assert.match(message, /settings of Vigie are not valid.*backend/);
    assert.equal((await client.chat({ text: 'Hello?' })).outcome, 'answered');
  });

  it('starts with what is sound of its options, and says what is not', async () => {
    await start({ settings: settings({ backend: 'copilot' }), trusted: true });
    const { message } = await client.notified<{ message: string }>('window/showMessage');
    assert.match(message, /settings of Vigie are not valid.*settings\.backend/);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { vigie: settings() } });
    assert.equal((await client.chat({ text: 'Hello?' })).outcome, 'answered');
  });

  it('marks a broken rule file at the line, and unmarks it when it is mended', async () => {
    folder.write({ '.vigie.json': '{\n  "files": [ {]\n}' });
    await start();
    const broken = await client.notified<{ uri: string; diagnostics: { range: { start: { line: number } } }[] }>(
      'textDocument/publishDiagnostics',
      ({ diagnostics }) => diagnostics.length > 0,
    );
    assert.equal(broken.uri, uri('.vigie.json'));
    assert.equal(broken.diagnostics[0]?.range.start.line, 1);
    client.notifications.length = 0;
    await client.open(uri('.vigie.json'), 'jsonc', '{ "files": [] }');
    await client.notified<{ diagnostics: unknown[] }>(
      'textDocument/publishDiagnostics',
      ({ diagnostics }) => diagnostics.length === 0,
    );
  });

  it("tells a document's label and whether it may go", async () => {
    await start({ settings: settings({ backend: 'mistral' }) });
    await client.open(uri('a.csv'), 'csv', 'x\n');
    const label = await client.connection.sendRequest<LabelResult>('vigie/label', { uri: uri('a.csv') });
    assert.deepEqual([label.label, label.maySend, label.findings[0]?.rule], ['sensitive', false, 'data-file']);
  });

  it('reports a dead gateway in words, in the status too, and recovers', async () => {
    await start();
    gateway.routes['/v1/chat/completions'] = status(500, 'oops');
    const failed = await client.chat({ text: 'Hello?' });
    assert.equal(failed.outcome, 'failed');
    await client.notified<Status>(
      'vigie/status',
      ({ state, message }) => state === 'failing' && message === failed.message,
    );
    gateway.routes['/v1/chat/completions'] = says('Back.');
    client.notifications.length = 0;
    assert.equal((await client.chat({ text: 'Hello?' })).outcome, 'answered');
    await client.notified<Status>('vigie/status', ({ state }) => state === 'ready');
  });

  it('speaks French to a French editor', async () => {
    folder.write({ 'a.csv': '' });
    await start({ settings: settings({ backend: 'mistral' }), keys: { 'https://api.mistral.ai': 'k' } }, 'fr');
    await client.open(uri('a.csv'), 'csv', 'x\n');
    const result = await client.chat({ text: 'Quoi ?', attachments: [{ uri: uri('a.csv') }] });
    assert.equal(result.outcome, 'refused');
    assert.match(result.refusal.message, /^Rien n’a été envoyé/);
  });

  it('keeps a trace of every verdict and no content anywhere', async () => {
    await start({ settings: settings({ completion: { ahead: 'off' } }) });
    await client.open(uri('a.R'), 'r', 'canary <- 1\ny <- \n');
    await client.ghostText(uri('a.R'), { line: 1, character: 5 });
    await client.chat({ text: 'canary?', attachments: [{ uri: uri('a.R') }] });
    const traces = tracesIn(join(folder.path, '.state'));
    assert.deepEqual(
      traces.map(({ request, verdict }) => [request, verdict]),
      [['completion', 'send'], ['chat', 'send']],
    );
    assert.equal(gateway.to('/v1/completions').length, 1);
    assert.doesNotMatch(JSON.stringify(traces), /canary|a\.R/);
    const report = await client.connection.sendRequest<VerifyAuditResult>('vigie/verifyAudit');
    assert.deepEqual([report.ok, report.files, report.lines, report.problems], [true, 1, 3, []]);
    assert.match(report.text, /What this does not prove/);
    assert.match(gateway.everything, /canary/);
  });

  it('survives malformed requests', async () => {
    await start();
    await assert.rejects(client.connection.sendRequest('vigie/chat', { text: 1 }));
    const history: ChatTurn[] = [{ role: 'user', fragments: [{ text: 'x', origin: { kind: 'made-up' } as never, label: 'public' }] }];
    await assert.rejects(client.chat({ text: 'x', history }));
    assert.equal((await client.chat({ text: 'Hello?' })).outcome, 'answered');
  });
});
