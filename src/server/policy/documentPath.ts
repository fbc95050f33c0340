import * as z from 'zod';
import { URI } from 'vscode-uri';

/**
 * What a document URI says of the file behind it.
 * - `file`: the rules for all of these paths hold, be it the file itself, a cell of the notebook, or an earlier state
 *   from git, which may have had another name. The first is what a person calls it.
 * - `buffer`: an editor that has never been saved; only its name and its content can tell.
 * - `unknown`: a source that Vigie cannot trace to a file of this machine.
 */
export type DocumentPath =
  | { readonly kind: 'file'; readonly paths: readonly [string, ...string[]] }
  | { readonly kind: 'buffer'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** What VS Code's git extension writes into the query of a document: the file's path, whatever the URI's own says. */
const gitQuery = z.object({ path: z.string().min(1) });

/** Reads a document URI. Never throws: what cannot be read is `unknown`. */
export function documentPath(text: string): DocumentPath {
  let uri: URI;
  try {
    uri = URI.parse(text, true);
  } catch {
    return { kind: 'unknown', name: text };
  }
  // RFC 8089 has `localhost` mean this machine; any other host is another machine's file.
  if (uri.authority === 'localhost') uri = uri.with({ authority: '' });
  const unknown: DocumentPath = { kind: 'unknown', name: `${uri.scheme}:${uri.path}` };
  if (uri.scheme === 'vscode-notebook-cell') return cellPath(uri) ?? unknown;
  if (uri.authority !== '' && process.platform !== 'win32') return unknown;
  switch (uri.scheme) {
    case 'file':
      return { kind: 'file', paths: [uri.fsPath] };
    case 'git':
      return gitPath(uri) ?? unknown;
    case 'untitled':
      // An untitled editor that has a folder is a new file at that path, not yet written.
      return uri.path.startsWith('/') ? { kind: 'file', paths: [uri.fsPath] } : { kind: 'buffer', name: uri.path };
    default:
      return unknown;
  }
}

/** The paths of a document of git: what its query names, and its own without the ending that git may have added. */
function gitPath(uri: URI): DocumentPath | undefined {
  let query: unknown;
  try {
    query = JSON.parse(uri.query);
  } catch {
    return undefined;
  }
  const named = gitQuery.safeParse(query);
  if (!named.success) return undefined;
  const own = uri.fsPath;
  return { kind: 'file', paths: [named.data.path, own, own.replace(/\.(git|diff)$/, '')] };
}

/**
 * The notebook of a cell. VS Code writes a cell's fragment as the cell's handle, the letter `s`, and the notebook's
 * scheme in base64 (its `CellUri.generate`). In a remote window that scheme is `vscode-remote`, and the authority names
 * the remote machine, which is this one: the extension runs where the workspace is (`extensionKind`). A notebook at an
 * absolute path is a file, whatever the fragment says.
 */
function cellPath(uri: URI): DocumentPath | undefined {
  const scheme = Buffer.from(uri.fragment.slice(uri.fragment.indexOf('s') + 1), 'base64').toString('utf8');
  const remote = scheme === 'vscode-remote';
  if (!remote && uri.authority !== '') return undefined;
  if (!remote && scheme !== 'file' && scheme !== 'untitled') return undefined;
  if (!uri.path.startsWith('/')) return { kind: 'buffer', name: uri.path };
  return { kind: 'file', paths: [uri.with({ authority: '' }).fsPath] };
}
