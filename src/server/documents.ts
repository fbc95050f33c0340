import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { TextDocuments } from 'vscode-languageserver/node';
import type { ReadHeads } from './policy/labeller.ts';
import { markerReach, notebookLines } from './policy/marker.ts';
import { decodeText } from './policy/decodeText.ts';
import { readBeginning } from './policy/readBeginning.ts';

/** The documents that are open in the editor. */
export type OpenDocuments = TextDocuments<TextDocument>;

/** @param onChange told of the changes that made up a new version of a document, before anything else is */
export function createDocuments(onChange: (uri: string, changes: readonly TextDocumentContentChangeEvent[]) => void): OpenDocuments {
  return new TextDocuments({
    create: TextDocument.create,
    update: (document, changes, version) => {
      onChange(document.uri, changes);
      return TextDocument.update(document, changes, version);
    },
  });
}

/**
 * Reads the beginnings that may hold a document's marker. The editor's text counts for an open file, the disk's for one
 * that is not open; a notebook is flagged by any of its cells, an earlier state from git by the file of today too.
 */
export function headReader(documents: OpenDocuments): ReadHeads {
  return async (uri, path) => {
    const open = documents.all().filter((document) => document.uri === uri || isCellOf(document.uri, uri));
    const heads = open.map(headOf);
    const fromDisk = path !== undefined && (heads.length === 0 || !uri.startsWith('file:'));
    return fromDisk ? [...heads, await headOnDisk(path)] : heads;
  };
}

/** Whether both are cells of one notebook. */
function isCellOf(other: string, uri: string): boolean {
  const [notebook] = uri.split('#', 1);
  return uri.startsWith('vscode-notebook-cell:') && other.split('#', 1)[0] === notebook;
}

function headOf(document: TextDocument): string {
  return document.getText({ start: { line: 0, character: 0 }, end: { line: 64, character: 0 } }).slice(0, markerReach);
}

async function headOnDisk(path: string): Promise<string> {
  const text = decodeText(await readBeginning(path, markerReach));
  return path.toLowerCase().endsWith('.ipynb') ? notebookLines(text) : text;
}
