import * as l10n from '@vscode/l10n';
import type { Exchange } from './stored.ts';

/** The longest title that Vigie makes, in UTF-16 code units: what a side bar 300 px wide shows of it, and a little more. */
const longest = 60;

/**
 * @returns a title made from the message that began a conversation: its first words, or what a command was asked to do
 * with which file.
 */
export function titleOf({ shown, text, command, attached }: Exchange['message']): string {
  const typed = shown.trim().replace(/\s+/gu, ' ');
  const words = command === undefined ? typed : typed.replace(/^\/(.)/u, (_, first: string) => first.toUpperCase());
  const [first] = attached;
  if (text.trim() !== '' || first === undefined) return shortened(words);
  return shortened(l10n.t('{0}: {1}', words.replace(/[.…:!?\s]+$/u, ''), first.view.name));
}

/** @returns a title that a person wrote, in one line and no longer than can be shown; empty where nothing is left of it. */
export function tidyTitle(written: string): string {
  return shortened(written.trim().replace(/\s+/gu, ' '), 120);
}

/** Cuts behind a word, if there is one in the last third. */
function shortened(words: string, limit = longest): string {
  if (words.length <= limit) return words;
  // Half of a pair of surrogates would be shown as a box.
  const cut = words.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > (cut.length * 2) / 3 ? cut.slice(0, space) : cut}…`;
}
