import type { Shown } from './log.ts';

/**
 * What a person sees behind the cursor. A ghost text stays while it is typed through, also when the next answer is
 * late or empty; it goes when it is contradicted, and when another takes its place.
 */
export class Screen {
  readonly events: Shown[] = [];
  #text = '';

  get text(): string {
    return this.#text;
  }

  /** A key put something in; undefined for Backspace, after which nothing that was shown holds. */
  typed(insert: string | undefined, state: number, at: number): void {
    const stays = insert !== undefined && this.#text.startsWith(insert);
    this.#show(stays ? this.#text.slice(insert.length) : '', state, at);
  }

  /** The person turned to another place. */
  left(state: number, at: number): void {
    this.#show('', state, at);
  }

  /**
   * An answer came.
   * @param since what was typed since the position that was asked about; undefined where that is not there any more
   * @returns whether it is shown
   */
  answered(text: string, since: string | undefined, state: number, at: number): boolean {
    if (since === undefined || text.length <= since.length || !text.startsWith(since)) return false;
    this.#show(text.slice(since.length), state, at);
    return true;
  }

  #show(text: string, state: number, at: number): void {
    this.#text = text;
    this.events.push({ at, state, text });
  }
}
