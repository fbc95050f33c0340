import assert from 'node:assert/strict';
import { fimPromptFor, isCodeModel, plainPromptFor } from '../../../src/server/backends/fim.ts';

describe('fill-in-the-middle templates', () => {
  const bare = { context: [], prefix: 'P', suffix: 'S', language: 'r' };
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
      const fim = fimPromptFor(model, bare);
      assert.equal(fim?.prompt, prompt);
      assert.ok(fim.stop.length > 0 && fim.stop.length <= 4);
    });
  }

  describe('with other files', () => {
    const context = [
      { name: 'R/a.R', text: 'f <- 1\n' },
      { name: 'R/b.R', text: 'g <- 2' },
    ];
    const along = (model: string, language = 'r') => fimPromptFor(model, { ...bare, context, language })?.prompt;

    it('take the format that the family has for repositories, and tell no name of the project', () => {
      assert.equal(
        along('qwen2.5-coder'),
        '<|repo_name|>project\n<|file_sep|>R/a.R\nf <- 1\n<|file_sep|>R/b.R\ng <- 2\n<|file_sep|>current\n' +
          '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>',
      );
      assert.equal(
        along('starcoder2'),
        '<repo_name>project<file_sep>R/a.R\nf <- 1\n<file_sep>R/b.R\ng <- 2\n<file_sep><fim_prefix>current\nP<fim_suffix>S<fim_middle>',
      );
    });

    it('write comments before the prefix for all others', () => {
      const comments = '# R/a.R\n# f <- 1\n\n# R/b.R\n# g <- 2\n\n';
      assert.equal(along('codestral'), `[SUFFIX]S[PREFIX]${comments}P`);
      assert.equal(along('starcoderbase'), `<fim_prefix>${comments}P<fim_suffix>S<fim_middle>`);
      assert.equal(along('codegemma'), `<|fim_prefix|>${comments}P<|fim_suffix|>S<|fim_middle|>`);
      assert.equal(plainPromptFor({ context, prefix: 'P', language: 'r' }), `${comments}P`);
    });
  });

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
      assert.equal(fimPromptFor(model, bare), undefined, model);
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
