import * as z from 'zod';
import { messageSchema } from './stored.ts';

/** What a list shows of a conversation. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
  /** How many questions were asked in all its branches, where that is known. */
  readonly questions?: number | undefined;
}

/** How much of a text is shown around what was found, in characters on each side. */
const around = 40;

/** What is searched of an exchange. */
const searchedSchema = z.object({ message: messageSchema.pick({ shown: true, attached: true }), answer: z.string() });

/** @returns everything that was asked and answered in an exchange, each on lines of its own; empty for what is none. */
export function searchedText(exchange: unknown): string {
  const parsed = searchedSchema.safeParse(exchange);
  if (!parsed.success) return '';
  const { message, answer } = parsed.data;
  return [message.shown, ...message.attached.map(({ view }) => view.name), answer].join('\n');
}

/** A search through one conversation, whose texts are brought one after another. */
export class Looking {
  readonly #words: readonly string[];
  readonly #missing: Set<string>;
  #excerpt: string | undefined;

  /** @param query whose words must all occur, in the title or in the texts, whatever their case and accents */
  constructor(query: string, title: string) {
    this.#words = wordsOf(query);
    this.#missing = new Set(this.#words);
    this.#take(folded(title));
  }

  /** Whether all words have been found. */
  get found(): boolean {
    return this.#missing.size === 0;
  }

  /** A line of the texts in which the first word of the query stands; undefined where it is in none. */
  get excerpt(): string | undefined {
    return this.#excerpt;
  }

  /** Whether another text could bring anything that is not known yet. */
  get isOver(): boolean {
    return this.found && this.#excerpt !== undefined;
  }

  /** Looks through a text. */
  take(text: string): void {
    const here = folded(text);
    this.#take(here);
    const [word] = this.#words;
    if (this.#excerpt === undefined && word !== undefined && here.includes(word)) this.#excerpt = excerptOf(text, word);
  }

  #take(here: string): void {
    for (const word of this.#missing) if (here.includes(word)) this.#missing.delete(word);
  }
}

/** @returns the entries in whose titles every word of a query occurs, in the order given. */
export function foundByTitle<T extends Pick<Entry, 'title'>>(entries: readonly T[], query: string): T[] {
  return entries.filter(({ title }) => new Looking(query, title).found);
}

function excerptOf(text: string, word: string): string | undefined {
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

/** Without case and accents, so that `delais` finds `Délais`. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
