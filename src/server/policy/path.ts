import { lstat, readlink, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { errorCode } from './errorCode.ts';
import { mayBeShortName, plainPath } from './plainPath.ts';
import { begins } from './sameText.ts';
import { realpathSwiftly } from './swiftDisk.ts';

/** A path whose file could not be identified; what stands in it is not sent. */
export class UnresolvedPath extends Error {
  constructor(path: string, options?: ErrorOptions) {
    super(`Cannot resolve ${path}`, options);
    this.name = 'UnresolvedPath';
  }
}

/**
 * The one true path of a file: symbolic links followed, `..` removed, letter case and short names as on the disk where
 * the file system has several spellings for one file. A file that does not exist yet is placed in its nearest existing
 * folder.
 * @throws UnresolvedPath for a relative path, a dangling or circular link, a device, a descriptor of a process, a
 * spelling that hides the file (`plainPath`), and where the file system does not say.
 */
export async function resolvePath(path: string): Promise<string> {
  const wanted = plainPath(path);
  if (wanted === undefined) throw new UnresolvedPath(path);
  const resolved = plainPath(await trueSpelling(wanted, path));
  if (resolved === undefined) throw new UnresolvedPath(path);
  if (goesUp(path) && (await trueSpelling(path, path)) !== resolved) throw new UnresolvedPath(path);
  if (process.platform === 'linux' && resolved !== wanted && (await leadsThroughProcess(wanted))) {
    throw new UnresolvedPath(path);
  }
  return resolved;
}

/**
 * Whether a path holds a `..` that may mean two places: an editor takes it off the path with the folder before it, the
 * operating system takes it from where that folder, if it is a link, leads to. Windows does as the editor does.
 */
function goesUp(path: string): boolean {
  return process.platform !== 'win32' && path.split('/').includes('..');
}

/** @param asked the path as it was asked for, for the error. */
async function trueSpelling(wanted: string, asked: string): Promise<string> {
  try {
    // The operating system's own, which on Windows also turns short names into long ones.
    return await realpathSwiftly(wanted);
  } catch (error) {
    const parent = dirname(wanted);
    if (!isMissing(error) || parent === wanted || (await exists(wanted))) throw new UnresolvedPath(asked, { cause: error });
    const name = basename(wanted);
    if (process.platform === 'win32' && mayBeShortName(name)) throw new UnresolvedPath(asked);
    return join(await trueSpelling(parent, asked), name);
  }
}

/** As many links in a row as Linux follows before it gives up (path_resolution(7)). */
const maximumLinks = 40;

/**
 * Whether a link on the way leads into the view of a process, such as `/proc/self/cwd`: where that leads depends on
 * who asks, so the editor may have read another file than the one found here.
 */
async function leadsThroughProcess(path: string, linksLeft = maximumLinks): Promise<boolean> {
  const folders: string[] = [];
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) folders.push(folder);
  const found = await Promise.all(
    folders.map(async (folder) => {
      const target = await readlink(folder).catch(() => undefined);
      if (target === undefined) return false;
      const plain = plainPath(resolve(dirname(folder), target));
      return plain === undefined || linksLeft === 0 || (await leadsThroughProcess(plain, linksLeft - 1));
    }),
  );
  return found.includes(true);
}

/** What tells a file from all others of this machine, whatever its names: its volume and its number there. */
export interface Inode {
  readonly dev: bigint;
  readonly ino: bigint;
  /** How many names the file has; more than one where it has hard links. */
  readonly links: number;
}

/**
 * The file that stands at a path, links followed.
 * @returns undefined where nothing stands there, or where the file system does not number its files.
 * @throws UnresolvedPath where the file system does not say.
 */
export async function inodeOf(path: string): Promise<Inode | undefined> {
  try {
    const { dev, ino, nlink } = await stat(path, { bigint: true });
    return ino === 0n ? undefined : { dev, ino, links: Number(nlink) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new UnresolvedPath(path, { cause: error });
  }
}

/**
 * A path below a folder, with `/` between its parts and in Unicode form NFC, as rules are matched.
 * @returns undefined where the path is the folder itself or lies outside it.
 */
export function pathWithin(folder: string, path: string): string | undefined {
  const below = plainlyWithin(folder, path) ?? relative(folder, path);
  if (below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) return undefined;
  const parted = sep === '/' ? below : below.split(sep).join('/');
  return ascii.test(parted) ? parted : parted.normalize('NFC');
}

/** A text that has one Unicode form only. */
const ascii = /^[\x20-\x7e]*$/;

/** A part of a path that stands for no name. */
const nameless = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** What `relative` gives where one path is the other with more names behind it, which it takes much longer to tell. */
function plainlyWithin(folder: string, path: string): string | undefined {
  if (sep !== '/' || !begins(path, folder)) return undefined;
  if (path.length === folder.length) return '';
  const below = path.slice(folder.length + 1);
  return path[folder.length] === '/' && folder !== '' && !nameless.test(below) ? below : undefined;
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
