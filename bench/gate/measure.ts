import { setImmediate as anotherTurn } from 'node:timers/promises';

/** Times of one thing, in milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What is measured side by side, by name; each is called with the number of its sample. */
export type Subjects<Name extends string> = Readonly<Record<Name, (sample: number) => unknown>>;

export interface Sampling {
  readonly rounds: number;
  /** How many rounds go before these and do not count, for the engine compiles in them; 1 unless told. */
  readonly warmUps?: number;
  readonly samples: number;
  /** Called before each round, untimed. */
  readonly before?: (round: number) => unknown;
  /** Called before each sample, untimed: what is only made now burdens nothing that is measured before. */
  readonly prepare?: (sample: number) => unknown;
}

/**
 * Measures several things in turn, sample by sample, so that whatever else the machine does falls on all of them alike.
 * Between them the event loop turns, as it does between two keys: what one has left over is not collected while another
 * is measured.
 * @returns for each the percentiles of a round, as the median of all rounds: one bad round does not count.
 */
export async function compare<Name extends string>(
  subjects: Subjects<Name>,
  { rounds, warmUps = 1, samples, before, prepare }: Sampling,
): Promise<Record<Name, Times>> {
  const names = Object.keys(subjects) as Name[];
  const byRound = new Map<Name, Times[]>(names.map((name) => [name, []]));
  for (let round = 0; round < warmUps + rounds; round += 1) {
    await before?.(round);
    const took = new Map<Name, number[]>(names.map((name) => [name, []]));
    for (let sample = 0; sample < samples; sample += 1) {
      await prepare?.(sample);
      for (const name of names) {
        await anotherTurn();
        took.get(name)?.push(await timed(() => subjects[name](sample)));
      }
    }
    if (round >= warmUps) for (const name of names) byRound.get(name)?.push(percentiles(took.get(name) ?? []));
  }
  return Object.fromEntries(names.map((name) => [name, medians(byRound.get(name) ?? [])])) as Record<Name, Times>;
}

/** How long something takes, in milliseconds. What answers at once is not waited for. */
export async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  const later = work();
  if (later instanceof Promise) await later;
  return performance.now() - begun;
}

export function percentiles(times: readonly number[]): Times {
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) };
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function medians(all: readonly Times[]): Times {
  const of = (which: keyof Times): number => median(all.map((times) => times[which]));
  return { p50: of('p50'), p95: of('p95'), p99: of('p99') };
}

/** The value that a share of all stays below or reaches. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
