/** A prompt for a model that has learnt to fill in the middle, and where it is to stop. */
export interface FimPrompt {
  readonly prompt: string;
  readonly stop: readonly string[];
}

interface Family {
  /** Whether a model belongs to the family, by its name in lower case. */
  readonly name: RegExp;
  readonly template: (prefix: string, suffix: string) => string;
  /** Special tokens that end the middle, for servers that would print them; at most four, as some servers take no more. */
  readonly stop: readonly string[];
}

/**
 * The families whose raw template is known, from their models' cards. Instruct-only models that share a family's
 * name have the same special tokens.
 */
const families: readonly Family[] = [
  {
    name: /codestral/,
    template: (prefix, suffix) => `[SUFFIX]${suffix}[PREFIX]${prefix}`,
    stop: ['[PREFIX]', '[SUFFIX]', '</s>'],
  },
  {
    name: /qwen-?[\d.]*-?coder|codeqwen/,
    template: (prefix, suffix) => `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`,
    stop: ['<|fim_pad|>', '<|file_sep|>', '<|endoftext|>', '<|im_end|>'],
  },
  {
    name: /codegemma/,
    template: (prefix, suffix) => `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`,
    stop: ['<|file_separator|>', '<|fim_prefix|>', '<end_of_turn>', '<eos>'],
  },
  {
    name: /starcoder|granite-?[\w.]*-?code/,
    template: (prefix, suffix) => `<fim_prefix>${prefix}<fim_suffix>${suffix}<fim_middle>`,
    stop: ['<file_sep>', '<fim_prefix>', '<fim_pad>', '<|endoftext|>'],
  },
  {
    name: /deepseek-?coder/,
    template: (prefix, suffix) => `<｜fim▁begin｜>${prefix}<｜fim▁hole｜>${suffix}<｜fim▁end｜>`,
    stop: ['<｜fim▁begin｜>', '<｜end▁of▁sentence｜>', '<|EOT|>'],
  },
];

/** @returns the family's raw prompt, or undefined where the model's name says of no known family. */
export function fimPromptFor(model: string, prefix: string, suffix: string): FimPrompt | undefined {
  const family = families.find(({ name }) => name.test(model.toLowerCase()));
  return family && { prompt: family.template(prefix, suffix), stop: family.stop };
}

/** @returns whether a model's name says that it was made for code. */
export function isCodeModel(model: string): boolean {
  return /code|mellum/.test(model.toLowerCase());
}
