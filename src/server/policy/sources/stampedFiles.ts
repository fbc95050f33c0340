import { LRUCache } from 'lru-cache';
import { errorCode } from '../errorCode.ts';
import { stampOf } from '../fileStamp.ts';
import { readBeginning } from '../readBeginning.ts';
import { statSwiftly } from '../swiftDisk.ts';

/** How many files are remembered; a workspace has a few ignore files, and some documents of Office. */
const maximumRemembered = 1000;

/**
 * What was read of files, read again whenever a file has changed. It asks the file system each time instead of relying
 * on notifications, so that nothing is judged by what is no longer there.
 */
export class StampedFiles<T extends object> {
  readonly #load: (path: string) => Promise<T>;
  readonly #known = new LRUCache<string, { stamp: string; value: T }>({ max: maximumRemembered });

  /** @param load reads a file; it never rejects, since a file that cannot be read says something too. */
  constructor(load: (path: string) => Promise<T>) {
    this.#load = load;
  }

  /** @returns undefined where nothing stands at the path. */
  async read(path: string): Promise<T | undefined> {
    let stamp: string | undefined;
    try {
      const found = await statSwiftly(path);
      if (found === undefined) return undefined;
      stamp = stampOf(found);
    } catch {
      // Loading it will fail, and that says something.
    }
    const known = this.#known.get(path);
    if (known !== undefined && stamp !== undefined && known.stamp === stamp) return known.value;
    const value = await this.#load(path);
    if (stamp !== undefined) this.#known.set(path, { stamp, value });
    return value;
  }
}

/** The largest ignore or attributes file that is read, in bytes: as much as of a rule file. */
const maximumBytes = 256 * 1024;

/** The lines of a small text file, or why they cannot be read. */
export type Lines = { readonly lines: readonly string[] } | { readonly cause: string; readonly bytes: Uint8Array };

/** Reads a file of patterns. It has to be UTF-8: a pattern read in another encoding would match nothing. */
export async function readLines(path: string): Promise<Lines> {
  let bytes: Uint8Array = new Uint8Array();
  try {
    bytes = await readBeginning(path, maximumBytes + 1);
    if (bytes.length > maximumBytes) return { cause: `> ${String(maximumBytes / 1024)} kB`, bytes };
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? { cause: 'UTF-8', bytes } : { lines: text.split(/\r?\n/) };
  } catch (error) {
    return { cause: error instanceof TypeError ? 'UTF-8' : (errorCode(error) ?? ''), bytes };
  }
}
