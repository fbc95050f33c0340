/**
 * A prompt without the blanks at its end. Tokenizers join a blank to the word behind it, so a model that is given the
 * blank alone has hardly ever seen what is to follow (guidance calls this token healing). The model writes the blank
 * itself; `BlankEnd` takes it off its answer again.
 */
export function withoutBlankEnd(prompt: string): string {
  return prompt.replace(/[ \t]+$/, '');
}

/** Takes off the beginning of an answer the blanks that stood at the end of the prompt. */
export class BlankEnd {
  #left: number;

  /** @param prompt with its blanks. Behind other text all blanks are taken off; as an indentation only as many. */
  constructor(prompt: string) {
    const blanks = prompt.length - withoutBlankEnd(prompt).length;
    const line = prompt.slice(prompt.lastIndexOf('\n') + 1);
    this.#left = blanks > 0 && line.trim() !== '' ? Infinity : blanks;
  }

  /** @returns what is left of this piece of the answer. */
  feed(piece: string): string {
    if (this.#left === 0) return piece;
    const blanks = /^[ \t]*/.exec(piece)?.[0].length ?? 0;
    const off = Math.min(blanks, this.#left);
    this.#left = off < piece.length ? 0 : this.#left - off;
    return piece.slice(off);
  }
}
