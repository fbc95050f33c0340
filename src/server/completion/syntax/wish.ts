import { defaults } from '../defaults.ts';
import { grammarOf } from './grammar.ts';

/** Comments that are not addressed to a reader: roxygen, chunk options, interpreter lines, cells, section rules. */
const notAWish = /^(?:#['|!+]|#\s*%%|(?:--|\/\/|\*)\||.*(?<![-=#*_])[-=#*_]{4,}[\s;/]*$)/;
const letters = /[\p{L}\p{N}_]/u;

/** Comments that take a whole line, in the forms of the languages that have more than one; the text is group 1 or 2. */
const whole: Readonly<Record<string, RegExp>> = {
  sas: /^(?:%?\*(.*);|\/\*(.*)\*\/)$/,
  stata: /^(?:(?:\*|\/\/(?!\/))(.*)|\/\*(.*)\*\/)$/,
  sql: /^(?:--(.*)|\/\*(.*)\*\/)$/,
};

/** @returns what the comment that takes a whole line says, or undefined where there is none. */
export function commentOf(line: string, language: string): string | undefined {
  const text = line.trim();
  const known = whole[language]?.exec(text);
  if (known) return known[1] ?? known[2] ?? '';
  if (whole[language] !== undefined) return undefined;
  const mark = grammarOf(language).lineComments.find((one) => text.startsWith(one));
  return mark === undefined ? undefined : text.slice(mark.length);
}

/** Whether a line is a comment that says, in a few words, what code is wanted below it. */
export function asksForCode(line: string, language: string): boolean {
  const text = notAWish.test(line.trim()) ? undefined : commentOf(line, language);
  return text !== undefined && text.split(/\s+/).filter((word) => letters.test(word)).length >= defaults.wishWords;
}
