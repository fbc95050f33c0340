import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
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
 * Every regular file below a folder. Links are not followed: what they lead to in the workspace is met by its own
 * name. A folder that cannot be read is passed over, since nothing in it can be opened either.
 */
export async function* walk(folder: string): AsyncGenerator<string> {
  let seen = 0;
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const entries = await opendir(next).catch(() => undefined);
    if (entries === undefined) continue;
    for await (const entry of entries) {
      seen += 1;
      if (seen % breath === 0) await pause();
      if (entry.isDirectory() && !passedOver.has(entry.name)) waiting.push(join(next, entry.name));
      else if (entry.isFile()) yield join(next, entry.name);
    }
  }
}
