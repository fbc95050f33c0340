import { Chance } from './random.ts';

/** One key of the person who types. */
export interface Key {
  /** Milliseconds since the key before. */
  readonly gap: number;
  /** What the key puts in; undefined for Backspace. Enter brings the next line's indentation along. */
  readonly insert: string | undefined;
  /** The place in the true text before and after the key; undefined where what is typed holds a slip. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** The person's habits. Gaps in milliseconds. */
export const habits = {
  gap: { median: 130, sigma: 0.45, least: 35, most: 600 },
  thought: { least: 600, most: 1500 },
  /** Share of new lines that are thought about before their first character. */
  thoughtBeforeLine: 0.85,
  /** Share of the characters `( = , - {` after which a thought follows. */
  thoughtAfterMark: 0.12,
  /** Share of letters that are slips. */
  slips: 0.015,
  /** How many more keys are typed, within the line, before a slip is noticed. */
  noticedAfter: { least: 1, most: 3 },
} as const;

const marks = '(=,-{';
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/**
 * The keys by which a person types a part of a text.
 * @param start where in the text the cursor stands first; the text from there to `end` is typed
 * @param seed the same seed types in the same way
 */
export function keysFor(text: string, start: number, end: number, ...seed: readonly (string | number)[]): Key[] {
  const chance = new Chance(...seed, 'typist');
  const keys: Key[] = [];
  let at = start;
  let slipsUntil = start;
  while (at < end) {
    const stroke = strokeAt(text, at, end);
    const gap = thinks(text, at, at === start, chance) ? chance.between(habits.thought.least, habits.thought.most) : gapOf(chance);
    if (at >= slipsUntil && /^\p{L}$/u.test(stroke) && chance.happens(habits.slips)) {
      const lineEnd = Math.min(end, lineEndAt(text, at));
      const more = Math.min(chance.whole(habits.noticedAfter.least, habits.noticedAfter.most), lineEnd - at - 1);
      const wrong = neighbourOf(stroke, chance) + text.slice(at + 1, at + 1 + more);
      keys.push(...slip(wrong, at, gap, chance));
      slipsUntil = at + 1 + more;
    } else {
      keys.push({ gap, insert: stroke, from: at, to: at + stroke.length });
      at += stroke.length;
    }
  }
  return keys;
}

/** What is typed wrongly, then deleted; the place is the same before and after. */
function slip(wrong: string, at: number, firstGap: number, chance: Chance): Key[] {
  const typed = Array.from(wrong, (insert, index): Key => ({
    gap: index === 0 ? firstGap : gapOf(chance),
    insert,
    from: index === 0 ? at : undefined,
    to: undefined,
  }));
  const deleted = typed.map((_, index): Key => ({
    gap: gapOf(chance),
    insert: undefined,
    from: undefined,
    to: index === typed.length - 1 ? at : undefined,
  }));
  return [...typed, ...deleted];
}

/** What the next key puts in: a character, or a line end with the next line's indentation. */
function strokeAt(text: string, at: number, end: number): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (character !== '\n') return character;
  const indentation = /^[ \t]*(?=\S)/.exec(text.slice(at + 1, end))?.[0] ?? '';
  return character + indentation;
}

function thinks(text: string, at: number, first: boolean, chance: Chance): boolean {
  if (text[at] === '\n') return marks.includes(text[at - 1] ?? ' ') && chance.happens(habits.thoughtAfterMark);
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  if (first || text.slice(lineStart, at).trim() === '') return chance.happens(habits.thoughtBeforeLine);
  return marks.includes(text[at - 1] ?? ' ') && chance.happens(habits.thoughtAfterMark);
}

function gapOf(chance: Chance): number {
  const { median, sigma, least, most } = habits.gap;
  return Math.min(most, Math.max(least, median * Math.exp(sigma * chance.normal())));
}

function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** A letter beside another on the keyboard. */
function neighbourOf(letter: string, chance: Chance): string {
  const row = rows.find((keys) => keys.includes(letter.toLowerCase())) ?? 'ea';
  const at = row.indexOf(letter.toLowerCase());
  const wrong = at === -1 ? chance.oneOf(Array.from(row)) : (row[at === row.length - 1 ? at - 1 : at + 1] ?? 'e');
  return letter === letter.toLowerCase() ? wrong : wrong.toUpperCase();
}
