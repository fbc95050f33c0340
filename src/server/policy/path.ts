import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from 'node:path';
import { errorCode } from './errorCode.ts';

/** A path whose file could not be identified; what stands in it is not sent. */
export class UnresolvedPath extends Error {
  constructor(path: string, options?: ErrorOptions) {
    super(`Cannot resolve ${path}`, options);
    this.name = 'UnresolvedPath';
  }
}

/**
 * The one true path of a file: symbolic links followed, `..` removed, letter case as on the disk where the file
 * system ignores case. A file that does not exist yet is placed in its nearest existing folder.
 * @throws UnresolvedPath for a relative path, a dangling or circular link, and where the file system does not say.
 */
export async function resolvePath(path: string): Promise<string> {
  if (!isAbsolute(path) || path.includes('\0')) throw new UnresolvedPath(path);
  const wanted = normalize(path);
  try {
    return await realpath(wanted);
  } catch (error) {
    const parent = dirname(wanted);
    if (!isMissing(error) || parent === wanted || (await exists(wanted))) throw new UnresolvedPath(path, { cause: error });
    return join(await resolvePath(parent), basename(wanted));
  }
}

/**
 * A path below a folder, with `/` between its parts and in Unicode form NFC, as rules are matched.
 * @returns undefined where the path is the folder itself or lies outside it.
 */
export function pathWithin(folder: string, path: string): string | undefined {
  const below = relative(folder, path);
  if (below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) return undefined;
  return below.split(sep).join('/').normalize('NFC');
}

function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT';
}

/** Whether anything stands at the path, be it a link that leads nowhere. */
async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    return !isMissing(error);
  }
}
