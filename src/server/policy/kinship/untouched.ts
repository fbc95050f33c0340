import { ownCopy } from '../ownCopy.ts';
import { begins, ends } from '../sameText.ts';
import { gramLength, longBefore, narrowestOfLong } from './winnow.ts';

/** How many texts are remembered: what stands before and behind the cursor, and both together, of some documents and keys. */
const remembered = 24;

/**
 * How many folded characters a choice of a gram depends on: the widest window of queries, the rest of its last gram, and
 * what a long gram has before it.
 */
const reach = narrowestOfLong + gramLength + longBefore;

/** Of a text of which so few code units are not known, no longer one is looked for. */
const nearlyAll = 100;

/** What surely counts when passages are compared: a lower bound of what `fold.ts` counts. */
const surelyFolded = /(?<!\\)[A-Za-z0-9]/g;

/**
 * Remembers texts of which the index has no gram at all, as it has none of ordinary code, so that while a person types
 * only what is new is looked up.
 *
 * Which grams a text selects is decided window by window. A window of a text that begins with a remembered one and ends
 * with another lies wholly within one of them, and was looked up there; or it lies within `reach` of the place where
 * they meet. Where that part has no gram of the index either, the text has none. Where it has one, the caller asks with
 * the whole text.
 */
export class Untouched {
  #texts: string[] = [];

  /** Forgets all: the index is another one. */
  clear(): void {
    this.#texts = [];
  }

  /** Takes notice of a text of which the index has no gram. */
  add(text: string): void {
    this.#texts = [ownCopy(text), ...this.#texts.slice(0, remembered - 1)];
  }

  /** What stands behind the cursor stays while others come and go. */
  #rememberFirst(text: string): void {
    if (this.#texts[0] === text) return;
    const known = this.#texts.find((each) => each === text);
    if (known !== undefined) this.#texts = [known, ...this.#texts.filter((each) => each !== known)];
  }

  /**
   * Whether the index has no gram of a text, by what is remembered.
   * @param touches whether the index has a gram of a text.
   * @returns false also where nothing is known.
   */
  has(text: string, touches: (part: string) => boolean): boolean {
    const before = this.#longest(text, begins);
    if (before === text.length) {
      this.#rememberFirst(text);
      return true;
    }
    const behind = this.#longest(text, ends);
    if (before + behind === 0) return false;
    const from = before === 0 ? 0 : startOfReach(text, before);
    const to = behind === 0 ? text.length : endOfReach(text, Math.max(before, text.length - behind));
    if (touches(text.slice(from, to))) return false;
    this.add(text);
    return true;
  }

  /** The length of the longest known text, or of one that is nearly all of a text, that it begins or ends with. */
  #longest(text: string, has: (text: string, known: string) => boolean): number {
    let longest = 0;
    for (const known of this.#texts) {
      if (known.length > longest && has(text, known)) longest = known.length;
      if (longest > text.length - nearlyAll) break;
    }
    return longest;
  }
}

/** The offset so far before `offset` that `reach` folded characters lie between; the beginning, if there are fewer. */
function startOfReach(text: string, offset: number): number {
  for (let start = offset - 2 * reach; start > 0; start -= reach) {
    if ((text.slice(start, offset).match(surelyFolded)?.length ?? 0) > reach) return start;
  }
  return 0;
}

/** The same behind `offset`. */
function endOfReach(text: string, offset: number): number {
  for (let end = offset + 2 * reach; end < text.length; end += reach) {
    if ((text.slice(offset, end).match(surelyFolded)?.length ?? 0) > reach) return end;
  }
  return text.length;
}
