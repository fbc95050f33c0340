import assert from 'node:assert/strict';
import { CancellationToken } from 'vscode-jsonrpc/node';
import { freshFolder } from '../support/folder.ts';
import { LspClient } from '../support/lspClient.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';

describe('suggestions of the server', () => {
  let gateway: ScriptedModel;
  let client: LspClient;
  const uri = 'file:///study/a.R';
  const end = { line: 1, character: 5 };

  beforeEach(async () => {
    gateway = await ScriptedModel.saying({ completion: ['mean(x)'] });
  });
  afterEach(async () => {
    await client.stop();
    await gateway.close();
  });
  // Taken away after the server that writes into it has ended.
  const folder = freshFolder();

  const settings = (completion: object = {}) => ({ gateway: { url: gateway.url }, completion: { ahead: 'off', ...completion } });
  async function start(completion?: object): Promise<void> {
    client = await LspClient.start(undefined, { settings: settings(completion), storagePath: folder.path });
  }
  async function configure(completion: object): Promise<void> {
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { vigie: settings(completion) } });
  }
  const suggested = async (asked = false, where = uri, at = end): Promise<string[]> =>
    (await client.ghostText(where, at, CancellationToken.None, asked)).map(({ insertText }) => insertText);
  const completions = () => gateway.to('/v1/completions');

  it('come only for the languages that are on, which may change at any time', async () => {
    await start({ languages: { '*': false, r: true } });
    await client.open('file:///study/a.py', 'python', 'x = [1]\ny =  ');
    assert.deepEqual(await suggested(false, 'file:///study/a.py'), []);
    await client.open(uri, 'r', 'x <- 1\ny <- ');
    assert.deepEqual(await suggested(), ['mean(x)']);
    await configure({ languages: { r: false } });
    assert.deepEqual(await suggested(), []);
    assert.deepEqual(await suggested(false, 'file:///study/a.py'), ['mean(x)']);
    await configure({ enabled: false });
    assert.deepEqual(await suggested(true), []);
  });

  it('come in comments only to who asks, where that is set', async () => {
    gateway.script = { completion: ['all regions'] };
    await start({ comments: false });
    await client.open(uri, 'r', 'x <- 1 # sum of \n');
    const at = { line: 0, character: 16 };
    assert.deepEqual(await suggested(false, uri, at), []);
    assert.equal(completions().length, 0);
    assert.deepEqual(await suggested(true, uri, at), ['all regions']);
  });

  it('are alone for who asks first, and have others beside them for who asks again', async () => {
    gateway.script = { completion: ['mean(x)'], variants: [['median(x)'], ['max(x)']] };
    await start();
    await client.open(uri, 'r', 'x <- 1\ny <- ');
    assert.equal((await suggested(true))[0], 'mean(x)');
    assert.deepEqual(await suggested(true), ['mean(x)', 'median(x)', 'max(x)']);
    assert.deepEqual(await suggested(true), ['mean(x)', 'median(x)', 'max(x)']);
    assert.deepEqual(await suggested(), ['mean(x)']);
    const sampled = completions()
      .map(({ body }) => JSON.parse(body) as { temperature: number; seed?: number })
      .sort((one, other) => (one.seed ?? 0) - (other.seed ?? 0));
    assert.deepEqual(sampled.map(({ temperature, seed }) => [temperature, seed]), [[0, undefined], [0.6, 1], [0.6, 2]]);
  });

  it('leave the others at the socket as soon as the person types', async () => {
    await start();
    await client.open(uri, 'r', 'x <- 1\ny <- ');
    assert.deepEqual(await suggested(), ['mean(x)']);
    gateway.script = { completion: ['median('], ending: 'open' };
    const asked = suggested(true);
    await until('others are asked for', () => completions().length === 3);
    await client.change(uri, 2, 'x <- 1\ny <- m');
    assert.deepEqual(await asked, [], 'it was for another text');
    assert.deepEqual(await Promise.all(completions().slice(1).map(({ cancelled }) => cancelled)), [true, true]);
  });

  it('are not asked for ahead of the person where that is off, and are where it is on', async () => {
    await start();
    await client.open(uri, 'r', 'x <- 1\ny <- ');
    await suggested();
    const prompts = () => completions().map(({ body }) => (JSON.parse(body) as { prompt: string }).prompt);
    assert.equal(prompts().filter((prompt) => prompt.includes('mean(x)')).length, 0);
    await configure({ ahead: 'auto' });
    await suggested();
    await until('what follows is asked for', () => prompts().some((prompt) => prompt.includes('mean(x)')));
    await configure({ ahead: 'on', aheadBudget: 0 });
    const before = completions().length;
    await suggested();
    // The server answers in order: what it would send ahead it sends as it answers.
    await suggested();
    assert.equal(completions().length, before + 1);
  });
});
