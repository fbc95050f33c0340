import assert from 'node:assert/strict';
import { modelNamed } from '../../../src/server/backends/modelList.ts';
import { choose as chooseOf, type ModelUse } from '../../../src/server/backends/models.ts';

const choose = (ids: readonly string[], use: ModelUse) => chooseOf(ids.map(modelNamed), use);

describe('the choice of a model', () => {
  const list = ['nomic-embed-text', 'bge-reranker-v2', 'llama-3', 'qwen2.5-coder:1.5b-base', 'starcoder2'];

  it('prefers a model for code for ghost text', () => {
    assert.equal(choose(list, 'completion'), 'qwen2.5-coder:1.5b-base');
    assert.equal(choose(['a', 'b'], 'completion'), 'a');
  });

  it('avoids a base model for chat', () => {
    assert.equal(choose(list, 'chat'), 'llama-3');
    assert.equal(choose(['x-base', 'y'], 'chat'), 'y');
    assert.equal(choose(['x-base'], 'chat'), 'x-base');
    assert.equal(choose(['database-llm'], 'chat'), 'database-llm');
  });

  it('takes no model that writes no text', () => {
    assert.equal(choose(['text-embedding-3', 'whisper-1', 'tts-1'], 'chat'), undefined);
    assert.equal(choose([], 'completion'), undefined);
  });
});
