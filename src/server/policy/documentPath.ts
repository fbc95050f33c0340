import { URI } from 'vscode-uri';

/**
 * What a document URI says of the file behind it.
 * - `file`: the rules for its path hold, be it the file itself, a cell of the notebook, or an earlier state from git.
 * - `buffer`: an editor that has never been saved; only its content can tell.
 * - `unknown`: a scheme whose text Vigie cannot trace to a file.
 */
export type DocumentPath =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'buffer'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** Reads a document URI. Never throws: what cannot be read is `unknown`. */
export function documentPath(text: string): DocumentPath {
  let uri: URI;
  try {
    uri = URI.parse(text, true);
  } catch {
    return { kind: 'unknown', name: text };
  }
  switch (uri.scheme) {
    case 'file':
    case 'git':
      return { kind: 'file', path: uri.fsPath };
    case 'vscode-notebook-cell': {
      const notebook = notebookScheme(uri.fragment);
      if (notebook === 'untitled') return { kind: 'buffer', name: uri.path };
      return notebook === 'file' ? { kind: 'file', path: uri.fsPath } : { kind: 'unknown', name: uri.path };
    }
    case 'untitled':
      // An untitled editor that has a folder is a new file at that path, not yet written.
      return uri.path.startsWith('/') ? { kind: 'file', path: uri.fsPath } : { kind: 'buffer', name: uri.path };
    default:
      return { kind: 'unknown', name: `${uri.scheme}:${uri.path}` };
  }
}

/**
 * The scheme of the notebook that a cell belongs to. VS Code writes a cell's fragment as the cell's handle, the
 * letter `s`, and the notebook's scheme in base64 (its `CellUri.generate`).
 */
function notebookScheme(fragment: string): string {
  return Buffer.from(fragment.slice(fragment.indexOf('s') + 1), 'base64').toString('utf8');
}
