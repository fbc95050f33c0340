import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { TextDocuments } from 'vscode-languageserver/node';
import type { OpenFiles } from './openFiles.ts';
import { documentPath } from './policy/documentPath.ts';
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
 * Reads the beginnings that may hold a document's marker. The editor's text counts for an open file, however its URI is
 * spelt, the disk's for one that is not open; a notebook is flagged by any of its cells, an earlier state from git by
 * the file of today too.
 */
export function headReader(documents: OpenDocuments, openFiles: Pick<OpenFiles, 'at'>): ReadHeads {
  return async (uri, path) => {
    const named = documentPath(uri);
    const own = [
      ...documents.all().filter((document) => document.uri === uri || isCellOf(document.uri, uri)),
      ...(named.kind === 'file' ? named.paths : []).flatMap((each) => openFiles.at(each) ?? []),
    ];
    // Of a file that is open by another name only, as behind a link, what was read may be the disk's as well.
    const byTruePath = path === undefined ? undefined : openFiles.at(path);
    const heads = [...new Set(byTruePath === undefined ? own : [...own, byTruePath])].map(headOf);
    const fromDisk = path !== undefined && (own.length === 0 || !uri.startsWith('file:'));
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
