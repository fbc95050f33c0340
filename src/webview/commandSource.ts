import type { CommandView } from '../protocol/command.ts';
import type { CompletionItem } from './completion.ts';
import type { CompletionSource } from './completionField.ts';

/** The commands that can be given, for who types `/` at the beginning of a question. */
export function commandSource(commands: readonly CommandView[]): CompletionSource {
  return {
    items: (query) => commandItems(commands, query),
    // The space ends what is being typed for the list; what is behind it belongs to the command.
    take: ({ id }) => `/${id} `,
  };
}

/**
 * The commands that fit what was typed: those whose name or title begins with it come first. One with choices is offered
 * once for each.
 */
export function commandItems(commands: readonly CommandView[], query: string): CompletionItem[] {
  const typed = query.toLowerCase();
  const named = ({ name, aliases, title }: CommandView): string[] => [name, ...aliases, title].map((each) => each.toLowerCase());
  const begins = commands.filter((each) => named(each).some((word) => word.startsWith(typed)));
  const [only] = begins;
  // What is typed in full needs no list, whose Enter would not send it.
  if (begins.length === 1 && only?.choices === undefined && [only?.name, ...(only?.aliases ?? [])].includes(typed)) return [];
  const holds = commands.filter((each) => !begins.includes(each) && named(each).some((word) => word.includes(typed)));
  return [...begins, ...holds].flatMap(itemsOf);
}

/** The icon of a command is the slash. */
function itemsOf({ name, title, description, argument, choices }: CommandView): CompletionItem[] {
  const said = [title, description].filter((each) => each !== '' && each.toLowerCase() !== name).join(' – ');
  if (choices !== undefined) {
    return choices.map((choice) => ({ id: `${name} ${choice}`, icon: 'command', name: `${name} ${choice}`, detail: said }));
  }
  return [{ id: name, icon: 'command', name: argument === undefined ? name : `${name} …`, detail: said }];
}
