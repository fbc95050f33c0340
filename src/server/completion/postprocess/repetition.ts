import { defaults } from '../defaults.ts';
import { wordCharacter } from '../shape.ts';
import type { View } from '../view.ts';
import type { Filter } from './candidate.ts';

/** A line that only closes or opens: nested code ends in several that are the same. */
const bracketsOnly = /^[()[\]{},;]+$/;

/**
 * Whether the last of some lines completes the second round of a cycle, as a small model writes when it goes round in
 * circles. Indentation does not count, nor do cycles of nothing but brackets.
 * @param lines without blank ones
 * @returns of how many lines the cycle is, or 0 where there is none
 */
export function cycleAtEnd(lines: readonly string[]): number {
  for (let length = 1; length <= defaults.repeatedLines && 2 * length <= lines.length; length++) {
    const last = lines.slice(-length).map((line) => line.trim());
    const before = lines.slice(-2 * length, -length);
    if (last.every((line, at) => line === before[at]?.trim()) && !last.every((line) => bracketsOnly.test(line))) {
      return length;
    }
  }
  return 0;
}

/**
 * Drops what repeats the lines just above, and cuts before the second round of what repeats itself, as small models do
 * when they have lost the thread.
 */
export const repetition: Filter = (candidate, view) => {
  const { lines, above } = linesOf(candidate.text, view);
  for (let count = Math.min(lines.length, above.length); count > 0; count--) {
    const start = above.length - count;
    const repeats = lines
      .slice(0, count)
      .every((line, index) => line.trim() === above[start + index]?.trim() && wordCharacter.test(line));
    if (repeats) return undefined;
  }
  return { ...candidate, text: withoutCycle(candidate.text, view.lineBefore) };
};

/** The completion's lines with the cursor's line in front, or, where that is not continued, above. */
function linesOf(text: string, { lineBefore, linesAbove }: View): { lines: string[]; above: readonly string[] } {
  const [first = '', ...others] = text.split('\n');
  const further = others.filter((line) => line.trim() !== '');
  if (first.trim() !== '') return { lines: [lineBefore + first, ...further], above: linesAbove };
  return { lines: further, above: lineBefore.trim() === '' ? linesAbove : [...linesAbove, lineBefore] };
}

function withoutCycle(text: string, lineBefore: string): string {
  const lines = text.split('\n');
  const content: string[] = [];
  const places: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    content.push(index === 0 ? lineBefore + line : line);
    places.push(index);
    const length = cycleAtEnd(content);
    if (length > 0) return lines.slice(0, places.at(-length)).join('\n');
  }
  return text;
}
