import assert from 'node:assert/strict';
import { fimPromptFor, isCodeModel } from '../../../src/server/backends/fim.ts';

describe('fill-in-the-middle templates', () => {
  const prompts: [string, string][] = [
    ['codestral-22b-v0.1', '[SUFFIX]S[PREFIX]P'],
    ['Qwen/Qwen2.5-Coder-1.5B-Instruct', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['qwen2.5-coder:7b-base', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['Qwen3-Coder-30B-A3B', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['codegemma:2b', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['bigcode/starcoder2-3b', '<fim_prefix>P<fim_suffix>S<fim_middle>'],
    ['granite-3b-code-base', '<fim_prefix>P<fim_suffix>S<fim_middle>'],
    ['deepseek-ai/deepseek-coder-6.7b-base', '<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>'],
    ['DeepSeek-Coder-V2-Lite', '<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>'],
  ];
  for (const [model, prompt] of prompts) {
    it(`is known for ${model}`, () => {
      const fim = fimPromptFor(model, 'P', 'S');
      assert.equal(fim?.prompt, prompt);
      assert.ok(fim.stop.length > 0 && fim.stop.length <= 4);
    });
  }

  it('is not guessed for any other model', () => {
    for (const model of [
      'devstral-small',
      'mistral-small-3.2',
      'smollm2-135m',
      'llama-3',
      'gemma-3',
      'granite-3.3-8b-instruct',
      'qwen3-8b',
    ]) {
      assert.equal(fimPromptFor(model, 'P', 'S'), undefined, model);
    }
  });

  it('tells a model for code by its name', () => {
    for (const model of [
      'codestral-latest',
      'Qwen2.5-Coder',
      'starcoder2',
      'CodeLlama-7b',
      'granite-8b-code',
      'Mellum-4b',
    ]) {
      assert.ok(isCodeModel(model), model);
    }
    for (const model of ['llama-3', 'mistral-medium', 'smollm2', 'gemma']) assert.ok(!isCodeModel(model), model);
  });
});
