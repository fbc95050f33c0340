import * as l10n from '@vscode/l10n';
import { translationTargets, type CommandName, type CommandView } from '../../../protocol/command.ts';

/** What people call a target. */
const targetNames: Readonly<Record<(typeof translationTargets)[number], string>> = {
  r: 'R',
  python: 'Python',
  'data.table': 'data.table',
  dplyr: 'dplyr',
  sql: 'SQL',
};

/** Vigie's own commands as a person is offered them. Their names are the same in all languages; French ones are known too. */
export function builtInCommands(): (CommandView & { readonly name: CommandName })[] {
  return [
    {
      name: 'explain',
      aliases: ['expliquer'],
      title: l10n.t('Explain'),
      description: l10n.t('What the code computes, how, and what could mislead'),
    },
    {
      name: 'review',
      aliases: ['relire', 'revue'],
      title: l10n.t('Review'),
      description: l10n.t('What an epidemiologist would object to, line by line'),
    },
    {
      name: 'document',
      aliases: ['documenter'],
      title: l10n.t('Document'),
      description: l10n.t('Documentation in the convention of the language'),
    },
    {
      name: 'tests',
      aliases: ['tester'],
      title: l10n.t('Write Tests'),
      description: l10n.t('Tests with small invented data'),
    },
    {
      name: 'fix',
      aliases: ['corriger'],
      title: l10n.t('Fix'),
      description: l10n.t('The cause of what is wrong, and the mended code'),
    },
    {
      name: 'translate',
      aliases: ['traduire'],
      title: l10n.t('Translate'),
      description: l10n.t('The same results in another language, and a check of both'),
      argument: translationTargets.map((target) => targetNames[target]).join(' | '),
      choices: translationTargets.map((target) => targetNames[target]),
    },
  ];
}

/** Names that no prompt of a workspace can have. */
export function takenNames(): ReadonlySet<string> {
  return new Set(builtInCommands().flatMap(({ name, aliases }) => [name, ...aliases]));
}
