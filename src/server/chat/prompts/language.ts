/** The language that answers are to be in, by the locale of the editor. */
export type AnswerLanguage = 'en' | 'fr';

/** @param locale a language tag such as `fr` or `fr-CA`; anything but French is answered in English. */
export function answerLanguage(locale: string): AnswerLanguage {
  return /^fr\b/i.test(locale) ? 'fr' : 'en';
}
