import { definitionsIn } from '../../context/definitionsIn.ts';

/** The longest function that is taken for one: what is asked about goes along whole, and is bounded elsewhere. */
const whole = { definitionLines: 1_000, definitionCharacters: 60_000 };

/**
 * The function, macro or program of a text that stands around a place, with the comment above it. Those at the top level
 * are known: a method belongs to its class, and an inner function to its outer one.
 * @param offset in UTF-16 code units
 * @returns offsets of its beginning and its end, exclusive; undefined where there is none
 */
export function functionAround(
  document: { readonly languageId: string; readonly text: string },
  offset: number,
): { readonly start: number; readonly end: number } | undefined {
  return definitionsIn(document, whole)
    .filter(({ start, end }) => start <= offset && offset <= end)
    .at(-1);
}
