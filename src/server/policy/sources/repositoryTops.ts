import { dirname, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { standsSwiftly } from '../swiftDisk.ts';

/** How many folders are remembered, and for how long, in milliseconds: a repository is seldom made around a project. */
const remembered = { max: 1000, ttl: 2000 };

/** Finds the top of the work tree that a folder belongs to: a project may be opened at a folder further down. */
export class RepositoryTops {
  readonly #known = new LRUCache<string, string>(remembered);

  /**
   * @param folder absolute, with links followed.
   * @returns the nearest folder from this one upwards that holds `.git`, a folder or, in a submodule, a file; where
   * there is none, the folder itself.
   */
  async of(folder: string): Promise<string> {
    const known = this.#known.get(folder);
    if (known !== undefined) return known;
    let top = folder;
    while (!(await isTop(top)) && dirname(top) !== top) top = dirname(top);
    if (!(await isTop(top))) top = folder;
    this.#known.set(folder, top);
    return top;
  }
}

async function isTop(folder: string): Promise<boolean> {
  return standsSwiftly(join(folder, '.git')).catch(() => false);
}
