import { open } from 'node:fs/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TextDocuments } from 'vscode-languageserver/node';
import { markerReach } from './policy/marker.ts';
import type { ReadHead } from './policy/labeller.ts';

/** The documents that are open in the editor. */
export type OpenDocuments = TextDocuments<TextDocument>;

export function createDocuments(): OpenDocuments {
  return new TextDocuments(TextDocument);
}

/** Reads the beginning of a document from the editor, or from the disk where it is not open. */
export function headReader(documents: OpenDocuments): ReadHead {
  return async (uri, path) => {
    const text = documents.get(uri)?.getText({ start: { line: 0, character: 0 }, end: { line: 64, character: 0 } });
    if (text !== undefined) return text.slice(0, markerReach);
    return path === undefined ? undefined : readFileHead(path);
  };
}

async function readFileHead(path: string): Promise<string | undefined> {
  let handle;
  try {
    handle = await open(path, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(markerReach), 0, markerReach, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    await handle?.close();
  }
}
