import { createHmac, timingSafeEqual } from 'node:crypto';

/** A record as it stands in a log, without its number and its hash. */
export type LogRecord = Readonly<Record<string, unknown>> & { readonly line: 'log' | 'expired' | 'verdict' };

/** A line of a log, taken apart. */
export interface ChainedLine {
  readonly seq: number;
  /** Everything but the hash: the bytes that the hash is over. */
  readonly body: Buffer;
  readonly hmac: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** The last line of a log: what a head file says, and what the headers of later logs say of earlier ones. */
export interface Head {
  /** The log's file name. */
  readonly log: string;
  readonly seq: number;
  readonly hmac: string;
  /** When the last line was written. */
  readonly time: string;
}

/** The hash before the first line of a log. */
export const noHash = '';

/**
 * The hash of a line: HMAC-SHA256 over the hash of the line before it and the line's own bytes without the hash
 * (the forward chain of a keyed log as in Schneier and Kelsey, 1999, with one key).
 */
export function hashOf(key: Buffer, previous: string, body: Buffer | string): string {
  return createHmac('sha256', key).update(previous).update(body).digest('hex');
}

/** Makes the line of a record. @returns the line with its line feed, and its hash. */
export function chainLine(key: Buffer, previous: string, seq: number, record: LogRecord): { text: string; hmac: string } {
  const body = JSON.stringify({ seq, ...record });
  const hmac = hashOf(key, previous, body);
  return { text: `${body.slice(0, -1)},"hmac":"${hmac}"}\n`, hmac };
}

const hashAtEnd = /,"hmac":"([0-9a-f]{64})"\}$/;

/** The length of what `hashAtEnd` matches, in bytes. */
const hashAtEndLength = ',"hmac":""}'.length + 64;

/** Takes a line apart. @param bytes without the line feed. @returns undefined where it is no line of a log. */
export function readLine(bytes: Buffer): ChainedLine | undefined {
  const [, hmac] = hashAtEnd.exec(bytes.toString('latin1', Math.max(0, bytes.length - hashAtEndLength))) ?? [];
  if (hmac === undefined) return undefined;
  const body = Buffer.concat([bytes.subarray(0, bytes.length - hashAtEndLength), Buffer.from('}')]);
  const record = parsed(body.toString('utf8'));
  const seq = record?.['seq'];
  return record !== undefined && Number.isSafeInteger(seq) ? { seq: seq as number, body, hmac, record } : undefined;
}

/**
 * The length of a head file in bytes. It is constant, so that a shorter head written over a longer one leaves
 * nothing of it; the longest head has about 300.
 */
const headBytes = 384;

/** The text of a head file, sealed. */
export function headText(key: Buffer, { log, seq, hmac, time }: Head): string {
  const head = { log, seq, hmac, time };
  const seal = createHmac('sha256', key).update(JSON.stringify(head)).digest('hex');
  return `${JSON.stringify({ ...head, seal }).padEnd(headBytes - 1)}\n`;
}

/** Reads a head file. @returns undefined where it is none, or its seal does not fit. */
export function readHead(key: Buffer, bytes: Buffer): Head | undefined {
  const { log, seq, hmac, time } = parsed(bytes.toString('utf8')) ?? {};
  if (typeof log !== 'string' || typeof seq !== 'number' || typeof hmac !== 'string' || typeof time !== 'string') {
    return undefined;
  }
  const head: Head = { log, seq, hmac, time };
  const sealed = Buffer.from(headText(key, head));
  return sealed.length === bytes.length && timingSafeEqual(sealed, bytes) ? head : undefined;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
