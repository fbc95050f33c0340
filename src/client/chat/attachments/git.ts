import * as vscode from 'vscode';
import { filesAtMost, handedOverAtMost, type Attachment } from '../../../protocol/attachment.ts';

/** What is used of VS Code's own git extension (its `api/git.d.ts`, version 1). */
interface Change {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
}
interface Repository {
  readonly rootUri: vscode.Uri;
  /** Unlike `diffWithHEAD`, which leaves out what is staged. */
  diffWith(ref: string): Promise<Change[]>;
  diffWith(ref: string, path: string): Promise<string>;
}
interface GitApi {
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
}
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

async function git(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  const found = extension.isActive ? extension.exports : await extension.activate();
  return found.enabled ? found.getAPI(1) : undefined;
}

/** Whether there is a repository that changes could be of. */
export async function hasRepository(): Promise<boolean> {
  return ((await git().catch(() => undefined))?.repositories.length ?? 0) > 0;
}

/**
 * What has changed since the last commit, each file for itself.
 * @param uri of one file; left out: all changes of all repositories. Files that git does not know are not among them.
 * @returns undefined where nothing has changed, or git cannot tell
 */
export async function changesSinceCommit(uri?: vscode.Uri): Promise<Extract<Attachment, { kind: 'diff' }> | undefined> {
  const api = await git().catch(() => undefined);
  if (api === undefined) return undefined;
  const repositories = uri === undefined ? api.repositories : [api.getRepository(uri)].filter((each) => each !== null);
  const files: Extract<Attachment, { kind: 'diff' }>['files'] = [];
  for (const repository of repositories) {
    const changes = await repository.diffWith('HEAD').catch(() => []);
    for (const { uri: changed, originalUri, renameUri } of changes) {
      const now = renameUri ?? changed;
      if (files.length >= filesAtMost || (uri !== undefined && now.fsPath !== uri.fsPath)) continue;
      const text = (await repository.diffWith('HEAD', now.fsPath).catch(() => '')).slice(0, handedOverAtMost);
      const former = originalUri.toString() === now.toString() ? {} : { formerUri: originalUri.toString() };
      if (text !== '') files.push({ uri: now.toString(), ...former, text });
    }
  }
  return files.length === 0 ? undefined : { kind: 'diff', files };
}
