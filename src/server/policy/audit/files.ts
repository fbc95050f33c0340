import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { errorCode } from '../errorCode.ts';
import { namesSwiftly, readSwiftly } from '../swiftDisk.ts';
import { readHead, type Head } from './chain.ts';

/** The folder of the logs, in Vigie's storage folder. */
export const logFolderName = 'audit';

/** The log of the versions before the chain, in Vigie's storage folder. */
export const unchainedLogName = 'audit.jsonl';

const logName = /^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3})Z-[0-9a-f]{8}\.jsonl$/;

/** A name for a new log: sorted by name, logs are in the order of their starts. */
export function newLogName(start: Date): string {
  const time = start.toISOString().replace(/[:.]/g, '-');
  return `${time}-${randomBytes(4).toString('hex')}.jsonl`;
}

/** When a log was begun, in milliseconds since 1970, by its name. */
export function startOf(log: string): number {
  const [date = '', time = ''] = log.split('T');
  const [hours, minutes, seconds, milliseconds] = time.split(/[-Z]/);
  return Date.parse(`${date}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
}

/** The name of a log's head file. */
export function headNameOf(log: string): string {
  return log.replace(/\.jsonl$/, '.head');
}

/** The name of the log that a head file is of. */
export function logNameOf(head: string): string {
  return head.replace(/\.head$/, '.jsonl');
}

/** The logs of a folder and those whose head alone is there, in the order of their starts; none where it is missing. */
export async function logsIn(folder: string): Promise<{ readonly logs: string[]; readonly heads: string[] }> {
  const names = await namesSwiftly(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const sorted = names.sort();
  return {
    logs: sorted.filter((name) => logName.test(name)),
    heads: sorted.filter((name) => name.endsWith('.head') && logName.test(logNameOf(name))),
  };
}

/** The sealed head of a log; undefined where it is missing, unreadable, broken or another log's. */
export async function headOf(folder: string, log: string, key: Buffer): Promise<Head | undefined> {
  const bytes = await readSwiftly(join(folder, headNameOf(log))).catch(() => undefined);
  const head = bytes && readHead(key, bytes);
  return head?.log === log ? head : undefined;
}
