import * as l10n from '@vscode/l10n';
import type { ChatCommand } from '../../../protocol/command.ts';
import { targetOf } from '../prompts/translation.ts';

/**
 * Why a command cannot be asked for, and what to do; undefined where it can.
 * @param prompt the prompt that it names, where there is one by that name
 * @param isAboutNothing whether nothing is attached, said, or was said before
 */
export function commandTrouble(
  command: ChatCommand,
  { prompt, isAboutNothing }: { readonly prompt: object | undefined; readonly isAboutNothing: boolean },
): string | undefined {
  if (command.name === 'prompt') {
    return prompt === undefined
      ? l10n.t('This prompt is not among those of the workspace any more, or has an error: look into the folder .vigie/prompts.')
      : undefined;
  }
  if (isAboutNothing) return l10n.t('This command needs something to be about. Open a file or select some code, and ask again.');
  const { argument = '' } = command;
  if (command.name === 'translate' && argument.trim() !== '' && targetOf(argument) === undefined) {
    return l10n.t('Vigie translates into R, Python, data.table, dplyr and SQL, not into “{0}”.', argument);
  }
  return undefined;
}
