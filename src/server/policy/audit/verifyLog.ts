import * as l10n from '@vscode/l10n';
import type { AuditFinding } from '../../../protocol/audit.ts';
import { hashOf, noHash, readHead, readLine, type ChainedLine, type Head } from './chain.ts';
import { headNameOf } from './files.ts';
import type { AuditKeys } from './key.ts';

/** A log as it lies in its folder. */
export interface LogBytes {
  readonly name: string;
  readonly bytes: Buffer;
  /** The bytes of its head file; undefined where it is missing. To be read before the log, which may grow meanwhile. */
  readonly head: Buffer | undefined;
}

/** What one log says, as far as it can be believed. */
export interface LogCheck {
  readonly name: string;
  /** How many lines it has. */
  readonly lines: number;
  readonly problems: readonly AuditFinding[];
  readonly notes: readonly AuditFinding[];
  /** The hashes of its sound lines, by number. */
  readonly hashes: ReadonlyMap<number, string>;
  /** The logs that its header names, with their last lines where these were known. */
  readonly named: readonly NamedLog[];
  /** The logs that it says were deleted for their age. */
  readonly expired: readonly string[];
}

export interface NamedLog {
  readonly log: string;
  readonly seq: number | undefined;
  readonly hmac: string | undefined;
}

interface Line {
  /** From 1. */
  readonly number: number;
  readonly content: ChainedLine | undefined;
}

/** Verifies one log by itself: each line against the one before it, and the end against the head file. */
export function verifyLog({ name, bytes, head: headBytes }: LogBytes, keys: AuditKeys): LogCheck {
  const { lines, rest } = linesOf(bytes);
  const head = headBytes && readHead(keys.head, headBytes);
  const problems: AuditFinding[] = [];
  const notes: AuditFinding[] = [];

  const header = lines[0]?.content;
  const otherKey = header?.record['key'];
  if (typeof otherKey === 'string' && otherKey !== keys.id) {
    problems.push({
      file: name,
      line: 1,
      kind: 'damagedKey',
      message: l10n.t('The log was written under another key than the one that is here, so it cannot be verified.'),
    });
    return { name, lines: lines.length, problems, notes, hashes: new Map(), named: [], expired: [] };
  }

  problems.push(...orderProblems(name, lines));
  const { sound, changed } = chainProblems(name, lines, keys.chain);
  problems.push(...changed);
  const own = sound.get(0);
  if (own !== undefined && own.record['log'] !== name) {
    const message = l10n.t('The log was begun under another name: {0}.', String(own.record['log']));
    problems.push({ file: name, line: 1, kind: 'changed', message });
  }

  const last = lines.reduce((highest, { content }) => Math.max(highest, content?.seq ?? -1), -1);
  problems.push(...headProblems(name, headBytes !== undefined, head, lines.length, last));
  // A line without its line feed that the head does not know was being written when the process ended.
  if (rest > 0 && (head?.seq ?? -1) <= last) {
    const message = l10n.t('The last line was cut short while it was being written. It belongs to no request that was sent.');
    notes.push({ file: name, line: lines.length + 1, kind: 'interrupted', message });
  }
  const records = [...sound.values()].map(({ record }) => record);
  return {
    name,
    lines: lines.length,
    problems,
    notes,
    hashes: new Map([...sound].map(([seq, { hmac }]) => [seq, hmac])),
    named: records.flatMap((record) => (record['line'] === 'log' ? namedIn(record) : [])),
    expired: records.flatMap((record) => (record['line'] === 'expired' ? logsOf(record['logs']).map(({ log }) => log) : [])),
  };
}

/** Takes a log apart. @returns its lines, and how many bytes follow the last line feed. */
function linesOf(bytes: Buffer): { lines: Line[]; rest: number } {
  const lines: Line[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push({ number: lines.length + 1, content: readLine(bytes.subarray(start, end)) });
    start = end + 1;
  }
  return { lines, rest: bytes.length - start };
}

