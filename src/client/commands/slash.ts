import type { ChatCommand, CommandName, CommandView } from '../../protocol/command.ts';

/** What a person typed, taken apart. */
export interface Said {
  /** What is sent beside the command; may be empty. */
  readonly text: string;
  readonly command?: ChatCommand;
}

/** Small words between a command's name and its argument: `/translate to R`, `/traduire en R`. */
const between = /^(?:to|into|en|vers)\s+/i;

/**
 * Reads a command at the beginning of what a person typed: `/review`, `/translate R but keep the names`, `/weights 2024`.
 * What begins with a slash and names no command, such as a path, is text like any other.
 */
export function readSlash(typed: string, commands: readonly CommandView[]): Said {
  const match = /^\s*\/([\p{L}\p{N}][\p{L}\p{N}_-]*)(?:\s+|$)/u.exec(typed);
  const name = match?.[1]?.toLowerCase();
  const known = commands.find((each) => each.name === name || each.aliases.includes(name ?? ''));
  if (match === null || known === undefined) return { text: typed };
  const rest = typed.slice(match[0].length).trim();
  if (known.uri !== undefined) {
    return { text: '', command: { name: 'prompt', uri: known.uri, ...(rest !== '' && { argument: rest }) } };
  }
  const own = known.name as CommandName;
  if (known.choices === undefined || rest === '') return { text: rest, command: { name: own } };
  const [, first = '', behind = ''] = /^(\S+)\s*([^]*)$/.exec(rest.replace(between, '')) ?? [];
  const choice = known.choices.find((each) => each.toLowerCase() === first.toLowerCase());
  // A word alone is meant as the argument, so that a choice that does not exist is said, not passed over.
  if (choice === undefined && behind !== '') return { text: rest, command: { name: own } };
  return { text: behind, command: { name: own, argument: choice ?? first } };
}

/** What a person would type for a command, in their language where it has a name there. */
export function slashFor(name: CommandName, argument: string | undefined, commands: readonly CommandView[], language: string): string {
  const [alias] = commands.find((each) => each.name === name)?.aliases ?? [];
  const word = /^fr\b/i.test(language) ? (alias ?? name) : name;
  return `/${word}${argument === undefined ? '' : ` ${argument}`}`;
}
