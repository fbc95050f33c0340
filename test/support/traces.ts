import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trace } from '../../src/server/policy/audit/trace.ts';

/** A line of the audit log that holds a verdict. */
export type KeptTrace = Trace & { readonly line: string; readonly time: string };

/** The traces that the policy has kept in a storage folder so far, in the order of the logs' starts. */
export function tracesIn(storage: string): KeptTrace[] {
  const folder = join(storage, 'audit');
  if (!existsSync(folder)) return [];
  const logs = readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort();
  return logs
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
    .map((line) => JSON.parse(line) as KeptTrace)
    .filter(({ line }) => line === 'verdict');
}