/** What the numbers of the lines tell: lines that are not at their place, and numbers that are not there. */
function orderProblems(file: string, lines: readonly Line[]): AuditFinding[] {
  const problems: AuditFinding[] = [];
  const present = new Set(lines.map(({ content }) => content?.seq));
  let expected = 0;
  let unreadable = 0;
  for (const { number, content } of lines) {
    if (content === undefined) {
      unreadable += 1;
      continue;
    }
    if (content.seq < expected) {
      const message = l10n.t('The line with the number {0} does not stand at its place.', content.seq);
      problems.push({ file, line: number, kind: 'reordered', message });
      continue;
    }
    const gap = Array.from({ length: Math.min(content.seq - expected, lines.length + 1) }, (_, at) => expected + at);
    const missing = gap.filter((seq) => !present.has(seq)).length - unreadable;
    if (missing > 0) {
      const message = l10n.t('Lines are missing before the one with the number {0}.', content.seq);
      problems.push({ file, line: number, kind: 'removed', message });
    }
    expected = content.seq + 1;
    unreadable = 0;
  }
  return problems;
}

/** Holds each line against the hash of the one before it, wherever that stands. */
function chainProblems(file: string, lines: readonly Line[], key: Buffer) {
  const changed: AuditFinding[] = [];
  const bySeq = new Map<number, ChainedLine>();
  for (const { content } of lines) if (content !== undefined && !bySeq.has(content.seq)) bySeq.set(content.seq, content);
  const sound = new Map<number, ChainedLine>();
  /** What the hash of a line should be; where the line's own was changed, the next is still held against this. */
  const right = new Map<number, string>([[-1, noHash]]);
  for (const seq of [...bySeq.keys()].sort((a, b) => a - b)) {
    const content = bySeq.get(seq);
    const before = [right.get(seq - 1), bySeq.get(seq - 1)?.hmac].filter((hash) => hash !== undefined);
    if (content === undefined) continue;
    const computed = before.map((previous) => hashOf(key, previous, content.body));
    if (computed.includes(content.hmac)) sound.set(seq, content);
    right.set(seq, computed[0] ?? content.hmac);
  }
  for (const { number, content } of lines) {
    const isSound = content !== undefined && sound.get(content.seq)?.body.equals(content.body) === true;
    // Without the line before it, a line proves nothing by itself; that one's absence has been said.
    const unproven = content !== undefined && content.seq > 0 && !bySeq.has(content.seq - 1);
    if (isSound || unproven) continue;
    const message = l10n.t('The line is not as it was written.');
    changed.push({ file, line: number, kind: 'changed', message });
  }
  return { sound, changed };
}

/** Holds the end of a log against its head file. */
function headProblems(
  name: string,
  present: boolean,
  head: Head | undefined,
  lines: number,
  last: number,
): AuditFinding[] {
  const file = headNameOf(name);
  if (!present) {
    // The head is made after the header and before the first trace; a crash may lie in between.
    if (lines <= 1) return [];
    const message = l10n.t('The head file of {0} is missing, so it cannot be told whether the log’s end is whole.', name);
    return [{ file, kind: 'missingFile', message }];
  }
  if (head?.log !== name) {
    return [{ file, kind: 'changed', message: l10n.t('The head file of {0} is not as it was written.', name) }];
  }
  if (head.seq <= last) return [];
  return [{ file: name, line: lines + 1, kind: 'truncated', message: cutShort(head.seq - last) }];
}

/** @param missing how many lines. */
export function cutShort(missing: number): string {
  return l10n.t('The end of the log is cut off: {0} of its last lines are missing.', missing);
}

function namedIn(header: Readonly<Record<string, unknown>>): NamedLog[] {
  return [...logsOf(header['earlier']), ...logsOf([header['replaces']])];
}

function logsOf(value: unknown): NamedLog[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null) return [];
    const { log, seq, hmac } = each as Record<string, unknown>;
    if (typeof log !== 'string') return [];
    return [{ log, seq: typeof seq === 'number' ? seq : undefined, hmac: typeof hmac === 'string' ? hmac : undefined }];
  });
}
