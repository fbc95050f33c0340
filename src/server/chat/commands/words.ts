import type { CommandName, TranslationTarget } from '../../../protocol/command.ts';
import { chatDefaults } from '../defaults.ts';
import { promptWords, type AnswerLanguage } from '../prompts.ts';
import { lensFor } from '../prompts/lens.ts';
import { pointsFor, sourceLanguage, targetOf, usualTarget } from '../prompts/translation.ts';

/** What a command is about. */
export interface Program {
  /** What a person calls it: a path. */
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
}

/**
 * What Vigie says to the model for one of its commands. Every text is Vigie's own, word for word: what fits the code is
 * chosen, and nothing of the code goes into it.
 * @param programs what the command is about; may be none
 * @param argument of `translate`: the target; of no meaning to others
 */
export function wordsFor(
  name: CommandName,
  argument: string | undefined,
  programs: readonly Program[],
  language: AnswerLanguage,
): string[] {
  const words = promptWords[language];
  const asked = words.commands[name];
  const code = programs.map(({ text }) => text).join('\n');
  const lens = (room: number, more = lensFor(code)): string[] => under(words.lensIntroduction, more.map((point) => words.lens[point]), room);
  switch (name) {
    case 'explain':
      // What it asks for names population and period itself.
      return [asked, ...lens(chatDefaults.explanationLensCharacters, lensFor(code).filter((point) => point !== 'population').slice(0, 2))];
    case 'review':
      return [asked, ...lens(chatDefaults.lensCharacters), words.reviewFormat];
    case 'translate': {
      const [first] = programs;
      const from = first === undefined ? undefined : sourceLanguage(first.languageId, first.name);
      const to = translationTarget(argument, from) ?? usualTarget(from);
      const points = from === undefined ? [] : pointsFor(code, from, to).map((point) => words.translation[point]);
      const heeded = under(words.translationIntroduction, points, chatDefaults.translationCharacters);
      return [asked, words.targets[to], ...heeded, words.translationCheck];
    }
    case 'document':
    case 'tests':
    case 'fix':
      return [asked];
  }
}

/** @returns the target that is asked for, or the usual one where none is; undefined where it is none that Vigie knows. */
export function translationTarget(argument: string | undefined, from: ReturnType<typeof sourceLanguage>): TranslationTarget | undefined {
  return argument === undefined || argument.trim() === '' ? usualTarget(from) : targetOf(argument);
}

/** As many points as there is room for, in code units, under their introduction; nothing where there are none. */
function under(introduction: string, points: readonly string[], room: number): string[] {
  let left = room - introduction.length;
  const fitting = points.filter((point) => (left -= point.length) >= 0);
  return fitting.length === 0 ? [] : [introduction, ...fitting];
}
