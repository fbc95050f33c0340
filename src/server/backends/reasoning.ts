import type { AnswerPiece } from './content.ts';

/** How models that think aloud in their answer mark it: DeepSeek-R1, Qwen3 and others; Magistral. */
const tags = [
  { open: '<think>', close: '</think>' },
  { open: '[THINK]', close: '[/THINK]' },
] as const;

/** The length of the longest end of `text` that `tag` begins with: what may still become the tag. */
function beginningOf(tag: string, text: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(tag.slice(0, length))) return length;
  }
  return 0;
}

/**
 * Parts an answer's text from the thoughts before it, where a server leaves both in one stream. Only a tag at the
 * very beginning counts: later on, `<think>` is a word that the answer is about.
 */
export class ReasoningSplit {
  #state: 'start' | 'beforeThinking' | 'thinking' | 'afterThinking' | 'text' = 'start';
  #held = '';
  #close = '';

  /** @returns what can be shown after this piece of the answer. */
  feed(piece: string): AnswerPiece[] {
    this.#held += piece;
    const shown: AnswerPiece[] = [];
    if (this.#state === 'start') this.#start();
    this.#skipBlank('beforeThinking', 'thinking');
    if (this.#state === 'thinking') this.#think(shown);
    this.#skipBlank('afterThinking', 'text');
    if (this.#state === 'text') this.#show(shown, 'text', this.#held.length);
    return shown;
  }

  /** @returns what was held back, at the end of the answer. */
  end(): AnswerPiece[] {
    const shown: AnswerPiece[] = [];
    this.#show(shown, this.#state === 'thinking' ? 'thinking' : 'text', this.#held.length);
    return shown;
  }

  #start(): void {
    const text = this.#held.trimStart();
    const tag = tags.find(({ open }) => text.startsWith(open));
    if (tag !== undefined) {
      this.#held = text.slice(tag.open.length);
      this.#close = tag.close;
      this.#state = 'beforeThinking';
    } else if (!tags.some(({ open }) => open.startsWith(text))) {
      this.#state = 'text';
    }
  }

  #think(shown: AnswerPiece[]): void {
    const end = this.#held.indexOf(this.#close);
    if (end < 0) {
      this.#show(shown, 'thinking', this.#held.length - beginningOf(this.#close, this.#held));
      return;
    }
    this.#show(shown, 'thinking', end);
    this.#held = this.#held.slice(this.#close.length);
    this.#state = 'afterThinking';
  }

  #skipBlank(from: 'beforeThinking' | 'afterThinking', to: 'thinking' | 'text'): void {
    if (this.#state !== from) return;
    this.#held = this.#held.trimStart();
    if (this.#held !== '') this.#state = to;
  }

  #show(shown: AnswerPiece[], kind: AnswerPiece['kind'], length: number): void {
    if (length > 0) shown.push({ kind, text: this.#held.slice(0, length) });
    this.#held = this.#held.slice(length);
  }
}
