import type { IdealFigures } from './clients/ideal.ts';
import type { RunLog } from './driver/log.ts';
import { addedLatencies } from './measures/latency.ts';
import { sightOf } from './measures/sight.ts';
import { trafficOf } from './measures/traffic.ts';

/** The figures of one run, by the names that the report has. Shares in per cent; NaN where there is none. */
export type Figures = Readonly<Record<FigureName, number>>;

export const figureNames = [
  'coverage100',
  'coverage400',
  'view100',
  'view400',
  'pauses',
  'nextLine',
  'wrong',
  'tokens',
  'requests',
  'warmings',
  'waste',
  'uselessClosed',
  'latency50',
  'latency95',
  'cpu',
  'memory',
] as const;
export type FigureName = (typeof figureNames)[number];

const none = Object.fromEntries(figureNames.map((name) => [name, NaN])) as Figures;

/** @returns the figures of a client's run */
export function figuresOf(log: RunLog): Figures {
  const sight = sightOf(log);
  const traffic = trafficOf(log);
  const latencies = addedLatencies(log);
  return {
    coverage100: 100 * sight.coverage(100),
    coverage400: 100 * sight.coverage(400),
    view100: 100 * sight.view(100),
    view400: 100 * sight.view(400),
    pauses: 100 * sight.pauses,
    nextLine: 100 * sight.nextLine,
    wrong: 100 * sight.wrong,
    tokens: traffic.tokensPer100,
    requests: traffic.requestsPer100,
    warmings: traffic.warmingsPer100,
    waste: traffic.wastePer100,
    uselessClosed: 100 * traffic.uselessClosed,
    latency50: percentile(latencies, 0.5),
    latency95: percentile(latencies, 0.95),
    cpu: log.cpuSeconds === undefined ? NaN : (log.cpuSeconds * 1000) / log.keys,
    memory: log.peakMB ?? NaN,
  };
}

/** @returns the figures of the ideal, as far as it has them */
export function figuresOfIdeal(ideal: IdealFigures): Figures {
  return {
    ...none,
    coverage100: 100 * ideal.coverage(100),
    coverage400: 100 * ideal.coverage(400),
    view100: 100 * ideal.view(100),
    view400: 100 * ideal.view(400),
    pauses: 100 * ideal.pauses,
    nextLine: 100 * ideal.nextLine,
    tokens: ideal.tokensPer100,
    requests: ideal.requestsPer100,
  };
}

/** @returns for each figure the median of several runs; runs without a figure do not count */
export function medians(runs: readonly Figures[]): Figures {
  const of = (name: FigureName): number => median(runs.map((run) => run[name]));
  return Object.fromEntries(figureNames.map((name) => [name, of(name)])) as Figures;
}

/** The middle of some numbers, of which those that are none do not count. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
