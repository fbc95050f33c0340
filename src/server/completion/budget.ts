import { charactersFor, defaults } from './defaults.ts';

/** How much of a document goes into a prompt, in UTF-16 code units. */
export interface Budget {
  readonly prefix: number;
  readonly suffix: number;
}

export const defaultBudget: Budget = {
  prefix: charactersFor(defaults.prefixTokens),
  suffix: charactersFor(defaults.suffixTokens),
};

/** The part of a document that goes into a prompt: offsets, UTF-16. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * The part of a document around a cursor that fits a budget, cut at line starts where lines are not so long that
 * more than half of the budget would be lost by it. Costs the same in a document of any length.
 */
export function extentAround(text: string, offset: number, budget: Budget): Extent {
  return { start: prefixStart(text, offset, budget.prefix), end: suffixEnd(text, offset, budget.suffix) };
}

function prefixStart(text: string, offset: number, budget: number): number {
  const earliest = offset - budget;
  if (earliest <= 0) return 0;
  const step = Math.max(1, Math.floor(budget * defaults.prefixStep));
  const cut = Math.ceil(earliest / step) * step;
  const newline = text.slice(cut - 1, offset - Math.floor(budget / 2)).indexOf('\n');
  return newline === -1 ? betweenCharacters(text, cut) : cut + newline;
}

function suffixEnd(text: string, offset: number, budget: number): number {
  const latest = offset + budget;
  if (latest >= text.length) return text.length;
  const newline = text.slice(offset + Math.floor(budget / 2), latest).lastIndexOf('\n');
  return newline === -1 ? betweenCharacters(text, latest) : offset + Math.floor(budget / 2) + newline + 1;
}

/** Moves an offset out of the middle of a surrogate pair. */
function betweenCharacters(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}
