import { ownCopy } from '../ownCopy.ts';
import { sameAtEnd, sameAtStart } from '../sameText.ts';
import { reachOf } from './reach.ts';

/** What must stand somewhere in a text for a detector to find something there. Whether it does, a look remembers. */
export interface Sign {
  /** Without a state: a regular expression without the flags g and y. */
  readonly pattern: { test(text: string): boolean };
  /** How many code units a match can depend on. */
  readonly reach: number;
  /** What stands in every match, in small letters, if anything: to look for it takes less than to match. */
  readonly needs: string | undefined;
}

/**
 * @param pattern a bounded one: see `reachOf`.
 * @throws RangeError where it is not.
 */
export function signOf(pattern: RegExp, needs?: string): Sign {
  const bare = new RegExp(pattern.source, pattern.flags.replace(/[gyd]/g, ''));
  return { pattern: bare, reach: reachOf(bare), needs };
}

/** Something that is worked out of a text as far as it is needed, and of use to the next look. */
export interface Note<T> {
  readonly of: (look: Look, earlier: Earlier<T> | undefined) => T;
}

/** What an earlier look noted, and how its text and this one differ. */
export interface Earlier<T> {
  readonly note: T;
  /** How many code units they have in common at their beginnings. */
  readonly same: number;
  /** From where on this text goes on as the other does, and by how much further behind that is. */
  readonly again: number;
  readonly growth: number;
}

/** Something that was come by in a text, in the order of the text. */
export interface Step {
  /** Where it begins. */
  readonly at: number;
  /** Where it was gone on from. */
  readonly next: number;
  /** Before which offset the text was looked at for it; beyond the text's end where it was seen that it ends. */
  readonly seen: number;
}

/** How a text is gone through step by step. */
interface Steps<T extends Step> {
  /** Where a step begins; with the flag g. What it depends on is seen by the step that follows it. */
  readonly opening: RegExp;
  /** How many code units before its beginning a step looks at. */
  readonly back: number;
  readonly take: (text: string, match: RegExpExecArray) => T;
  /** The same step by so much further behind. */
  readonly move: (step: T, by: number) => T;
}

/**
 * Goes through a text step by step. Of an earlier text all steps are taken over that only saw what has not changed; and
 * where one begins again at the same place behind the change, all that follow it, since a step depends on nothing but
 * what stands just before it and behind.
 */
export function stepsOf<T extends Step>({ opening, back, take, move }: Steps<T>, text: string, earlier: Earlier<readonly T[]> | undefined): T[] {
  const before = earlier?.note ?? [];
  const changed = before.findIndex(({ seen }) => earlier === undefined || seen > earlier.same);
  const found = before.slice(0, changed === -1 ? before.length : changed);
  let known = found.length;
  opening.lastIndex = found.at(-1)?.next ?? 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    if (earlier !== undefined && match.index - back >= earlier.again) {
      const was = match.index - earlier.growth;
      while ((before[known]?.at ?? Infinity) < was) known += 1;
      if (before[known]?.at === was) {
        for (; known < before.length; known += 1) found.push(move(before[known] as T, earlier.growth));
        break;
      }
    }
    const step = take(text, match);
    opening.lastIndex = step.next;
    found.push(step);
  }
  return found;
}

/** A match of a pattern. */
export interface Match extends Step {
  /** What it and its groups matched. */
  readonly groups: readonly string[];
}

/**
 * All matches of a pattern, as `matchAll` gives them.
 * @param pattern a bounded one with the flag g, that never matches nothing.
 * @throws RangeError where it has no bound.
 */
export function matchesOf(pattern: RegExp): Note<readonly Match[]> {
  const sign = signOf(pattern);
  const steps: Steps<Match> = {
    opening: pattern,
    back: sign.reach,
    take: (_, match) => ({ at: match.index, groups: match, next: pattern.lastIndex, seen: match.index + sign.reach + 1 }),
    move: (step, by) => ({ ...step, ...moved(step, by) }),
  };
  return { of: (look, earlier) => (look.has(sign) ? stepsOf(steps, look.text, earlier) : []) };
}

/** Where a step is that stands so much further behind. */
export function moved({ at, next, seen }: Step, by: number): Step {
  return { at: at + by, next: next + by, seen: seen + by };
}

