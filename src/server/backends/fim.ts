import type { CompletionRequest, ContextText } from '../policy/request.ts';
import { commented } from './comment.ts';

/** A prompt for a model that has learnt to fill in the middle, and where it is to stop. */
export interface FimPrompt {
  readonly prompt: string;
  readonly stop: readonly string[];
}

interface Family {
  /** Whether a model belongs to the family, by its name in lower case. */
  readonly name: RegExp;
  readonly template: (prefix: string, suffix: string) => string;
  /** What stands before the template where other files go along, for families that have learnt whole repositories. */
  readonly repository?: (files: readonly ContextText[]) => string;
  /** What then stands at the beginning of the prefix. */
  readonly currentFile?: string;
  /** Special tokens that end the middle, for servers that would print them; at most four, as some servers take no more. */
  readonly stop: readonly string[];
}

/**
 * The names that models trained on repositories are told for the project, which is nobody's business, and for the file
 * at hand, whose name says less than its text does. llama.cpp's `/infill` tells them `myproject` and `filename`.
 */
const [project, currentFile] = ['project', 'current'];

/**
 * The families whose raw template is known, from their models' cards. Instruct-only models that share a family's
 * name have the same special tokens. Their formats for several files: Qwen2.5-Coder's README, "repository level code
 * completion", and StarCoder2's paper (arXiv 2402.19173, section 5).
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
    repository: (files) =>
      `<|repo_name|>${project}\n${files.map(({ name, text }) => `<|file_sep|>${name}\n${text.trimEnd()}\n`).join('')}<|file_sep|>${currentFile}\n`,
    stop: ['<|fim_pad|>', '<|file_sep|>', '<|endoftext|>', '<|im_end|>'],
  },
  {
    name: /codegemma/,
    template: (prefix, suffix) => `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`,
    stop: ['<|file_separator|>', '<|fim_prefix|>', '<end_of_turn>', '<eos>'],
  },
  {
    name: /starcoder2/,
    template: (prefix, suffix) => `<fim_prefix>${prefix}<fim_suffix>${suffix}<fim_middle>`,
    repository: (files) =>
      `<repo_name>${project}${files.map(({ name, text }) => `<file_sep>${name}\n${text.trimEnd()}\n`).join('')}<file_sep>`,
    currentFile: `${currentFile}\n`,
    stop: ['<file_sep>', '<fim_prefix>', '<fim_pad>', '<|endoftext|>'],
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

/** The texts that a prompt is made of. */
export type PromptTexts = Pick<CompletionRequest, 'context' | 'prefix' | 'suffix' | 'language'>;

/**
 * What goes along stands first, in the family's format for several files, or else as comments before the prefix.
 * @returns the family's raw prompt, or undefined where the model's name says of no known family.
 */
export function fimPromptFor(model: string, texts: PromptTexts): FimPrompt | undefined {
  const family = families.find(({ name }) => name.test(model.toLowerCase()));
  if (family === undefined) return undefined;
  const { context, prefix, suffix } = texts;
  const { template, repository, stop } = family;
  if (context.length === 0 || repository === undefined) return { prompt: template(plainPromptFor(texts), suffix), stop };
  return { prompt: repository(context) + template((family.currentFile ?? '') + prefix, suffix), stop };
}

/** The prompt for a model that only goes on writing: what goes along as comments, then the prefix. */
export function plainPromptFor({ context, prefix, language }: Omit<PromptTexts, 'suffix'>): string {
  return commented(context, language) + prefix;
}

/** @returns whether a model's name says that it was made for code. */
export function isCodeModel(model: string): boolean {
  return /code|mellum/.test(model.toLowerCase());
}
