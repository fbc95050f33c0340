import * as l10n from '@vscode/l10n';
import { withoutUnseen } from './unseen.ts';

/** How much of a text stands for it in a name that is heard, in characters: about what is said in three seconds. */
const heard = 48;

/** @returns the first words of a text, on one line, to tell it from others; empty where it has none. */
export function excerpt(text: string): string {
  const line = withoutUnseen(text).trimStart().split('\n', 1)[0]?.replace(/\s+/g, ' ').trim() ?? '';
  const characters = Array.from(line);
  return characters.length <= heard ? line : `${characters.slice(0, heard - 1).join('').trimEnd()}…`;
}

/**
 * Names a control for who does not see where it stands, and has others of its kind in the page.
 * @param name What it does.
 * @param what The text that it does so with; left out where that has no words.
 */
export function nameFor(name: string, what: string): string {
  const words = excerpt(what);
  return words === '' ? name : l10n.t('{0}: {1}', name, words);
}
