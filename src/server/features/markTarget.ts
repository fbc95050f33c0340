import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { rulesFileName } from '../../protocol/rules.ts';
import { documentPath } from '../policy/documentPath.ts';
import { pathWithin, resolvePath } from '../policy/path.ts';
import { nameOf, type FolderNow, type WorkspaceNow } from '../policy/workspace.ts';

/** What a mark is put on. */
export interface MarkTarget {
  /** What a person calls it. */
  readonly name: string;
  /** The path as rules of the folder see it, with `/`; empty for the folder itself. */
  readonly path: string;
  /** Its one true path. */
  readonly resolved: string;
  readonly isFolder: boolean;
  /** Absolute path of the rule file that is to say so. */
  readonly rulesFile: string;
}

/**
 * Finds the file or folder that a mark is for, and the rule file that governs it: that of the innermost workspace
 * folder. The true path counts, so that a mark on a link flags the file under all its names; where that lies outside,
 * the link's own. A cell stands for its notebook.
 * @returns a sentence where no rule of the workspace can name it.
 */
export async function markTarget(uri: string, now: WorkspaceNow): Promise<MarkTarget | string> {
  const document = documentPath(uri);
  if (document.kind === 'buffer') {
    return l10n.t(
      '{0} is not saved yet, and rules name files by their paths. Save it first, or write “vigie: sensitive” in a comment in its first lines.',
      document.name,
    );
  }
  if (document.kind !== 'file') {
    return l10n.t('{0} is no file of this machine, so no rule can name it. Vigie treats it as sensitive anyway.', document.name);
  }
  const [named] = document.paths;
  const name = nameOf(named, now.folders.map(({ folder }) => folder));
  const resolved = await resolvePath(named).catch(() => undefined);
  if (resolved === undefined) {
    return l10n.t('The path of {0} cannot be resolved, so nothing of it is sent, and no rule can name it.', name);
  }
  const home = innermost(now, (each) => each.resolved, resolved) ?? innermost(now, ({ folder }) => folder.path, named);
  if (home === undefined) {
    return l10n.t(
      '{0} lies outside the folders of this workspace, and a .vigie.json holds for its own folder. Open the file’s folder, or write “vigie: sensitive” in a comment in its first lines.',
      name,
    );
  }
  const isFolder = (await stat(resolved).catch(() => undefined))?.isDirectory() === true;
  return { name: name === '' ? home.folder.name : name, path: home.path, resolved, isFolder, rulesFile: join(home.folder.path, rulesFileName) };
}

/** The longest folder that is or holds a path, and the path below it. */
function innermost({ folders }: WorkspaceNow, rootOf: (folder: FolderNow) => string, path: string) {
  return folders
    .flatMap((each) => {
      const root = rootOf(each);
      const below = root === path ? '' : pathWithin(root, path);
      return below === undefined ? [] : [{ folder: each.folder, path: below, root }];
    })
    .sort((a, b) => b.root.length - a.root.length)[0];
}
