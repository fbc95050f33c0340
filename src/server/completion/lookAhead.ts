import { defaults } from './defaults.ts';
import type { View } from './view.ts';

/** What reading ahead is judged by. */
export interface Outlook {
  /** How often lines were foreseen, 0 to 1. */
  readonly foresight: number;
  /** Whether the person is to be gone ahead of at all: it costs tokens that may be in vain. */
  readonly allowed: boolean;
}

/**
 * Whether a model is to write on after a complete line.
 * @param lines how many lines there are behind the cursor's already
 */
export function readOn({ foresight, allowed }: Outlook, lines: number): boolean {
  return allowed && foresight ** (lines + 1) >= defaults.readOnFrom;
}

/** How far what is known goes beyond the cursor. */
export interface Stock {
  /** Characters in all. */
  readonly characters: number;
  /** Characters of the cursor's line. */
  readonly inLine: number;
  /** Lines behind the cursor's. */
  readonly lines: number;
  /** How many characters of the cursor's line the person has typed as foreseen. */
  readonly agreed: number;
}

/**
 * What is in stock at a cursor.
 * @param known what is known to follow the cursor
 * @param typed how many characters of it were typed before
 */
export function stockOf(known: string, typed: number, { lineBefore }: View): Stock {
  const end = known.indexOf('\n');
  return {
    characters: known.length,
    inLine: end === -1 ? known.length : end,
    lines: known.split('\n').length - 1,
    agreed: Math.min(typed, lineBefore.trimStart().length),
  };
}

/**
 * Whether to ask for what follows what is known, as if the person had taken it. Where lines are mostly foreseen, as
 * soon as few are left; elsewhere once the line has proved right and its end is so near that the answer would come late.
 * @param gap between two keys, in milliseconds
 * @param latency of the model's first piece, in milliseconds
 */
export function fetchAhead(outlook: Outlook, { characters, inLine, lines, agreed }: Stock, gap: number, latency: number): boolean {
  if (!outlook.allowed) return false;
  if (lines > defaults.linesInStock || characters > defaults.charactersInStock) return false;
  if (outlook.foresight ** (lines + 1) >= defaults.fetchFrom) return true;
  const proved = agreed >= defaults.provenCharacters || inLine === 0;
  return lines === 0 && proved && inLine * gap <= defaults.headStart * latency;
}
