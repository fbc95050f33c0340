import { LRUCache } from 'lru-cache';
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

/** Tells of documents whether they are one of the files at some absolute paths. */
export function isOneOf(paths: readonly string[]): (uri: string) => boolean {
  const keys = new Set(paths.map(keyOf));
  return (uri) => keysOf(uri).some((key) => keys.has(key));
}

/** Whether a document is the file at an absolute path. */
export function isAt(uri: string, path: string): boolean {
  return keysOf(uri).includes(keyOf(path));
}

/** The URIs under which a document may be known: its own and, of a file, as what is read from the disk is named. */
export function namesOf(uri: string): readonly string[] {
  return readingOf(uri).names;
}

function keysOf(uri: string): readonly string[] {
  return readingOf(uri).keys;
}

interface Reading {
  readonly names: readonly string[];
  readonly keys: readonly string[];
}

/** How many URIs are remembered: the open documents are asked about at every key, in each of several places. */
const remembered = 200;

const readings = new LRUCache<string, Reading>({ max: remembered });

function readingOf(uri: string): Reading {
  const known = readings.get(uri);
  if (known !== undefined) return known;
  const document = uri.startsWith('file:') ? documentPath(uri) : undefined;
  const paths = document?.kind === 'file' ? document.paths : [];
  const reading = { names: [...new Set([uri, ...paths.map(fileUri)])], keys: paths.map(keyOf) };
  readings.set(uri, reading);
  return reading;
}

/** Windows takes a path in any letter case for the same file. */
function keyOf(path: string): string {
  return process.platform === 'win32' ? path.toLowerCase() : path;
}
