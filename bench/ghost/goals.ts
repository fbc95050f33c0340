import type { FigureName } from './figures.ts';

/** What Vigie wants to reach with a first token after 200 ms and 60 tokens/s. */
export interface Goal {
  readonly bound: 'atLeast' | 'atMost';
  /** Where the model is always right; where half of the lines are wrong at first. */
  readonly easy?: number;
  readonly hard?: number;
}

export interface Row {
  readonly name: FigureName;
  readonly label: string;
  readonly goal?: Goal;
}

/** The figures in the order in which they are read, each with its unit and its goal. */
export const rows: readonly Row[] = [
  { name: 'coverage100', label: 'coverage at 100 ms, %', goal: { bound: 'atLeast', easy: 93, hard: 58 } },
  { name: 'coverage400', label: 'coverage at 400 ms, %' },
  { name: 'view100', label: 'editor view at 100 ms, %', goal: { bound: 'atLeast', easy: 96, hard: 60 } },
  { name: 'view400', label: 'editor view at 400 ms, %' },
  { name: 'pauses', label: 'pauses of 600 ms and more covered, %' },
  { name: 'nextLine', label: 'next line’s start within 400 ms, %', goal: { bound: 'atLeast', easy: 85 } },
  { name: 'wrong', label: 'wrong shown, %', goal: { bound: 'atMost', hard: 5 } },
  { name: 'tokens', label: 'tokens per 100 keys', goal: { bound: 'atMost', easy: 45, hard: 90 } },
  { name: 'requests', label: 'requests per 100 keys', goal: { bound: 'atMost', easy: 10, hard: 40 } },
  { name: 'warmings', label: 'cache warmings per 100 keys' },
  { name: 'waste', label: 'wasted tokens per 100 keys' },
  { name: 'uselessClosed', label: 'useless requests closed in 150 ms, %', goal: { bound: 'atLeast', easy: 99, hard: 99 } },
  { name: 'latency50', label: 'added latency p50, ms' },
  { name: 'latency95', label: 'added latency p95, ms', goal: { bound: 'atMost', easy: 6, hard: 6 } },
  { name: 'cpu', label: 'CPU seconds per 1,000 keys', goal: { bound: 'atMost', easy: 2, hard: 2 } },
  { name: 'memory', label: 'peak memory, MB', goal: { bound: 'atMost', easy: 110, hard: 110 } },
];

/** First ghost text on an idle machine, in milliseconds. */
export const startGoal = 400;

/**
 * Accept mode: keys to the same text, as a share of the keys that the naive client of the same run needs. With texts of
 * 2,063 such keys the goal was 950.
 */
export const acceptGoal = 950 / 2063;

/** @returns a goal as it is read: `≥ 93` */
export function goalFor({ goal }: Row, difficulty: number): string {
  const figure = difficulty === 0 ? goal?.easy : goal?.hard;
  return goal === undefined || figure === undefined ? '' : `${goal.bound === 'atLeast' ? '≥' : '≤'} ${figure}`;
}
