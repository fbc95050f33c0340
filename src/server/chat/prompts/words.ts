import type { CommandName, TranslationTarget } from '../../../protocol/command.ts';
import type { LensPoint } from './lens.ts';
import type { TranslationPoint } from './translation.ts';

/**
 * Everything that Vigie says to a model in one language, word for word. The files `en/*.ts` and `fr/*.ts` hold it to be
 * read and edited; the gate knows each text, so a text takes no words of anybody else into itself.
 */
export interface PromptWords {
  /** Who answers, for whom, and how: the first message of every request. */
  readonly system: string;
  /** What each command asks for. */
  readonly commands: Readonly<Record<CommandName, string>>;
  /** How a review writes down what it finds. `parseReview` reads it. */
  readonly reviewFormat: string;
  /** What stands before the instructions of the workspace. */
  readonly workspaceIntroduction: string;
  /** What stands before the points of the lens that fit the code. */
  readonly lensIntroduction: string;
  readonly lens: Readonly<Record<LensPoint, string>>;
  /** What to translate into. */
  readonly targets: Readonly<Record<TranslationTarget, string>>;
  /** What stands before the points that have no equal. */
  readonly translationIntroduction: string;
  readonly translation: Readonly<Record<TranslationPoint, string>>;
  /** What a translation ends with. */
  readonly translationCheck: string;
}
