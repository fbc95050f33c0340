import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { headOf, startOf } from './files.ts';

/**
 * The time before which nothing is kept: so many calendar months before now, in UTC. From a day that the earlier
 * month does not have, its last day.
 * @returns milliseconds since 1970.
 */
export function keptSince(now: Date, months: number): number {
  const since = new Date(now);
  since.setUTCDate(1);
  since.setUTCMonth(since.getUTCMonth() - months);
  const days = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + 1, 0)).getUTCDate();
  since.setUTCDate(Math.min(now.getUTCDate(), days));
  return since.getTime();
}

/**
 * The logs whose last line is too old to be kept, from the oldest start on. It stops at the first that is still kept:
 * so a log that says which logs were deleted never goes before one that still names them.
 * @param logs in the order of their starts.
 */
export async function dueLogs(folder: string, logs: readonly string[], since: number, headKey: Buffer): Promise<string[]> {
  const due: string[] = [];
  for (const log of logs) {
    if (startOf(log) >= since || (await lastTime(folder, log, headKey)) >= since) break;
    due.push(log);
  }
  return due;
}

/** When a log was last written, by its sealed head; without one, by the disk. */
async function lastTime(folder: string, log: string, headKey: Buffer): Promise<number> {
  const head = await headOf(folder, log, headKey);
  if (head !== undefined) return Date.parse(head.time);
  return (await stat(join(folder, log))).mtimeMs;
}
