import { ownCopy } from '../ownCopy.ts';
import { sameAtEnd, sameAtStart } from '../sameText.ts';
import { reachOf } from './reach.ts';

/** What must stand somewhere in a text for a detector to find something there. Whether it does, a look remembers. */
export interface Sign {
  /** Where the first match begins in a text; -1 where there is none, Infinity where it is not told. */
  readonly find: (text: string) => number;
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
  return { find: (text) => text.search(bare), reach: reachOf(bare), needs };
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
export interface Steps<T extends Step> {
  /** Where a step begins: a bounded pattern with the flag g. What it depends on is seen by the step that follows it. */
  readonly opening: RegExp;
  /** How many code units before its beginning a step looks at. */
  readonly back: number;
  /** What stands in every text with such a step. */
  readonly needs?: Sign;
  readonly take: (text: string, match: RegExpExecArray) => T;
  /** The same step by so much further behind. */
  readonly move: (step: T, by: number) => T;
}

/** @returns what a text is gone through for: the same array as of the earlier text where no step is another one. */
export function stepsOf<T extends Step>(steps: Steps<T>): Note<readonly T[]> {
  const reach = reachOf(steps.opening);
  const notGone: readonly T[] = [];
  const nothing: Earlier<readonly T[]> = { note: [], same: 0, again: Infinity, growth: 0 };
  return {
    of: (look, earlier = nothing) => {
      if (steps.needs !== undefined && !look.has(steps.needs)) return notGone;
      return stepsSince(earlier.note === notGone ? nothing : earlier, steps, reach, look.text);
    },
  };
}

/**
 * Goes through a text where it differs from an earlier one. All steps are taken over that only saw what has not changed.
 * No other opening lies before the change, as far as it sees none of it; and behind it, all are as they were from the
 * first place on that no step stands across, since a step depends on nothing but what stands just before it and behind.
 * @param reach how many code units an opening can depend on.
 */
function stepsSince<T extends Step>(
  { note: before, same, again, growth }: Earlier<readonly T[]>,
  { opening, back, take, move }: Steps<T>,
  reach: number,
  text: string,
): readonly T[] {
  let kept = 0;
  while ((before[kept]?.seen ?? Infinity) <= same) kept += 1;
  let at = Math.max(before[kept - 1]?.next ?? 0, Math.min(before[kept]?.at ?? Infinity, same - reach + 1));
  /** From where on all openings are as they were. */
  let calm = again + back;
  let known = kept;
  const found: T[] = [];
  for (;;) {
    const stretch = calm + reach < text.length ? text.slice(0, calm + reach) : text;
    while (at < calm) {
      opening.lastIndex = at;
      const match = opening.exec(stretch);
      if (match === null || match.index >= calm) break;
      const step = take(text, match);
      at = step.next;
      found.push(step);
    }
    at = Math.max(at, calm);
    while ((before[known]?.at ?? Infinity) + growth < at) known += 1;
    const across = (before[known - 1]?.next ?? 0) + growth;
    if (across <= at) break;
    calm = across;
  }
  if (found.length === 0 && known === kept && (growth === 0 || known === before.length)) return before;
  const steps = before.slice(0, kept).concat(found);
  for (; known < before.length; known += 1) steps.push(move(before[known] as T, growth));
  return steps;
}

/** @returns what is worked out of what another note says, and only where that says something else than of the earlier text. */
export function derived<T, U>(source: Note<T>, work: (from: T) => U): Note<{ readonly from: T; readonly value: U }> {
  return {
    of: (look, earlier) => {
      const from = look.noted(source);
      return earlier?.note.from === from ? earlier.note : { from, value: work(from) };
    },
  };
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
  const needs = signOf(pattern);
  return stepsOf<Match>({
    opening: pattern,
    back: needs.reach,
    needs,
    take: (_, match) => ({ at: match.index, groups: ownGroups(match), next: pattern.lastIndex, seen: match.index + needs.reach + 1 }),
    move: ({ groups, at, next, seen }, by) => ({ groups, at: at + by, next: next + by, seen: seen + by }),
  });
}

/** A match is taken over from text to text as long as it stands, and must keep none of them in memory. */
function ownGroups(match: RegExpExecArray): readonly string[] {
  return Array.from(match, (group: string | undefined) => group && ownCopy(group)) as readonly string[];
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
  #nearChange: { readonly reach: number; readonly lowered: string } | undefined;
  /** Where the first match of a sign begins, as its `find` tells. */
  readonly #signs = new Map<Sign, number>();
  readonly #notes = new Map<object, unknown>();

  constructor(text: string, change?: Change) {
    this.text = text;
    this.#change = change;
  }

  /** Whether a sign stands in the text. */
  has(sign: Sign): boolean {
    let at = this.#signs.get(sign);
    if (at === undefined) {
      at = this.#find(sign);
      this.#signs.set(sign, at);
    }
    return at >= 0;
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

  /**
   * Lets go of the earlier look, whose text need not be kept any longer.
   * @returns that look where it says hardly anything that this one does not.
   */
  settle(): Look | undefined {
    const change = this.#change;
    this.#change = undefined;
    this.#lowered = undefined;
    this.#nearChange = undefined;
    return change !== undefined && areAlike(this.text, change) ? change.earlier : undefined;
  }

  /**
   * Where a sign stands. A match of the earlier text is still there if nothing has changed that it depends on; where that
   * had none, a match depends on something that has changed, and so lies within its reach of the change.
   */
  #find(sign: Sign): number {
    const { text } = this;
    const change = this.#change;
    const was = change === undefined ? undefined : change.earlier.#signs.get(sign);
    if (change !== undefined && was !== undefined) {
      const { same, sameEnd, earlier } = change;
      if (was < 0) {
        const isNear = (sign.needs === undefined || this.#holdsNear(sign.needs, sign.reach, change)) && sign.find(near(text, sign.reach, change)) >= 0;
        if (!isNear) return -1;
      } else if (was + sign.reach <= same) return was;
      else if (was - sign.reach >= earlier.text.length - sameEnd && was !== Infinity) return was + text.length - earlier.text.length;
    }
    return sign.needs === undefined || this.#holds(sign.needs) ? sign.find(text) : -1;
  }

  /** Whether something stands near a change, in small letters; a little farther off at the most than is asked for. */
  #holdsNear(needs: string, reach: number, change: Change): boolean {
    if (this.#nearChange === undefined || this.#nearChange.reach < reach) {
      const most = Math.max(reach, commonReach);
      this.#nearChange = { reach: most, lowered: near(this.text, most, change).toLowerCase() };
    }
    return this.#nearChange.lowered.includes(needs);
  }

  #holds(needs: string): boolean {
    this.#lowered ??= this.text.toLowerCase();
    return this.#lowered.includes(needs);
  }
}

