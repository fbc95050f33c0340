import type { Held, Streamed } from './stream.ts';

/** One page's figures for one answer. */
export interface Row {
  readonly name: string;
  readonly streamed: Streamed;
}

const quantile = (values: readonly number[], share: number) =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const milliseconds = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

/** The figures of a row, for people and programs. Means, since a page may take up several pieces at once. */
export function figuresOf({ name, streamed: { times, dropped, frames, ending } }: Row) {
  const tenth = Math.ceil(times.length / 10);
  return {
    name,
    mean: mean(times),
    p95: quantile(times, 0.95),
    worst: Math.max(...times),
    /** How much the last pieces cost beside the first ones: a page that renders all anew gets slower and slower. */
    growth: mean(times.slice(-tenth)) / mean(times.slice(0, tenth)),
    dropped: dropped / frames,
    ending,
  };
}

/** @returns a table in Markdown, which compares with the first row. */
export function streamTable(rows: readonly Row[]): string {
  const all = rows.map(figuresOf);
  const base = all[0]?.mean ?? 1;
  return [
    '| | a piece | p95 | worst | last tenth / first | frames dropped | the end | a piece compared |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...all.map(
      (row) =>
        `| ${row.name} | ${milliseconds(row.mean)} ms | ${milliseconds(row.p95)} ms | ${milliseconds(row.worst)} ms | ` +
        `${row.growth.toFixed(1)} × | ${(100 * row.dropped).toFixed(1)} % | ${milliseconds(row.ending)} ms | ` +
        `${(row.mean / base).toFixed(1)} × |`,
    ),
  ].join('\n');
}

/** Memory before and after some turns. */
export interface Memory {
  readonly name: string;
  readonly empty: Held;
  readonly full: Held;
  /** After the conversation was cleared, where the page can, as often as that was done with as many turns. */
  readonly cleared: readonly Held[];
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

export function memoryTable(memories: readonly Memory[]): string {
  return [
    '| | empty | after the turns | nodes | after clearing, each time; compiled code of that |',
    '| --- | ---: | ---: | ---: | --- |',
    ...memories.map(({ name, empty, full, cleared }) => {
      const after = cleared.map(({ heap, code, nodes }) => `${megabytes(heap)}, ${megabytes(code)} of code, ${nodes} nodes`).join('; ');
      return `| ${name} | ${megabytes(empty.heap)} | ${megabytes(full.heap)} | ${full.nodes} | ${after} |`;
    }),
  ].join('\n');
}
