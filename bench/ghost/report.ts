import type { Figures } from './figures.ts';
import { acceptGoal, goalFor, rows, startGoal } from './goals.ts';

/** What one table tells of: the figures of each client, by its name. */
export interface TypeSection {
  readonly mode: 'type';
  readonly firstToken: number;
  readonly difficulty: number;
  readonly clients: Readonly<Record<string, Figures>>;
}

/** First ghost text after the start, or keys to the same text: one number a client. */
export interface ShortSection {
  readonly mode: 'start' | 'accept';
  readonly firstToken: number;
  readonly difficulty: number;
  readonly clients: Readonly<Record<string, number>>;
  /** Of a client that was never started on this machine before; where that makes a difference. */
  readonly first?: Readonly<Record<string, number>>;
}

/** Memory of the process tree over hours of editing. */
export interface SoakSection {
  readonly mode: 'soak';
  readonly client: string;
  readonly moments: readonly SoakMoment[];
}

export interface SoakMoment {
  /** Of a person's time. */
  readonly hours: number;
  readonly keys: number;
  readonly memoryMB: number;
}

export type Section = TypeSection | ShortSection | SoakSection;

/** A section as a person reads it. */
export function written(section: Section): string {
  if (section.mode === 'soak') {
    const body = section.moments.map(({ hours, keys, memoryMB }) => [`${hours} h`, '', String(keys), figure(memoryMB)]);
    return titled(`Memory of ${section.client} over hours of editing`, ['keys', 'MB'], body);
  }
  const names = Object.keys(section.clients);
  if (section.mode === 'type') {
    const body = rows.map((row) => [row.label, goalFor(row, section.difficulty), ...names.map((name) => figure(section.clients[name]?.[row.name]))]);
    return titled(`Everything typed; first token ${section.firstToken} ms, difficulty ${section.difficulty}`, names, body);
  }
  const own = names.map((name) => figure(section.clients[name]));
  if (section.mode === 'start') {
    return titled(`Start to first ghost text; first token ${section.firstToken} ms`, names, [
      ['milliseconds', `≤ ${startGoal}`, ...own],
      ['the first time on a machine', '', ...names.map((name) => figure(section.first?.[name]))],
    ]);
  }
  const plain = section.clients['naive client'];
  const shares = names.map((name) => figure(plain === undefined ? undefined : (section.clients[name] ?? NaN) / plain));
  return titled(`Right ghost text taken; first token ${section.firstToken} ms, difficulty ${section.difficulty}`, names, [
    ['keys to the same text', plain === undefined ? '' : `≤ ${Math.round(plain * acceptGoal)}`, ...own],
    ['compared with the naive client', `≤ ${acceptGoal.toFixed(2)}`, ...shares],
  ]);
}

function titled(title: string, names: readonly string[], body: readonly (readonly string[])[]): string {
  const table = [['', 'goal', ...names], ...body];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  const lines = table.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
  return [title, ...lines.map((line) => `  ${line}`.trimEnd()), ''].join('\n');
}

/** One decimal where it tells something. */
function figure(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  return Math.abs(value) < 100 ? String(Math.round(value * 100) / 100 >= 10 ? Math.round(value * 10) / 10 : Math.round(value * 100) / 100) : String(Math.round(value));
}
