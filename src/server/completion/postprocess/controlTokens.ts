import type { Filter } from './candidate.ts';

/**
 * The marks of chat and fill-in-the-middle templates, which some servers pass on as text: `<|im_end|>`, `<fim_middle>`,
 * DeepSeek's `<｜fim▁end｜>`, CodeLlama's ` <EOT>`, Mistral's `[INST]` and `[SUFFIX]`, `</s>`.
 */
const mark = /<\|[\w▁]{1,40}\|>|<｜[^｜\n]{1,40}｜>|<fim_\w+>|<file_sep>|<\/?(?:s|PRE|SUF|MID|EOT)>|\[\/?(?:INST|PREFIX|SUFFIX|MIDDLE)\]/;

/** Cuts at the first mark of a template: what follows it is another answer. */
export const controlTokens: Filter = (candidate) => {
  const at = candidate.text.search(mark);
  return at === -1 ? candidate : { ...candidate, text: candidate.text.slice(0, at) };
};
