import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { filesAt, nameFault, reach, UsageError, type Finding } from './files.ts';
import { Git, GitError } from './git.ts';
import type { Read, Subject } from './judge.ts';
import { ProjectFolders, type ProjectFolder } from './project.ts';

/** A file to be judged, as long as nothing is known of its project. */
export type Item = Omit<Subject, 'project'>;

/** Files to be judged that have the same workspace folder. */
export interface Group extends ProjectFolder {
  readonly items: readonly AsyncIterable<Item>[];
}

/**
 * The files at paths of the disk.
 * @param complain takes a message for the person.
 * @throws UsageError for a path that is not there.
 */
export async function itemsOnDisk(
  paths: readonly string[],
  { cwd, all, git, complain }: { cwd: string; all: boolean; git: Git | undefined; complain: (message: string) => void },
): Promise<Group[]> {
  const finding: Finding = {
    all,
    git,
    onRefusal: (folder, error) => {
      const why = error instanceof Error ? error.message : String(error);
      complain(l10n.t('Git does not list the files of {0}, so those that it tracks although .gitignore names them are left out: {1}', folder, why));
    },
  };
  return byFolder(cwd, paths, async (path) => {
    await reach(path);
    return filesAt(path, finding);
  });
}

/**
 * The files that the next commit adds or changes, as it will hold them.
 * @throws UsageError where git is not there or refuses, or for a path that is not there.
 */
export async function itemsStaged(paths: readonly string[], { cwd, git }: { cwd: string; git: Git | undefined }): Promise<Group[]> {
  if (git === undefined) throw new UsageError(l10n.t('Git was not found, so nothing is known of the next commit.'));
  const staged = await git.staged(cwd, paths).catch((error: unknown) => {
    throw error instanceof GitError ? new UsageError(l10n.t('Git does not tell what the next commit holds: {0}', error.message)) : error;
  });
  const contents = new Map(staged.map(({ path, content }) => [path, content]));
  return byFolder(cwd, [...contents.keys()].sort(), (path) => {
    const content = contents.get(path);
    const read: Read = (limit) => (content === undefined ? Promise.resolve(new Uint8Array()) : git.beginning(content, cwd, limit));
    return Promise.resolve(only({ path, read, ...nameFault(path) }));
  });
}

/** @throws UsageError where there is no such file. */
export async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new UsageError(l10n.t('There is no rule file {0}.', path));
}

async function byFolder(
  cwd: string,
  paths: readonly string[],
  itemsOf: (path: string) => Promise<AsyncIterable<Item>>,
): Promise<Group[]> {
  const folders = new ProjectFolders(cwd);
  const groups = new Map<string, { folder: string; isWhole: boolean; items: AsyncIterable<Item>[] }>();
  for (const path of paths.map((each) => resolve(cwd, each))) {
    const { folder, isWhole } = await folders.of(path);
    const group = groups.get(folder) ?? { folder, isWhole: false, items: [] };
    group.isWhole ||= isWhole;
    group.items.push(await itemsOf(path));
    groups.set(folder, group);
  }
  return [...groups.values()];
}

async function* only(item: Item): AsyncGenerator<Item> {
  yield await Promise.resolve(item);
}
