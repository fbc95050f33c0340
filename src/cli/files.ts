import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that hold no work of the person's. */
const passedOver = new Set(['.git', 'node_modules', '.venv', 'renv', '__pycache__', '.Rproj.user']);

/**
 * Every regular file at or below a path, in the order of the names. A link to a file counts as that file; a link to a
 * folder is not followed, since it may lead in a circle; pipes, devices and dangling links hold nothing to send.
 * @throws where the path does not exist or a folder cannot be read.
 */
export async function* filesBelow(path: string): AsyncGenerator<string> {
  const top = await stat(path);
  if (top.isDirectory()) yield* filesIn(path);
  else if (top.isFile()) yield path;
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!passedOver.has(entry.name)) yield* filesIn(path);
    } else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(path)))) {
      yield path;
    }
  }
}

async function leadsToFile(link: string): Promise<boolean> {
  try {
    return (await stat(link)).isFile();
  } catch {
    return false;
  }
}
