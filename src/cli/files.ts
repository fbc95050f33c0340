import { lstat, opendir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { errorCode } from '../server/policy/errorCode.ts';
import { RepositoryTops } from '../server/policy/sources/repositoryTops.ts';
import { passedOver } from '../server/policy/walk.ts';
import type { Git } from './git.ts';
import { Ignored } from './ignored.ts';

/** Where version control keeps its own files. */
const versionControl: ReadonlySet<string> = new Set(['.git', '.hg', '.svn']);

/** What is at a path that was asked for, or why that cannot be known. */
export type Found = { readonly path: string; readonly failure?: string };

/** How files are found. */
export interface Finding {
  /** Whether what `.gitignore` leaves out counts too. */
  readonly all: boolean;
  /** None: ignore files are read without it. */
  readonly git: Git | undefined;
  /** Told where git was asked and refused. */
  readonly onRefusal: (folder: string, error: unknown) => void;
}

/** A person asked for what cannot be done; the message is for that person. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/**
 * What is at a path that a person named.
 * @throws UsageError where neither a file nor a folder is there, or none that can be reached.
 */
export async function reach(path: string): Promise<'file' | 'folder'> {
  const found = await stat(path).catch((error: unknown) => {
    const code = errorCode(error) ?? String(error);
    if (code === 'ENOENT') throw new UsageError(l10n.t('There is no file or folder {0}.', path));
    throw new UsageError(l10n.t('{0} cannot be reached ({1}).', path, code));
  });
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'folder';
  throw new UsageError(l10n.t('{0} is neither a file nor a folder.', path));
}

/**
 * Every regular file at or below a path, in the order of the names. A file that is named counts though it is ignored.
 * A link to a file counts as that file; a link to a folder below the path is not followed, since it may lead in a
 * circle; pipes, devices and dangling links hold nothing to send.
 * @throws UsageError as `reach` does.
 */
export async function* filesAt(path: string, finding: Finding): AsyncGenerator<Found> {
  if ((await reach(path)) === 'file') yield { path };
  else yield* filesIn(path, finding);
}

async function* filesIn(folder: string, finding: Finding): AsyncGenerator<Found> {
  const { all, git, onRefusal } = finding;
  const top = await new RepositoryTops().of(folder);
  const isInRepository = await stands(join(top, '.git'));
  if (all || !isInRepository) yield* walked(folder, all, Ignored.nothing);
  else {
    const names = await git?.workIn(folder).catch((error: unknown) => {
      onRefusal(folder, error);
    });
    if (names === undefined) yield* walked(folder, all, await ignoredAbove(folder, top));
    else yield* listed(folder, names, finding);
  }
}

/** The files among what git names. */
async function* listed(folder: string, names: readonly string[], finding: Finding): AsyncGenerator<Found> {
  for (const name of [...names].sort(byName)) {
    const path = join(folder, name);
    const fault = nameFault(name);
    if (fault !== undefined) {
      yield { path, ...fault };
      continue;
    }
    const kind = await kindOf(path);
    if (kind === 'file') yield { path };
    else if (kind === 'folder') {
      // A repository within this one, which git leaves to itself.
      if (await stands(join(path, '.git'))) yield* filesIn(path, finding);
      else yield* walked(path, false, Ignored.nothing);
    } else if (kind !== 'nothing') yield { path, failure: kind.failure };
  }
}

async function* walked(folder: string, all: boolean, above: Ignored): AsyncGenerator<Found> {
  const ignored = all ? above : await above.within(folder);
  const names: string[] = [];
  try {
    for await (const { name } of await opendir(folder)) names.push(name);
  } catch (error) {
    yield { path: folder, failure: errorCode(error) ?? String(error) };
    return;
  }
  for (const name of names.sort(byName)) {
    const path = join(folder, name);
    if ((all ? versionControl : passedOver).has(name)) continue;
    const fault = nameFault(name);
    if (fault !== undefined) {
      if (!ignored.has(path, false)) yield { path, ...fault };
      continue;
    }
    const kind = await kindOf(path);
    if (kind === 'nothing' || ignored.has(path, kind === 'folder')) continue;
    if (kind === 'folder') yield* walked(path, all, ignored);
    else if (kind === 'file') yield { path };
    else yield { path, failure: kind.failure };
  }
}

/** What the folders from a repository's top down to a folder, but not those below, leave out. */
async function ignoredAbove(folder: string, top: string): Promise<Ignored> {
  const above: string[] = [];
  for (let each = folder; each !== top && dirname(each) !== each; ) above.unshift((each = dirname(each)));
  let ignored = Ignored.nothing;
  for (const each of above) ignored = await ignored.within(each);
  return ignored;
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing' | { failure: string }> {
  try {
    const own = await lstat(path);
    if (own.isFile()) return 'file';
    if (own.isDirectory()) return 'folder';
    return own.isSymbolicLink() && (await stat(path)).isFile() ? 'file' : 'nothing';
  } catch (error) {
    const code = errorCode(error) ?? String(error);
    return code === 'ENOENT' || code === 'ELOOP' ? 'nothing' : { failure: code };
  }
}

/** Why a file cannot be asked for by its name, if there is such a reason: of bytes that are not UTF-8 nothing is left. */
export function nameFault(name: string): { readonly failure: string } | undefined {
  return name.includes('\ufffd') ? { failure: l10n.t('its name is not UTF-8') } : undefined;
}

async function stands(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
