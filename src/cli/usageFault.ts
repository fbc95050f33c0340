import * as l10n from '@vscode/l10n';
import type { CommanderError } from 'commander';

/** What is wrong with a command line, in the person's language, and where to look. */
export function usageFault({ code, message }: CommanderError): string {
  const help = l10n.t('See “vigie --help” and “vigie check --help”.');
  // The library names what it means in the first pair of quotes.
  const named = /'([^']*)'/.exec(message)?.[1];
  if (named === undefined) return help;
  switch (code) {
    case 'commander.unknownOption':
      return `${l10n.t('There is no option {0}.', named)} ${help}`;
    case 'commander.unknownCommand':
      return `${l10n.t('There is no command {0}.', named)} ${help}`;
    case 'commander.optionMissingArgument':
      return `${l10n.t('The option {0} needs a value.', named)} ${help}`;
    case 'commander.missingMandatoryOptionValue':
      return `${l10n.t('The option {0} is missing.', named)} ${help}`;
    case 'commander.excessArguments':
      return `${l10n.t('There are more arguments than “{0}” takes.', named)} ${help}`;
    default:
      return `${message} ${help}`;
  }
}
