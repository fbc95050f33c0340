import assert from 'node:assert/strict';
import { BarePrompt } from '../../../../bench/eval/barePrompt.ts';
import { questionsIn } from '../../../../bench/eval/questions.ts';
import { Recorder } from '../../../../bench/eval/recorder.ts';
import { done, ModelServer, status, stream, text } from '../../../support/modelServer.ts';

describe('the recorder between an asker and the model', () => {
  let model: ModelServer;
  let recorder: Recorder;
  let address: string;
  beforeEach(async () => {
    model = await ModelServer.start({ '/v1/completions': stream([text('n / '), text('pop', 'stop'), done]) });
    recorder = new Recorder(model.origin);
    address = await recorder.listen();
  });
  afterEach(async () => {
    await recorder.close();
    await model.close();
  });

  it('passes a stream on and notes what was asked and answered', async () => {
    const response = await fetch(`${address}/v1/completions`, { method: 'POST', body: JSON.stringify({ prompt: 'rate <- ' }) });
    assert.match(await response.text(), /pop[^]*\[DONE\]/);
    await recorder.idle();
    assert.deepEqual(recorder.take(), [{ path: '/v1/completions', prompt: 'rate <- ', answer: 'n / pop', taken: true }]);
    assert.deepEqual(recorder.take(), [], 'each is told once');
  });

  it('tells nothing of routes that the server does not have', async () => {
    await (await fetch(`${address}/infill`, { method: 'POST', body: JSON.stringify({ input_prefix: 'a', input_suffix: 'b' }) })).text();
    await (await fetch(`${address}/v1/models`)).text();
    assert.deepEqual(recorder.take(), []);
  });

  it('adds to requests for completions what it is told to, and to nothing else', async () => {
    await recorder.close();
    recorder = new Recorder(model.origin, { cache_prompt: false });
    address = await recorder.listen();
    await (await fetch(`${address}/v1/completions`, { method: 'POST', body: JSON.stringify({ prompt: 'é' }) })).text();
    await (await fetch(`${address}/other`, { method: 'POST', body: '{}' })).text();
    assert.deepEqual(model.received.map(({ body }) => body), ['{"prompt":"é","cache_prompt":false}', '{}']);
  });

  it('lets the bare prompt find its route, with nothing but the document', async () => {
    model.routes['/v1/completions'] = status(200, { choices: [{ text: 'n / pop', finish_reason: 'stop' }] });
    const [question] = questionsIn({ name: 'a.R', languageId: 'r', text: `${'\n'.repeat(5)}rate <- n / pop\n` }, []);
    assert.ok(question);
    assert.equal(await new BarePrompt(address, 'scripted').ask(question), 'n / pop');
    const [asked] = recorder.take();
    assert.deepEqual([asked?.prompt, asked?.answer], [question.before, 'n / pop']);
  });
});
