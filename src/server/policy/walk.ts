import { opendir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';

/** Folders that tools fill: they hold no work of the person's, and can hold a hundred thousand files. */
export const passedOver: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  'venv',
  'renv',
  'packrat',
  '__pycache__',
  '.Rproj.user',
  '.quarto',
  '.ipynb_checkpoints',
]);

/** After so many entries the walk lets others have the thread. */
const breath = 200;

/**
 * Every regular file below some folders, once: first what lies in the folders themselves, then what links lead to, by
 * its true path, since data often lie elsewhere. A folder that is met again, as in a circle of links, is left out. A
 * folder that cannot be read is passed over, since nothing in it can be opened either.
 */
export async function* walk(...folders: readonly string[]): AsyncGenerator<string> {
  const waiting = [...folders].reverse();
  const links: string[] = [];
  const entered = new Set<string>();
  let seen = 0;
  for (;;) {
    let folder = waiting.pop();
    if (folder === undefined) {
      const link = links.pop();
      if (link === undefined) return;
      const target = await targetOf(link);
      if (target === undefined) continue;
      if (target.isFile) {
        yield target.path;
        continue;
      }
      folder = target.path;
    }
    const found = await stat(folder, { bigint: true }).catch(() => undefined);
    // Some file systems number nothing: there a folder is known by its path.
    const identity = found === undefined || found.ino === 0n ? folder : `${found.dev}:${found.ino}`;
    if (found?.isDirectory() !== true || entered.has(identity)) continue;
    entered.add(identity);
    try {
      for await (const entry of await opendir(folder, { bufferSize: breath })) {
        seen += 1;
        if (seen % breath === 0) await pause();
        const path = join(folder, entry.name);
        if (entry.isFile()) yield path;
        else if (passedOver.has(entry.name)) continue;
        else if (entry.isDirectory()) waiting.push(path);
        else if (entry.isSymbolicLink()) links.push(path);
      }
    } catch {
      continue;
    }
  }
}

/** What a link leads to; undefined where that is nothing that is looked at. */
async function targetOf(link: string): Promise<{ readonly path: string; readonly isFile: boolean } | undefined> {
  try {
    const path = await realpath(link);
    const found = await stat(path);
    if (found.isFile()) return { path, isFile: true };
    return found.isDirectory() && !passedOver.has(basename(path)) ? { path, isFile: false } : undefined;
  } catch {
    return undefined;
  }
}
