import assert from 'node:assert/strict';
import { controlTokens } from '../../../../src/server/completion/postprocess/controlTokens.ts';
import { filtered } from './golden.ts';

describe('control tokens', () => {
  const cut = (text: string): string | undefined => filtered(controlTokens, 'x <- ║', text)?.text;

  it('ends a completion at the first mark of a template', () => {
    for (const mark of [
      '<|im_end|>',
      '<|fim_middle|>',
      '<fim_prefix>',
      '<｜fim▁end｜>',
      '</s>',
      ' <EOT>',
      '[/INST]',
      '[SUFFIX]',
    ]) {
      assert.equal(cut(`mean(n)${mark}\nand more`)?.trimEnd(), 'mean(n)', mark);
    }
  });

  it('leaves operators and tags of code alone', () => {
    for (const code of [
      'a |> b(x) |> c()',
      'x <- y',
      'if (a<b|c>d) 1',
      '<span>n</span>',
      'x[INDEX]',
      'SELECT * FROM a WHERE b <> c',
    ]) {
      assert.equal(cut(code), code);
    }
  });
});
