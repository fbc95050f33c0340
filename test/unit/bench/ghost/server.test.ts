import assert from 'node:assert/strict';
import { Oracle } from '../../../../bench/ghost/oracle/server.ts';
import { until } from '../../../support/until.ts';

const text = 'first <- read_counts("a.csv")\nsecond <- summarise(first, by = region, total = sum(cases))\n';
const document = { name: 'a.R', text };
const prefix = 'first <- ';
const rest = text.slice(prefix.length).trimEnd();

describe('the oracle’s server', () => {
  let oracle: Oracle;
  let address: string;
  const begin = async (firstToken: number, rate: number): Promise<void> => {
    oracle = new Oracle([document], { share: 0, seed: 1 }, { firstToken, rate });
    address = await oracle.listen();
  };
  const post = (path: string, body: object, signal?: AbortSignal): Promise<Response> =>
    fetch(address + path, { method: 'POST', body: JSON.stringify(body), ...(signal && { signal }) });

  afterEach(async () => {
    await oracle.close();
  });

  it('streams by llama.cpp’s route, a token an event, and notes what it cost', async () => {
    await begin(5, 1000);
    const answer = await (await post('/infill', { input_prefix: prefix, input_suffix: '', stream: true })).text();
    const events = answer.trim().split('\n\n').map((each) => JSON.parse(each.slice('data: '.length)) as { content: string; stop: boolean });
    assert.equal(events.map(({ content }) => content).join(''), rest);
    assert.ok(events.slice(0, -2).every(({ content, stop }) => content.length === 4 && !stop));
    assert.equal(events.at(-1)?.stop, true);
    const [asked] = oracle.asked;
    assert.equal(asked?.tokens, Math.ceil(rest.length / 4));
    assert.equal(asked.sentAt.length, asked.tokens);
    assert.ok((asked.sentAt[0] ?? 0) - asked.at >= 4);
    assert.notEqual(asked.endedAt, undefined);
  });

  it('streams by OpenAI’s route, and stops where it is asked to', async () => {
    await begin(1, 1000);
    const answer = await (await post('/v1/completions', { prompt: prefix, stop: ['\n'], stream: true })).text();
    assert.ok(answer.endsWith('data: [DONE]\n\n'));
    assert.match(answer, /"finish_reason":"stop"/);
    assert.equal(oracle.asked[0]?.answer, rest.split('\n')[0]);
  });

  it('answers in one piece, no sooner than it would have streamed it', async () => {
    await begin(20, 1000);
    const began = performance.now();
    const answer = (await (await post('/v1/completions', { segments: { prefix } })).json()) as { choices: { text: string }[] };
    assert.equal(answer.choices[0]?.text, rest);
    assert.ok(performance.now() - began >= 20 + Math.ceil(rest.length / 4) - 2);
  });

  it('writes no more once the socket is closed', async () => {
    await begin(20, 100);
    const leaving = new AbortController();
    const answer = await post('/infill', { input_prefix: prefix, stream: true }, leaving.signal);
    await answer.body?.getReader().read();
    leaving.abort();
    const asked = await until(() => 'a closed socket', () => (oracle.asked[0]?.endedAt === undefined ? undefined : oracle.asked[0]));
    assert.ok(asked.tokens >= 1 && asked.tokens < Math.ceil(rest.length / 4), `${asked.tokens}`);
  });

  it('writes nothing for who leaves before the first token', async () => {
    await begin(2000, 100);
    const leaving = new AbortController();
    const answer = post('/infill', { input_prefix: prefix, stream: true }, leaving.signal);
    await until(() => 'a request', () => oracle.asked[0]);
    leaving.abort();
    await assert.rejects(answer);
    const asked = await until(() => 'a closed socket', () => (oracle.asked[0]?.endedAt === undefined ? undefined : oracle.asked[0]));
    assert.equal(asked.tokens, 0);
  });

  it('tells a request that only warms the cache', async () => {
    await begin(1, 1000);
    await (await post('/infill', { input_prefix: prefix, n_predict: 0 })).text();
    assert.equal(oracle.asked[0]?.warming, true);
    assert.equal(oracle.asked[0].tokens, 0);
  });

  it('has a list of models, and refuses what it does not know', async () => {
    await begin(1, 1000);
    const models = (await (await fetch(`${address}/v1/models`)).json()) as { data: unknown[] };
    assert.equal(models.data.length, 1);
    assert.equal((await fetch(`${address}/v1/health`)).status, 200);
    assert.equal((await post('/api/generate', {})).status, 404);
    assert.equal((await post('/infill', { prompt: 1 })).status, 400);
    assert.equal(oracle.asked.length, 0);
  });
});
