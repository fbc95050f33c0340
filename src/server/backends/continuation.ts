import type { CompletionRequest } from '../policy/request.ts';
import { plainPromptFor } from './fim.ts';
import { ReasoningSplit } from './reasoning.ts';

/** Stands where the continuation belongs. */
const gap = '<GAP>';

/** A chat that asks for what belongs at the cursor: for servers that can do nothing but chat. */
export function continuationMessages(request: CompletionRequest): { role: 'system' | 'user'; content: string }[] {
  const { suffix, language } = request;
  return [
    {
      role: 'system',
      content: `You complete ${language} code in an editor. The code has a gap, marked ${gap}. Answer with nothing but the text that belongs in the gap: no explanation, no Markdown, nothing of what stands before or behind it. Keep it short, and stop where the code behind the gap goes on.`,
    },
    { role: 'user', content: `${plainPromptFor(request)}${gap}${suffix}` },
  ];
}

/** How many tokens more a chat answer may have than the continuation in it: a fence and the line at hand, said again. */
export const continuationOverhead = 32;

const fence = /^\s*```[^\n]*\n/;
const fenceWithin = /\n[ \t]*```[^\n]*\n/;

/** How models begin to talk about the code instead of writing it, in English and French. */
const talk =
  /^(sure|certainly|of course|here is|here's|here’s|the (code|gap|text|function|missing)|this (code|function)|i (can|am|will)|i'm|sorry|voici|bien sûr|désolé|le (code|texte)|la fonction)\b/i;

/** A beginning that may still become such talk: words alone, and not many. */
const perhapsTalk = /^[\p{L} '’]{0,16}$/u;

/** Repetitions of less than so many characters may be meant. */
const shortestRepetition = 3;

/** How many lines before the cursor are looked for in an answer. */
const repeatedLines = 30;

/** The end of a prefix from the beginning of a line on, without its indentation, and the blanks behind it. */
interface Repetition {
  readonly words: string;
  readonly blanks: string;
}

function repetitionsOf(prefix: string): Repetition[] {
  const lines = prefix.split('\n').slice(-repeatedLines);
  return lines.flatMap((_, index) => {
    const end = lines.slice(index).join('\n').trimStart();
    const words = end.trimEnd();
    return words.length < shortestRepetition ? [] : [{ words, blanks: end.slice(words.length) }];
  });
}

/** Takes off what stands at the end of the prefix already: a line break and the indentation behind it, or blanks. */
function withoutBlanks(text: string, blanks: string): string {
  if (!blanks.includes('\n')) return blanks === '' ? text : text.replace(/^[ \t]+/, '');
  const broken = text.replace(/^[ \t]*\n/, '');
  const indentation = blanks.slice(blanks.lastIndexOf('\n') + 1);
  return broken.startsWith(indentation) ? broken.slice(indentation.length) : broken;
}

/**
 * Takes the continuation out of a chat answer as it comes: without thoughts, a code fence, or the line at hand said
 * again, up to the first stop string. Text is shown once nothing that may come can change it.
 */
export class Continuation {
  /** The line at hand, up to the cursor. */
  readonly #line: string;
  /** What the answer may say again: the lines before the cursor, the most of them first. */
  readonly #lines: readonly Repetition[];
  readonly #stop: readonly string[];
  readonly #split = new ReasoningSplit();
  #answer = '';
  #shown = 0;

  constructor({ prefix, stop }: Pick<CompletionRequest, 'prefix' | 'stop'>) {
    this.#line = prefix.slice(prefix.lastIndexOf('\n') + 1).trimStart();
    this.#lines = repetitionsOf(prefix);
    this.#stop = stop;
  }

  /**
   * @param piece of the answer.
   * @param last whether no more comes.
   * @returns what can be shown now, and whether the continuation is over.
   */
  feed(piece: string, last: boolean): { text: string; over: boolean } {
    const parts = [...this.#split.feed(piece), ...(last ? this.#split.end() : [])];
    this.#answer += parts.map(({ kind, text }) => (kind === 'text' ? text : '')).join('');
    const { text, over } = this.#upToStop(this.#onThisLine(this.#withoutRepetition(this.#unfenced(last), last)), last);
    const fresh = text.slice(this.#shown);
    this.#shown = Math.max(this.#shown, text.length);
    return { text: fresh, over };
  }

  #unfenced(last: boolean): string | undefined {
    const opening = fence.exec(this.#answer)?.[0];
    if (opening === undefined) {
      const begun = this.#answer.trimStart();
      if (talk.test(begun)) return this.#fencedIn(begun, last);
      if (!last && perhapsTalk.test(begun)) return undefined;
      return '```'.startsWith(begun.slice(0, 3)) ? (last && !begun.startsWith('```') ? begun : undefined) : this.#answer;
    }
    return upToFence(this.#answer.slice(opening.length), last);
  }

  /** Of talk only the code in it counts. */
  #fencedIn(talk: string, last: boolean): string | undefined {
    const opening = fenceWithin.exec(talk);
    return opening === null ? undefined : upToFence(talk.slice(opening.index + opening[0].length), last);
  }

  /** @param text undefined while it cannot be told what it is. */
  #withoutRepetition(text: string | undefined, last: boolean): string {
    if (text === undefined) return '';
    const said = text.trimStart();
    for (const { words, blanks } of this.#lines) {
      const rest = said.slice(words.length);
      const mayGoOn = !last && blanks !== '' && rest.trim() === '';
      if (said.startsWith(words)) return mayGoOn ? '' : withoutBlanks(rest, blanks);
      if (!last && words.startsWith(said)) return '';
    }
    return /[^\S\n]$/.test(this.#line) ? text.replace(/^[ \t]+/, '') : text;
  }

  /** Where one line is wanted, an answer that begins with a line break means what follows it. */
  #onThisLine(text: string): string {
    if (!this.#stop.includes('\n')) return text;
    return text.trim() === '' ? '' : text.replace(/^\s*\n/, '');
  }

  #upToStop(text: string, last: boolean): { text: string; over: boolean } {
    const places = this.#stop.map((stop) => text.indexOf(stop)).filter((place) => place >= 0);
    if (places.length > 0) return { text: text.slice(0, Math.min(...places)), over: true };
    if (last) return { text, over: true };
    const held = Math.max(0, ...this.#stop.map((stop) => beginningAtEnd(stop, text)));
    return { text: text.slice(0, text.length - held), over: false };
  }
}

function upToFence(body: string, last: boolean): string {
  const end = /\n?[ \t]*```/.exec(body)?.index;
  if (end !== undefined) return body.slice(0, end);
  return last ? body : body.replace(/\n?[ \t]*`{0,2}$/, '');
}

/** The length of the longest end of `text` that `word` begins with. */
function beginningAtEnd(word: string, text: string): number {
  for (let length = Math.min(word.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(word.slice(0, length))) return length;
  }
  return 0;
}
