import { dirname, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { errorCode } from '../errorCode.ts';
import { pathWithin } from '../path.ts';
import { standsSwiftly, statSwiftly } from '../swiftDisk.ts';

/** How many folders are remembered. */
const maximumRemembered = 5000;

/**
 * A folder's time of change tells that a file was added to it, but file systems count time in steps, up to two seconds
 * (FAT). Younger than this, in milliseconds, a folder may change again and look the same.
 */
const settledAfter = 2000;

/** FAT and some network shares do not tell at all; so nothing is believed for longer, in milliseconds. */
const believedFor = 2000;

/** A folder, and which of the files that are looked for stand in it. */
export interface FolderWithFiles {
  readonly folder: string;
  readonly names: readonly string[];
}

/**
 * Finds a few files by their names in folders, mostly to find none: one question to the file system for a folder that
 * has not changed, instead of one for each name.
 */
export class FolderFiles {
  readonly #names: readonly string[];
  readonly #known = new LRUCache<string, { stamp: string; at: number; names: readonly string[] }>({ max: maximumRemembered });

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /**
   * @param root the folder at which looking up ends.
   * @param path a file's one true path; where it does not lie below the root, only its own folder counts.
   * @returns the folders from the root down to the file's own.
   */
  async around(root: string, path: string): Promise<readonly FolderWithFiles[]> {
    const own = dirname(path);
    const folders = [own];
    if (pathWithin(root, path) !== undefined) {
      for (let folder = own; pathWithin(root, folder) !== undefined; ) folders.push((folder = dirname(folder)));
    }
    return Promise.all(folders.reverse().map(async (folder) => ({ folder, names: await this.#in(folder) })));
  }

  async #in(folder: string): Promise<readonly string[]> {
    const now = Date.now();
    let stamp: string | undefined;
    try {
      const found = await statSwiftly(folder);
      // A file that is not written yet may lie in a folder that is not there yet.
      if (found === undefined) return [];
      const { mtimeNs, mtimeMs, ctimeNs, ino, dev } = found;
      if (now - Number(mtimeMs) > settledAfter) stamp = [mtimeNs, ctimeNs, ino, dev].join();
    } catch {
      // Without a stamp nothing is believed of it.
    }
    const known = this.#known.get(folder);
    if (known !== undefined && known.stamp === stamp && now - known.at < believedFor) return known.names;
    const found = await Promise.all(this.#names.map((name) => mayStand(join(folder, name))));
    const names = this.#names.filter((_, index) => found[index]);
    if (stamp !== undefined) this.#known.set(folder, { stamp, at: now, names });
    return names;
  }
}

/** Whether there is a file, or the file system does not say; reading it will then fail, and that counts. */
async function mayStand(path: string): Promise<boolean> {
  try {
    return await standsSwiftly(path);
  } catch (error) {
    return errorCode(error) !== 'ENOTDIR';
  }
}
