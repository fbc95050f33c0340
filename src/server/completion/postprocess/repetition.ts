import { wordCharacter } from '../shape.ts';
import type { View } from '../view.ts';
import type { Filter } from './candidate.ts';

/** Drops what repeats the lines just above, as small models do when they have lost the thread. */
export const repetition: Filter = (candidate, view) => {
  const { lines, above } = linesOf(candidate.text, view);
  for (let count = Math.min(lines.length, above.length); count > 0; count--) {
    const start = above.length - count;
    const repeats = lines
      .slice(0, count)
      .every((line, index) => line.trim() === above[start + index]?.trim() && wordCharacter.test(line));
    if (repeats) return undefined;
  }
  return candidate;
};

/** The completion's lines with the cursor's line in front, or, where that is not continued, above. */
function linesOf(text: string, { lineBefore, linesAbove }: View): { lines: string[]; above: readonly string[] } {
  const [first = '', ...others] = text.split('\n');
  const further = others.filter((line) => line.trim() !== '');
  if (first.trim() !== '') return { lines: [lineBefore + first, ...further], above: linesAbove };
  return { lines: further, above: lineBefore.trim() === '' ? linesAbove : [...linesAbove, lineBefore] };
}
