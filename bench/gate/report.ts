import { cpus, loadavg, release, totalmem } from 'node:os';

/** One figure. `ratio` is by how much it exceeds what it is compared with, measured in the same run. */
export interface Figure {
  readonly what: string;
  readonly values: Readonly<Record<string, number>>;
  readonly ratio?: number;
  readonly comparedWith?: string;
}

/** One part of the benchmark. Values are named with their unit. */
export interface Section {
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** The machine and what else it did: mean number of running tasks over 1, 5 and 15 minutes. */
export function machine() {
  const [first] = cpus();
  return {
    cpu: first?.model ?? '',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch} ${release()}`,
    node: process.version,
    load: loadavg().map((load) => round(load)),
  };
}

/** A section as a person reads it. */
export function written({ title, figures }: Section): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  const lines = figures.map(({ what, values, ratio, comparedWith }) => {
    const told = Object.entries(values).map(([unit, value]) => `${unit} ${round(value)}`.padEnd(14));
    const compared = ratio === undefined ? '' : `  ${round(ratio)} × ${comparedWith ?? ''}`;
    return `  ${what.padEnd(width)}  ${told.join(' ')}${compared}`.trimEnd();
  });
  return [title, ...lines, ''].join('\n');
}

/** Three significant digits: more would promise what a shared machine cannot keep. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
