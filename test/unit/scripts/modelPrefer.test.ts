import assert from 'node:assert/strict';
import { preferCodeModel } from '../../../scripts/model/prefer.mjs';

describe('the choice among models on this machine', () => {
  const ollama = (...models: string[]) => ({ name: 'Ollama', url: 'http://127.0.0.1:11434', models });
  const studio = (...models: string[]) => ({ name: 'LM Studio', url: 'http://127.0.0.1:1234', models });

  /** The two models that are chosen on one server. */
  function chosen(...models: string[]): [completion: string, chat: string] | undefined {
    const choice = preferCodeModel([ollama(...models)]);
    return choice && [choice.completionModel, choice.chatModel];
  }

  it('prefers a code model for ghost text and the larger one that takes instructions for chat', () => {
    assert.deepEqual(chosen('mistral-small:24b', 'qwen2.5-coder:7b', 'nomic-embed-text:latest'), [
      'qwen2.5-coder:7b',
      'mistral-small:24b',
    ]);
  });

  it('keeps to one model where another is no larger', () => {
    assert.deepEqual(chosen('llama3.2:1b', 'qwen2.5-coder:7b'), ['qwen2.5-coder:7b', 'qwen2.5-coder:7b']);
    assert.deepEqual(chosen('mistral:7b', 'qwen2.5-coder:7b'), ['qwen2.5-coder:7b', 'qwen2.5-coder:7b']);
  });

  it('takes the largest code model that is quick', () => {
    const sizes = ['qwen2.5-coder:32b', 'qwen2.5-coder:1.5b', 'qwen2.5-coder:7b', 'qwen2.5-coder:14b'];
    assert.deepEqual(chosen(...sizes), ['qwen2.5-coder:7b', 'qwen2.5-coder:32b']);
    assert.equal(chosen('qwen2.5-coder:32b', 'qwen2.5-coder:14b')?.[0], 'qwen2.5-coder:14b');
    assert.equal(chosen('qwen3-coder:480b-a35b', 'qwen3-coder:30b-a3b')?.[0], 'qwen3-coder:30b-a3b');
  });

  it('takes a base model for ghost text but never for chat', () => {
    assert.deepEqual(chosen('qwen2.5-coder:7b-instruct', 'qwen2.5-coder:7b-base'), [
      'qwen2.5-coder:7b-base',
      'qwen2.5-coder:7b-instruct',
    ]);
    assert.deepEqual(chosen('starcoder2:15b', 'gemma3:4b'), ['starcoder2:15b', 'gemma3:4b']);
  });

  it('ranks a model that fills in the middle before one that cannot', () => {
    assert.equal(chosen('devstral:24b', 'deepseek-coder-v2:16b')?.[0], 'deepseek-coder-v2:16b');
    assert.equal(chosen('llama3.1:8b', 'devstral:24b')?.[0], 'devstral:24b');
  });

  it('takes the server with the better code model and says why', () => {
    const choice = preferCodeModel([ollama('llama3.1:8b'), studio('Qwen2.5-Coder-7B-Instruct')]);
    assert.equal(choice?.url, 'http://127.0.0.1:1234');
    assert.match(choice.reason, /LM Studio.*Qwen2\.5-Coder-7B-Instruct/);
  });

  it('takes a chat model where no server has a code model, and says so', () => {
    const choice = preferCodeModel([ollama('llama3.1:8b'), studio('gemma-3-4b-it')]);
    assert.equal(choice?.completionModel, 'llama3.1:8b');
    assert.match(choice.reason, /llama3\.1:8b/);
  });

  it('never takes a model of a cloud that is only listed here', () => {
    assert.equal(chosen('qwen3-coder:480b-cloud', 'gpt-oss:120b-cloud', 'glm-4.6:cloud'), undefined);
    assert.deepEqual(chosen('qwen3-coder:480b-cloud', 'llama3.2:3b'), ['llama3.2:3b', 'llama3.2:3b']);
  });

  it('finds nothing among models that write no text', () => {
    assert.equal(
      chosen('nomic-embed-text', 'bge-m3', 'mxbai-embed-large', 'llama-guard3:8b', 'whisper-large'),
      undefined,
    );
    assert.equal(preferCodeModel([]), undefined);
  });
});
