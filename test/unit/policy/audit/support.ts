import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLog, type AuditOptions } from '../../../../src/server/policy/audit/log.ts';
import type { Trace } from '../../../../src/server/policy/audit/trace.ts';

export const trace: Trace = {
  request: 'chat',
  backend: 'mistral',
  destination: 'https://api.mistral.ai',
  clearance: 'internal',
  verdict: 'redact',
  label: 'internal',
  labels: { internal: 1, sensitive: 1 },
  origins: ['document', 'chat'],
  rules: ['nir'],
  redacted: { nir: 2 },
  characters: 12,
  withheld: 0,
  documents: ['file:///home/dupont/study/a.R'],
};

/** Gives logs that are closed after each test of the suite that calls it. */
export function auditLogs(): (storage: string, options?: Partial<AuditOptions>) => AuditLog {
  const open: AuditLog[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((log) => log.close().catch(() => undefined)));
  });
  return (storage, options = {}) => {
    const log = new AuditLog({ storage, retentionMonths: () => 6, ...options });
    open.push(log);
    return log;
  };
}

/** The names of the logs of a storage folder, in the order of their starts. */
export function logNames(storage: string): string[] {
  return readdirSync(join(storage, 'audit')).filter((name) => name.endsWith('.jsonl')).sort();
}

/** All lines of all logs of a storage folder. */
export function linesIn(storage: string): Record<string, unknown>[] {
  return logNames(storage).flatMap((name) =>
    readFileSync(join(storage, 'audit', name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  );
}

export function verdictsIn(storage: string): (Trace & { time: string })[] {
  return linesIn(storage).filter(({ line }) => line === 'verdict') as unknown as (Trace & { time: string })[];
}
