import { LRUCache } from 'lru-cache';
import { isAbsolute, join, resolve } from 'node:path';
import * as z from 'zod';
import { URI } from 'vscode-uri';
import { wrappedDocument } from './wrappedDocument.ts';

/**
 * What a document URI says of the file behind it.
 * - `file`: the rules for all of these paths hold, be it the file itself, a cell of the notebook, or an earlier state
 *   from git, which may have had another name. The first is what a person calls it.
 * - `buffer`: words that a person types, never saved under a path; only their name and content can tell.
 * - `printed`: what programs have printed, which may be rows of any file. The rules for `paths`, such as the notebook
 *   that an output belongs to, hold as well.
 * - `unknown`: a source that Vigie cannot trace to a file of this machine.
 */
export type DocumentPath =
  | { readonly kind: 'file'; readonly paths: readonly [string, ...string[]] }
  | { readonly kind: 'buffer'; readonly name: string }
  | { readonly kind: 'printed'; readonly name: string; readonly paths: readonly string[] }
  | { readonly kind: 'unknown'; readonly name: string };

/** How many views of documents inside one another are looked through: a comparison of a local-history entry is two. */
const maximumWrappings = 3;

/**
 * Reads a document URI. Never throws: what cannot be read is `unknown`.
 *
 * Names of schemes are those of VS Code's `Schemas` (vs/base/common/network.ts, read at version 1.139) unless a
 * comment says otherwise. Not named here and so `unknown`, on purpose: virtual and remote file systems (`vscode-vfs`,
 * `github`, `memfs`, `sftp`, `s3`, `vscode-test-web`, `vsls`), `http`, `https`, `data`, `debug` (sources that a
 * debuggee sends), `clipboardCompare`, `vscode-chat-code-block` (what another assistant wrote), `vscode-userdata`
 * (settings, but also the editor's copies of any file), `walkThrough`, `inmemory`, and whatever extensions add.
 */
export function documentPath(text: string): DocumentPath {
  const before = known.get(text);
  if (before !== undefined) return before;
  const document = readDocument(text, maximumWrappings);
  known.set(text, document);
  return document;
}

/** URIs that were read of late: a judgement reads that of its document several times. */
const known = new LRUCache<string, DocumentPath>({ max: 200 });

function readDocument(text: string, wrappings: number): DocumentPath {
  let uri: URI;
  try {
    uri = URI.parse(text, true);
  } catch {
    return { kind: 'unknown', name: text };
  }
  // RFC 8089 has `localhost` mean this machine; any other host is another machine's file.
  if (uri.authority === 'localhost') uri = uri.with({ authority: '' });
  const unknown: DocumentPath = { kind: 'unknown', name: `${uri.scheme}:${uri.path}` };
  const wrapped = wrappings > 0 ? wrappedDocument(uri) : undefined;
  if (wrapped !== undefined) return readDocument(wrapped, wrappings - 1);
  return fileOf(uri) ?? wordsOf(uri) ?? unknown;
}

