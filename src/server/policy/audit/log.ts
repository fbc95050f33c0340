import { mkdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import manifest from '../../../../package.json';
import { errorCode } from '../errorCode.ts';
import { askDisk, statSwiftly } from '../swiftDisk.ts';
import type { Head, LogRecord } from './chain.ts';
import { headNameOf, headOf, logFolderName, logsIn, newLogName, unchainedLogName } from './files.ts';
import { keyFileName, keysFrom, readOrMakeKey, type AuditKeys } from './key.ts';
import { LogFile } from './logFile.ts';
import { dueLogs, keptSince } from './retention.ts';
import type { Audit, Trace } from './trace.ts';

/** The version of the format that headers name. */
export const formatVersion = 1;

/** A log is closed at this size in bytes, about 10,000 lines, so that any editor still opens it. */
const sizeLimit = 4 * 1024 * 1024;

/** How many earlier logs a header names. Each is thus named by as many later ones; more would only weigh. */
const namedLogs = 64;

/** What an audit log is made with. */
export interface AuditOptions {
  /** Vigie's storage folder: it gets the key, and the logs in the folder `audit`. */
  readonly storage: string;
  /** How many months a log is kept after its last line; asked whenever a log is begun. */
  readonly retentionMonths: () => number;
  /** Gets what a person who looks after this machine should know, though no request failed of it. */
  readonly onNotice?: (message: string) => void;
  readonly now?: () => Date;
  readonly sizeLimit?: number;
}

/** A log that was given up, and why. */
interface Replaced extends Head {
  readonly reason: 'removed-or-changed' | 'torn';
}

/**
 * The audit log of one process: JSON lines, chained by HMAC, in files of its own, so that windows never write into
 * each other's and a crash leaves nothing locked. A new file is begun each UTC day and at a size limit.
 *
 * No line is flushed to the disk one by one: what was written outlives a crash of the process and is only lost with
 * the machine's power, and a flush costs more than all else the gate does.
 */
export class AuditLog implements Audit {
  readonly file: string;
  readonly #options: AuditOptions;
  #keys: Promise<AuditKeys> | undefined;
  #open: LogFile | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: AuditOptions) {
    this.#options = options;
    this.file = join(options.storage, logFolderName);
  }

  expect(): void {
    if (this.#open !== undefined) return;
    const now = this.#now();
    this.#inTurn(async () => this.#current(await this.#readKeys(), now)).catch(() => undefined);
  }

  keep(trace: Trace): Promise<void> {
    const now = this.#now();
    return this.#inTurn(() => this.#keep(trace, now));
  }

  /** Deletes what is too old, also where no verdict is ever kept. @throws as `keep` */
  sweep(): Promise<void> {
    return this.#inTurn(async () => {
      const keys = await this.#readKeys();
      const { due } = await this.#present(keys, this.#now());
      if (due.length > 0) await this.#current(keys, this.#now());
      else await this.#deleteUnchained(this.#now());
    });
  }

  /** Waits for what is being written, and closes the files. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#drop());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work).catch((error: unknown) => {
      throw worded(error, this.file);
    });
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #keep(trace: Trace, now: Date): Promise<void> {
    const keys = await this.#readKeys();
    const documents = trace.documents.map(keys.pseudonym);
    const record: LogRecord = { line: 'verdict', time: now.toISOString(), ...trace, documents };
    const log = await this.#current(keys, now);
    if (await log.append(record, now.toISOString())) return;
    await this.#drop();
    const next = await this.#begin(keys, now, { ...log.last, reason: 'removed-or-changed' });
    if (await next.append(record, now.toISOString())) return;
    await this.#drop();
    throw new Error(l10n.t('The audit log in {0} is removed or changed while Vigie writes it.', this.file));
  }

  async #readKeys(): Promise<AuditKeys> {
    this.#keys ??= readOrMakeKey(join(this.#options.storage, keyFileName)).then(keysFrom);
    try {
      return await this.#keys;
    } catch (error) {
      this.#keys = undefined;
      throw error;
    }
  }

  /** The log to write to now: the open one, unless its day is over, it is full, or it is torn. */
  async #current(keys: AuditKeys, now: Date): Promise<LogFile> {
    const open = this.#open;
    if (open === undefined) return this.#begin(keys, now);
    if (!open.sound) {
      await this.#drop();
      return this.#begin(keys, now, { ...open.last, reason: 'torn' });
    }
    const full = open.size >= (this.#options.sizeLimit ?? sizeLimit);
    if (!full && dayOf(open.last.time) === dayOf(now.toISOString())) return open;
    await this.#drop();
    return this.#begin(keys, now);
  }

  async #begin(keys: AuditKeys, now: Date, replaces?: Replaced): Promise<LogFile> {
    const ownersOnly = { recursive: true, mode: 0o700 };
    await askDisk(this.file, () => mkdirSync(this.file, ownersOnly), () => mkdir(this.file, ownersOnly));
    const { due, kept } = await this.#present(keys, now);
    const name = newLogName(now);
    const time = now.toISOString();
    const header: LogRecord = {
      line: 'log',
      version: formatVersion,
      log: name,
      time,
      vigie: manifest.version,
      key: keys.id,
      retentionMonths: this.#options.retentionMonths(),
      ...(replaces !== undefined && { replaces }),
      earlier: await this.#heads(kept.slice(-namedLogs), keys),
    };
    const log = await LogFile.create(this.file, name, keys, header, time);
    this.#open = log;
    if (due.length > 0) {
      // Written down first: after a crash in between, the logs are still there, which does no harm.
      await log.append({ line: 'expired', time, logs: await this.#heads(due, keys) }, time);
      for (const old of due) {
        await this.#delete(join(this.file, old));
        await this.#delete(join(this.file, headNameOf(old)));
      }
    }
    await this.#deleteUnchained(now);
    return log;
  }

  /** The logs of the folder: those to be deleted, and the others. */
  async #present(keys: AuditKeys, now: Date): Promise<{ due: string[]; kept: string[] }> {
    const { logs } = await logsIn(this.file);
    const since = keptSince(now, this.#options.retentionMonths());
    const due = await dueLogs(this.file, logs, since, keys.head);
    return { due, kept: logs.slice(due.length) };
  }

  /** What the head files say; of a log whose head cannot be read, its name alone. */
  #heads(logs: readonly string[], keys: AuditKeys): Promise<(Head | { log: string })[]> {
    return Promise.all(logs.map(async (log) => (await headOf(this.file, log, keys.head)) ?? { log }));
  }

  /** The log of the versions before the chain goes as the others do. */
  async #deleteUnchained(now: Date): Promise<void> {
    const path = join(this.#options.storage, unchainedLogName);
    const last = await statSwiftly(path).catch(() => undefined);
    if (last !== undefined && last.mtimeMs < keptSince(now, this.#options.retentionMonths())) await this.#delete(path);
  }

  /** A folder that takes lines but gives up none is a sound choice for a log, so this may fail. */
  async #delete(path: string): Promise<void> {
    await rm(path, { force: true }).catch((error: unknown) => {
      this.#options.onNotice?.(`${path} is due for deletion and could not be deleted: ${errorCode(error) ?? 'unknown'}`);
    });
  }

  async #drop(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.close();
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}

/** The UTC day of an ISO time. */
function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** Full disk, quota, limit on a file's size (errno(3)). */
const noRoom = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Permissions, attributes, a disk mounted for reading (errno(3)). */
const noAccess = ['EACCES', 'EPERM', 'EROFS'];

/** The failures of a disk that a person can do something about, in words. */
function worded(error: unknown, folder: string): Error {
  const code = errorCode(error) ?? '';
  if (noRoom.includes(code)) return new Error(l10n.t('There is no room left on the disk for the audit log in {0}.', folder), { cause: error });
  if (noAccess.includes(code)) return new Error(l10n.t('Vigie may not write the audit log in {0}.', folder), { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
