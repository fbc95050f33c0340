import type { Stored } from './stored.ts';

/** What a list shows of a conversation, and what it is searched by. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
  /** How many questions were asked in all its branches. */
  readonly questions: number;
  /** Everything that was asked and answered, each on lines of its own. */
  readonly text: string;
}

/** How much of a text is shown around what was found, in characters on each side. */
const around = 40;

/** @returns what a list needs of a conversation. */
export function entryOf({ id, title, changed, exchanges }: Stored): Entry {
  const text = exchanges.flatMap(({ message, answer }) => [message.shown, ...message.attached.map(({ view }) => view.name), answer]);
  return { id, title, changed, questions: exchanges.length, text: text.join('\n') };
}

/**
 * @returns the entries in which every word of a query occurs, in the title or in the texts, whatever its case and
 * accents, those first where all of them occur in the title; otherwise in the order given.
 */
export function found(entries: readonly Entry[], query: string): Entry[] {
  const words = wordsOf(query);
  const inTitle = (entry: Entry): boolean => hasAll(entry.title, words);
  const anywhere = entries.filter((entry) => hasAll(`${entry.title}\n${entry.text}`, words));
  return [...anywhere.filter(inTitle), ...anywhere.filter((entry) => !inTitle(entry))];
}

/** @returns a line of the texts in which the first word of the query stands; undefined where it is in none. */
export function excerpt({ text }: Entry, query: string): string | undefined {
  const [word] = wordsOf(query);
  if (word === undefined) return undefined;
  for (const line of text.split('\n')) {
    const at = folded(line).indexOf(word);
    if (at === -1) continue;
    const from = Math.max(0, at - around);
    const to = at + word.length + around;
    return `${from > 0 ? '…' : ''}${line.slice(from, to).trim()}${to < line.length ? '…' : ''}`;
  }
  return undefined;
}

function wordsOf(query: string): string[] {
  return folded(query).split(/\s+/u).filter((word) => word !== '');
}

function hasAll(text: string, words: readonly string[]): boolean {
  const here = folded(text);
  return words.every((word) => here.includes(word));
}

/** Without case and accents, so that `delais` finds `Délais`. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