/** What has nothing to do with a file. */
function wordsOf({ scheme, path, fsPath }: URI): DocumentPath | undefined {
  const name = path.replace(/^\//, '');
  switch (scheme) {
    // The commit message, the input of a review comment, the inputs of an interactive window and of chats. A comment
    // or message is typed or pasted like any untitled text.
    case 'vscode-scm':
    case 'comment':
    case 'vscode-interactive':
    case 'vscode-interactive-input':
    case 'vscode-chat-editor':
    case 'chatSessionInput':
    case 'sessions-chat':
      return { kind: 'buffer', name: `${scheme}:${name}` };
    // Output channels and logs, terminals and what screen readers are given of them; `search-editor` is
    // SearchEditorScheme of vs/workbench/contrib/searchEditor.
    case 'output':
    case 'log':
    case 'vscode-terminal':
    case 'accessible-view':
    case 'search-editor':
      return { kind: 'printed', name: `${scheme}:${name}`, paths: [] };
    // CellUri.generateCellOutputUri: the notebook's own path, its scheme in the query or the fragment.
    case 'vscode-notebook-cell-output':
    case 'vscode-notebook-cell-output-diff':
      return { kind: 'printed', name, paths: path.startsWith('/') ? [fsPath] : [] };
    default:
      return undefined;
  }
}

function fileOf(uri: URI): DocumentPath | undefined {
  switch (uri.scheme) {
    case 'vscode-notebook-cell':
    case 'vscode-notebook-cell-metadata':
    case 'vscode-notebook-cell-metadata-diff':
      return cellPath(uri, uri.fragment.slice(uri.fragment.indexOf('s') + 1));
    case 'vscode-notebook-metadata':
      return cellPath(uri, uri.fragment);
    case 'vscode-remote':
      // The authority names the remote machine, which is this one: the extension runs where the workspace is.
      return file(uri.with({ authority: '' }).fsPath);
    case 'gitlens':
      return gitLensPath(uri);
  }
  if (uri.authority !== '' && process.platform !== 'win32') return undefined;
  switch (uri.scheme) {
    case 'file':
      return file(uri.fsPath);
    case 'untitled':
      return untitledPath(uri);
    // `gitfs` is what VS Code's git extension called `git` until 2020.
    case 'git':
    case 'gitfs':
      return gitPath(uri);
    case 'git-graph':
      return gitGraphPath(uri);
    case 'review':
      return checkedOutPath(uri);
    case 'pr':
      return pullRequestPath(uri);
    case 'gl-review':
      return mergeRequestPath(uri);
    default:
      return undefined;
  }
}

function file(first: string, ...others: string[]): DocumentPath {
  return { kind: 'file', paths: [first, ...others] };
}

/**
 * An untitled editor that has a folder is a new file at that path, not yet written; but an interactive window is
 * `untitled:/Interactive-1.interactive`, which is no path (vs/workbench/contrib/interactive).
 */
function untitledPath({ path, fsPath }: URI): DocumentPath {
  if (!path.startsWith('/')) return { kind: 'buffer', name: path };
  return /^\/Interactive-\d+\.interactive$/.test(path) ? { kind: 'buffer', name: path.slice(1) } : file(fsPath);
}

/**
 * The notebook of a cell. VS Code writes a cell's fragment as the cell's handle, the letter `s`, and the notebook's
 * scheme in base64 (its `CellUri.generate`), and the fragment of a notebook's metadata as the scheme alone. In a remote
 * window that scheme is `vscode-remote`, and the authority names the remote machine, which is this one: the extension
 * runs where the workspace is (`extensionKind`). A notebook at an absolute path is a file, whatever the fragment says.
 */
function cellPath(uri: URI, scheme64: string): DocumentPath | undefined {
  const scheme = Buffer.from(scheme64, 'base64').toString('utf8');
  const remote = scheme === 'vscode-remote';
  if (!remote && uri.authority !== '') return undefined;
  if (!remote && scheme !== 'file' && scheme !== 'untitled') return undefined;
  return untitledPath(uri.with({ authority: '' }));
}

/** What VS Code's git extension writes into the query of a document: the file's path, whatever the URI's own says. */
const gitQuery = z.object({ path: z.string().min(1) });

/** The paths of a document of git: what its query names, and its own without the ending that git may have added. */
function gitPath(uri: URI): DocumentPath | undefined {
  const named = inJson(gitQuery, uri.query);
  return named && file(named.path, uri.fsPath, withoutGitEnding(uri.fsPath));
}

/** GitLens (`getRevisionUri`): the file's path, and in the authority, as hexadecimal JSON, its repository's. */
const gitLensAuthority = z.object({ repoPath: z.string().min(1), uncPath: z.string().optional() });

function gitLensPath(uri: URI): DocumentPath | undefined {
  const named = inJson(gitLensAuthority, Buffer.from(uri.authority, 'hex').toString('utf8'));
  // A repository of a virtual file system has a URI for its path; one on a network share has a path beside this one.
  if (named === undefined || named.uncPath !== undefined || !isAbsolute(named.repoPath)) return undefined;
  return file(uri.with({ authority: '' }).fsPath);
}

/** Git Graph (`encodeDiffDocUri`): everything stands in the query, as JSON in base64. */
const gitGraphQuery = z.object({ filePath: z.string().min(1), repo: z.string().min(1) });

function gitGraphPath(uri: URI): DocumentPath | undefined {
  const named = inJson(gitGraphQuery, Buffer.from(uri.query, 'base64').toString('utf8'));
  return named && isAbsolute(named.repo) ? file(join(named.repo, named.filePath)) : undefined;
}

/** GitHub Pull Requests (`toReviewUri`): a file of the pull request that is checked out. */
const checkedOutQuery = z.object({ path: z.string().min(1), rootPath: z.string().min(1) });

function checkedOutPath(uri: URI): DocumentPath | undefined {
  const named = inJson(checkedOutQuery, uri.query);
  if (named === undefined || !isAbsolute(named.rootPath)) return undefined;
  return file(resolve(named.rootPath, named.path), uri.fsPath, withoutGitEnding(uri.fsPath));
}

/** GitHub Pull Requests (`toPRUri`): a file of another pull request, at its path in the local repository. */
const pullRequestQuery = z.object({ fileName: z.string().min(1) });

function pullRequestPath(uri: URI): DocumentPath | undefined {
  if (inJson(pullRequestQuery, uri.query) === undefined || !uri.path.startsWith('/')) return undefined;
  return file(uri.fsPath, withoutGitEnding(uri.fsPath));
}

/** GitLab Workflow (`toReviewUri`): a path within the repository that the query names. */
const mergeRequestQuery = z.object({ repositoryRoot: z.string().min(1) });

function mergeRequestPath(uri: URI): DocumentPath | undefined {
  const named = inJson(mergeRequestQuery, uri.query);
  return named && isAbsolute(named.repositoryRoot) ? file(join(named.repositoryRoot, uri.path)) : undefined;
}

/** Extensions end the paths of earlier states so, lest other extensions take them for source files. */
function withoutGitEnding(path: string): string {
  return path.replace(/\.(git|diff)$/, '');
}

function inJson<T>(schema: z.ZodType<T>, json: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
