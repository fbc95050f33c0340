import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that hold no work of the person's. */
const passedOver = new Set(['.git', 'node_modules', '.venv', 'renv', '__pycache__', '.Rproj.user']);

/**
 * Every regular file at or below a path, in the order of the names. Links to files count as files; links to folders
 * are not followed.
 * @throws where the path does not exist or a folder cannot be read.
 */
export async function* filesBelow(path: string): AsyncGenerator<string> {
  const stat = await lstat(path);
  if (!stat.isDirectory()) {
    yield path;
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const below = join(path, entry.name);
    if (!entry.isDirectory()) yield below;
    else if (!passedOver.has(entry.name)) yield* filesBelow(below);
  }
}
