import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { AuditFinding, AuditReport } from '../../../protocol/audit.ts';
import { errorCode } from '../errorCode.ts';
import { headNameOf, logFolderName, logNameOf, logsIn, unchainedLogName } from './files.ts';
import { keyFileName, keysFrom, readKey } from './key.ts';
import { cutShort, verifyLog, type LogBytes, type LogCheck } from './verifyLog.ts';

/** The files of a storage folder, as the verification looks at them. */
export interface AuditFiles {
  readonly folder: string;
  /** The key; or why there is none, in a sentence. */
  readonly key: Buffer | string;
  readonly logs: Iterable<LogBytes> | AsyncIterable<LogBytes>;
  /** The logs that have a head file. */
  readonly heads: readonly string[];
  /** Whether there is a log of a version before the chain. */
  readonly unchained: boolean;
}

/**
 * Verifies the audit logs of a storage folder as they lie on the disk; running windows need not stop.
 * @param given the storage folder, or the folder of the logs in it.
 * @returns undefined where there is neither a log nor a key nor a head.
 * @throws where a file is there and cannot be read.
 */
export async function verifyFolder(given: string): Promise<AuditReport | undefined> {
  const storage = basename(given) === logFolderName && !(await exists(join(given, keyFileName))) ? dirname(given) : given;
  const inside = join(storage, logFolderName);
  // A copy may hold the key beside the logs.
  const folder = (await exists(inside)) ? inside : storage;
  const { logs, heads } = await logsIn(folder);
  const unchained = await exists(join(storage, unchainedLogName));
  const keyFile = join(storage, keyFileName);
  if (logs.length === 0 && heads.length === 0 && !unchained && !(await exists(keyFile))) return undefined;
  return verifyAll({
    folder: storage,
    key: await keyOrReason(keyFile),
    logs: readAll(folder, logs),
    heads: heads.map(logNameOf),
    unchained,
  });
}

/**
 * Verifies logs, each by itself and against what the others say of it. Looks at nothing but what it is given.
 * Finds a changed, removed or moved line, a cut end, and a missing file, unless no later log and no head file
 * remembers it.
 */
export async function verifyAll({ folder, key, logs, heads, unchained }: AuditFiles): Promise<AuditReport> {
  const keys = typeof key === 'string' ? undefined : keysFrom(key);
  const checks = new Map<string, LogCheck>();
  for await (const log of logs) {
    if (keys === undefined) checks.set(log.name, unverified(log));
    else checks.set(log.name, verifyLog(log, keys));
    await breath();
  }
  const all = [...checks.values()];
  const problems = [
    ...(typeof key === 'string' && all.length > 0 ? [{ file: keyFileName, kind: 'damagedKey', message: key } as const] : []),
    ...all.flatMap((check) => check.problems),
    ...missing(checks, heads),
  ];
  const notes = [
    ...all.flatMap((check) => check.notes),
    ...(unchained
      ? [
          {
            file: unchainedLogName,
            kind: 'unchained',
            message: l10n.t('The log of an earlier version of Vigie: it can be read, but it has no chain that could be verified.'),
          } as const,
        ]
      : []),
  ];
  const lines = all.reduce((sum, check) => sum + check.lines, 0);
  return { folder, files: all.length, lines, problems, notes, ok: problems.length === 0 };
}

/** What the headers of the logs and the head files know of logs that are not there, or not whole. */
function missing(checks: ReadonlyMap<string, LogCheck>, heads: readonly string[]): AuditFinding[] {
  const expired = new Set([...checks.values()].flatMap((check) => check.expired));
  const problems = new Map<string, AuditFinding>();
  const gone = (log: string, message: string): void => {
    if (!expired.has(log) && !problems.has(log)) problems.set(log, { file: log, kind: 'missingFile', message });
  };
  for (const { name, named } of checks.values()) {
    for (const { log, seq, hmac } of named) {
      const check = checks.get(log);
      if (check === undefined) {
        gone(log, l10n.t('The log is missing. {0} names it, and no log says that it was deleted for its age.', name));
        continue;
      }
      if (seq === undefined || check.hashes.get(seq) === hmac || check.problems.length > 0) continue;
      const last = Math.max(-1, ...[...check.hashes.keys()].slice(-1));
      problems.set(log, {
        file: log,
        kind: last < seq ? 'truncated' : 'changed',
        message: last < seq ? cutShort(seq - last) : l10n.t('The log is not the one that {0} names.', name),
      });
    }
  }
  for (const log of heads) {
    if (!checks.has(log)) gone(log, l10n.t('The log is missing; its head file {0} is still there.', headNameOf(log)));
  }
  return [...problems.values()];
}

/** A log that there is no key for: nothing but its length can be told. */
function unverified({ name, bytes }: LogBytes): LogCheck {
  const lines = bytes.reduce((sum, byte) => sum + Number(byte === 10), 0);
  return { name, lines, problems: [], notes: [], hashes: new Map(), named: [], expired: [] };
}

async function* readAll(folder: string, names: readonly string[]): AsyncGenerator<LogBytes> {
  for (const name of names) {
    const head = await readIfThere(join(folder, headNameOf(name)));
    const bytes = await readIfThere(join(folder, name));
    // A log that was deleted for its age since the folder was listed.
    if (bytes !== undefined) yield { name, bytes, head };
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function keyOrReason(file: string): Promise<Buffer | string> {
  try {
    return (await readKey(file)) ?? l10n.t('The key {0} is missing, so nothing can be verified.', file);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Lets the server answer others between two logs. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
