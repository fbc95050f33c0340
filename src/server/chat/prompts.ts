import { continuePrompt } from './continuation.ts';
import { words as english } from './prompts/en/index.ts';
import { words as french } from './prompts/fr/index.ts';
import type { AnswerLanguage } from './prompts/language.ts';
import type { PromptWords } from './prompts/words.ts';

export { answerLanguage, type AnswerLanguage } from './prompts/language.ts';

/** What Vigie says to a model, by language. */
export const promptWords: Readonly<Record<AnswerLanguage, PromptWords>> = { en: english, fr: french };

/** Every text of Vigie's own that a request may hold. */
export const ownWords: ReadonlySet<string> = new Set([...Object.values(promptWords).flatMap(textsOf), ...Object.values(continuePrompt)]);

/** All texts of an object of objects. */
function textsOf(of: object): string[] {
  return Object.values(of).flatMap((each: unknown) => (typeof each === 'string' ? [each] : textsOf(each as object)));
}
