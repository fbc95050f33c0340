import assert from 'node:assert/strict';
import { modelListIn, modelNamed } from '../../../src/server/backends/modelList.ts';

describe('a list of models', () => {
  const read = (...data: object[]) => modelListIn(JSON.stringify({ data })).models;

  it('is read with what Mistral says that models can do', () => {
    const capabilities = (chat: boolean, fim: boolean, reasoning: boolean) => ({
      completion_chat: chat,
      completion_fim: fim,
      reasoning,
      function_calling: true,
    });
    assert.deepEqual(
      read(
        { id: 'codestral-latest', capabilities: capabilities(true, true, false) },
        { id: 'mistral-medium-latest', capabilities: capabilities(true, false, true) },
        { id: 'mistral-large-4-0', capabilities: capabilities(true, false, true) },
        { id: 'magistral-medium-latest', capabilities: capabilities(true, false, true) },
        { id: 'mistral-embed', capabilities: capabilities(false, false, false) },
      ),
      [
        { id: 'codestral-latest', chat: true, completion: true, reasoning: null },
        { id: 'mistral-medium-latest', chat: true, completion: false, reasoning: ['none', 'high'] },
        { id: 'mistral-large-4-0', chat: true, completion: false, reasoning: ['low', 'medium', 'high'] },
        { id: 'magistral-medium-latest', chat: true, completion: false, reasoning: [] },
        { id: 'mistral-embed', chat: false, completion: false, reasoning: null },
      ],
    );
  });

  it('is read by names where it says nothing more, and names each model once', () => {
    assert.deepEqual(read({ id: 'gpt-oss-20b' }, { id: 'gpt-oss-20b' }), [modelNamed('gpt-oss-20b')]);
    assert.deepEqual(modelNamed('gpt-oss-20b').reasoning, ['low', 'medium', 'high']);
    assert.deepEqual(modelNamed('qwen3-4b-thinking-2507').reasoning, []);
    assert.equal(modelNamed('qwen2.5-coder-7b').reasoning, null);
    assert.deepEqual([modelNamed('x-base').chat, modelNamed('x-base').completion], [false, true]);
  });

  it('tells who the models are owned by', () => {
    const { owners } = modelListIn(JSON.stringify({ data: [{ id: 'a', owned_by: 'vllm' }, { id: 'b', owned_by: 7 }] }));
    assert.deepEqual([...owners], ['vllm']);
  });

  it('is refused where it is none', () => {
    for (const body of ['', 'null', '{}', '{"data":{}}', '{"data":[{"name":"a"}]}']) assert.throws(() => modelListIn(body), body);
  });
});
