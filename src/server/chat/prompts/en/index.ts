import type { PromptWords } from '../words.ts';
import { commands, reviewFormat, system, targets, workspaceIntroduction } from './commands.ts';
import { lens, lensIntroduction } from './lens.ts';
import { translation, translationCheck, translationIntroduction } from './translation.ts';

/** What Vigie says to a model in English. */
export const words: PromptWords = {
  system,
  commands,
  reviewFormat,
  workspaceIntroduction,
  lensIntroduction,
  lens,
  targets,
  translationIntroduction,
  translation,
  translationCheck,
};
