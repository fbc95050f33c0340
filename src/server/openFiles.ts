import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { OpenDocuments } from './documents.ts';
import { documentPath } from './policy/documentPath.ts';
import { fileUri } from './policy/fileUri.ts';

/** The files of this machine that are open in the editor, by their paths. */
export class OpenFiles {
  readonly #byPath = new Map<string, TextDocument>();

  constructor(documents: OpenDocuments) {
    documents.onDidOpen(({ document }) => {
      for (const key of keysOf(document.uri)) this.#byPath.set(key, document);
    });
    documents.onDidClose(({ document }) => {
      for (const key of keysOf(document.uri)) if (this.#byPath.get(key) === document) this.#byPath.delete(key);
    });
  }

  /** The open document at an absolute path, saved or not. */
  at(path: string): TextDocument | undefined {
    return this.#byPath.get(keyOf(path));
  }
}

/** Whether a document is the file at an absolute path. */
export function isAt(uri: string, path: string): boolean {
  return keysOf(uri).includes(keyOf(path));
}

/** The URIs under which a document may be known: its own and, of a file, as what is read from the disk is named. */
export function namesOf(uri: string): readonly string[] {
  const document = uri.startsWith('file:') ? documentPath(uri) : undefined;
  return [...new Set([uri, ...(document?.kind === 'file' ? document.paths.map(fileUri) : [])])];
}

function keysOf(uri: string): string[] {
  const document = uri.startsWith('file:') ? documentPath(uri) : undefined;
  return document?.kind === 'file' ? document.paths.map(keyOf) : [];
}

/** Windows takes a path in any letter case for the same file. */
function keyOf(path: string): string {
  return process.platform === 'win32' ? path.toLowerCase() : path;
}
