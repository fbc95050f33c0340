import type { Detector } from '../detectors/detector.ts';
import type { Fixable, TextChange } from './fix.ts';
import { surroundings } from './syntax.ts';

/**
 * Puts a placeholder for what was found into the document itself: `REDACTED` for a credential, where programs expect a
 * word, and otherwise the word that stands for it in what is sent, `«NIR»`. No fictitious number is put in, since a
 * reader could not tell it from a person's. Bare in code it gets quotes, so that the program still parses.
 */
export function redactHere({ text, hit, language, from }: Fixable, { rule, placeholder }: Pick<Detector, 'rule' | 'placeholder'>): TextChange {
  if (rule === 'credentials') return { ...hit, text: 'REDACTED' };
  const word = `«${placeholder}»`;
  const { kind } = surroundings(text, from, hit.start, language);
  const quote = language === 'sql' ? "'" : '"';
  return { ...hit, text: kind === 'code' ? `${quote}${word}${quote}` : word };
}
