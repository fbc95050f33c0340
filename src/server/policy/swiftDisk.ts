import { lstatSync, readdirSync, readFileSync, realpathSync, statSync, type BigIntStats } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LRUCache } from 'lru-cache';
import { errorCode } from './errorCode.ts';

/**
 * A local disk tells of a file in a few microseconds, ten times faster than a thread can be asked to; a network share
 * may take long. A folder that has taken longer than this, in milliseconds, several times in a row, so that it was not
 * the machine that was busy, is asked without holding everything up from then on.
 */
const atOnce = 0.5;
const severalTimes = 3;

/** How many folders are remembered for having been slow. */
const maximumRemembered = 1000;

/** By folder: how many times in a row it was slow. Swift folders, which nearly all are, have no entry. */
const slow = new LRUCache<string, number>({ max: maximumRemembered });

/**
 * Asks the file system something about a path: on this thread where its folder answers at once, else on another.
 * @param now takes the time as it is, for tests.
 */
export async function askDisk<T>(path: string, here: () => T, elsewhere: () => Promise<T>, now = () => performance.now()): Promise<T> {
  const times = slow.size === 0 ? 0 : (slow.get(dirname(path)) ?? 0);
  if (times >= severalTimes) return elsewhere();
  const begun = now();
  try {
    return here();
  } finally {
    if (now() - begun > atOnce) slow.set(dirname(path), times + 1);
    else if (times > 0) slow.delete(dirname(path));
  }
}

/** What stands at a path, links followed; undefined where nothing does. @throws where the file system does not say. */
export function statSwiftly(path: string): Promise<BigIntStats | undefined> {
  return askDisk(
    path,
    () => statSync(path, { bigint: true, throwIfNoEntry: false }),
    () => stat(path, { bigint: true }).catch(missing),
  );
}

/** Whether anything stands at a path, be it a link that leads nowhere. @throws where the file system does not say. */
export function standsSwiftly(path: string): Promise<boolean> {
  return askDisk(
    path,
    () => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
    async () => (await lstat(path).catch(missing)) !== undefined,
  );
}

/** The operating system's own true path, as `realpath` of `fs/promises` gives it. @throws as that does. */
export function realpathSwiftly(path: string): Promise<string> {
  return askDisk(
    path,
    () => realpathSync.native(path),
    () => realpath(path),
  );
}

/** A whole file, which is to be a small one. @throws as `readFile` of `fs/promises` */
export function readSwiftly(path: string): Promise<Buffer> {
  return askDisk(
    path,
    () => readFileSync(path),
    () => readFile(path),
  );
}

/** The names in a folder. @throws as `readdir` of `fs/promises` */
export function namesSwiftly(folder: string): Promise<string[]> {
  return askDisk(
    folder,
    () => readdirSync(folder),
    () => readdir(folder),
  );
}

function missing(error: unknown): undefined {
  if (errorCode(error) !== 'ENOENT') throw error;
}