/** How a text differs from one that was looked through earlier. */
export interface Change {
  readonly earlier: Look;
  /** How many code units are the same at the beginning, and at the end. They do not overlap in either text. */
  readonly same: number;
  readonly sameEnd: number;
}

/**
 * One text that is looked through. Where it differs a little from one that was looked through before, as with every key
 * that a person presses, what was known of that one spares looking at all of this one again. Nothing here decides
 * anything: a sign is there or it is not, and a look that knows an earlier one says the same as one that knows none.
 */
export class Look {
  readonly text: string;
  #change: Change | undefined;
  #lowered: string | undefined;
  readonly #signs = new Map<Sign, boolean>();
  readonly #notes = new Map<object, unknown>();

  constructor(text: string, change?: Change) {
    this.text = text;
    this.#change = change;
  }

  /** Whether a sign stands in the text. */
  has(sign: Sign): boolean {
    const known = this.#signs.get(sign);
    if (known !== undefined) return known;
    const is = this.#mayHave(sign) && (sign.needs === undefined || this.#holds(sign.needs)) && sign.pattern.test(this.text);
    this.#signs.set(sign, is);
    return is;
  }

  hasAny(signs: readonly Sign[]): boolean {
    return signs.some((sign) => this.has(sign));
  }

  /** What a note says of the text, worked out once. */
  noted<T>(note: Note<T>): T {
    if (this.#notes.has(note)) return this.#notes.get(note) as T;
    const change = this.#change;
    const isNoted = change !== undefined && change.earlier.#notes.has(note);
    const value = note.of(this, isNoted ? this.#since(change, change.earlier.#notes.get(note) as T) : undefined);
    this.#notes.set(note, value);
    return value;
  }

  #since<T>({ earlier, same, sameEnd }: Change, note: T): Earlier<T> {
    const { length } = this.text;
    return { note, same, again: length - sameEnd, growth: length - earlier.text.length };
  }

  /** Lets go of the earlier look, whose text need not be kept any longer. */
  settle(): void {
    this.#change = undefined;
    this.#lowered = undefined;
  }

  /**
   * Whether a sign can stand in the text by what is known of the earlier one. Where that has none, a match depends on
   * something that has changed, and so lies within its reach of the change.
   */
  #mayHave(sign: Sign): boolean {
    const { text } = this;
    const change = this.#change;
    if (change === undefined || change.earlier.#signs.get(sign) !== false) return true;
    const from = Math.max(0, change.same - sign.reach);
    const to = Math.min(text.length, text.length - change.sameEnd + sign.reach);
    return sign.pattern.test(text.slice(from, to));
  }

  #holds(needs: string): boolean {
    this.#lowered ??= this.text.toLowerCase();
    return this.#lowered.includes(needs);
  }
}

/** How many looks are remembered (those of what stands before and behind the cursor, and of both, for some documents), and how long their texts are together. */
const remembered = 12;
const rememberedText = 1_000_000;

/** The looks of late, each of use to the next at a text like its own. */
export class Looks {
  readonly #changeSince: typeof changeSince;
  #all: readonly Look[] = [];

  /** @param since tells how a text differs from one of the earlier, for tests. */
  constructor(since = changeSince) {
    this.#changeSince = since;
  }

  /** A look at a text that nothing was found out of yet. It keeps a copy of its own. */
  at(text: string): Look {
    const own = ownCopy(text);
    return new Look(own, this.#changeSince(own, this.#all));
  }

  /** Remembers a look that came to its end. */
  keep(look: Look): void {
    look.settle();
    let room = rememberedText - look.text.length;
    if (room < 0) return;
    const others = this.#all.slice(0, remembered - 1).filter(({ text }) => (room -= text.length) >= 0);
    this.#all = [look, ...others];
  }
}

/** A text that differs in fewer code units is not looked for a nearer one. */
const nearEnough = 100;

/** How a text differs from the one of the earlier that has most in common with it at its beginning and end. */
export function changeSince(text: string, earlier: readonly Look[]): Change | undefined {
  let best: Change | undefined;
  for (const look of earlier) {
    const most = Math.min(text.length, look.text.length);
    const same = sameAtStart(text, look.text, most);
    const sameEnd = sameAtEnd(text, look.text, most - same);
    if (same + sameEnd > (best === undefined ? 0 : best.same + best.sameEnd)) best = { earlier: look, same, sameEnd };
    if (same + sameEnd > text.length - nearEnough) break;
  }
  return best;
}