/** What most signs reach, in code units: what is near a change is put into small letters once for all of these. */
const commonReach = 300;

/** What of a text can make a match that depends on what has changed. */
function near(text: string, reach: number, { same, sameEnd }: Change): string {
  return text.slice(Math.max(0, same - reach), Math.min(text.length, text.length - sameEnd + reach));
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

  /**
   * Remembers a look that came to its end, in place of the one that it has followed: of a document that is typed in, one
   * is enough, and what is let go of soon costs the collection of garbage least.
   */
  keep(look: Look): void {
    const followed = look.settle();
    let room = rememberedText - look.text.length;
    if (room < 0) return;
    const others = this.#all.filter((other) => other !== followed).slice(0, remembered - 1).filter(({ text }) => (room -= text.length) >= 0);
    this.#all = [look, ...others];
  }
}

/** A text that differs in fewer code units is not looked for a nearer one. */
const nearEnough = 100;

/** How a text differs from the one of the earlier that has most in common with it at its beginning and end, the shortest of these. */
export function changeSince(text: string, earlier: readonly Look[]): Change | undefined {
  let best: Change | undefined;
  for (const look of earlier) {
    const most = Math.min(text.length, look.text.length);
    const same = sameAtStart(text, look.text, most);
    const sameEnd = sameAtEnd(text, look.text, most - same);
    const more = same + sameEnd - (best === undefined ? 0 : best.same + best.sameEnd);
    if (more > 0 || (more === 0 && best !== undefined && look.text.length < best.earlier.text.length)) best = { earlier: look, same, sameEnd };
    if (best !== undefined && areAlike(text, best)) break;
  }
  return best;
}

/** Whether there is little in either text that is not in the other. */
function areAlike(text: string, { earlier, same, sameEnd }: Change): boolean {
  return Math.max(text.length, earlier.text.length) < same + sameEnd + nearEnough;
}
