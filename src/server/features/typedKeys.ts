import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';

/**
 * Where the cursor stands after a change that one key made: a character typed, a line begun, a character taken away.
 * @returns undefined for any other change, and where an editor may have moved the cursor by itself, as it does when it
 * closes a bracket
 */
export function cursorAfterKey(changes: readonly TextDocumentContentChangeEvent[]): Position | undefined {
  const [change] = changes;
  if (change === undefined || changes.length > 1 || !('range' in change)) return undefined;
  const { range, text } = change;
  const { start, end } = range;
  if (start.line !== end.line) return undefined;
  const taken = end.character - start.character;
  if (text === '') return taken === 1 ? start : undefined;
  if (taken > 0) return undefined;
  if (text.length === 1 && text !== '\n') return { line: start.line, character: start.character + 1 };
  const indentation = /^\r?\n([ \t]*)$/.exec(text)?.[1];
  return indentation === undefined ? undefined : { line: start.line + 1, character: indentation.length };
}

/** The cursors in documents, by the last key in each, until they are asked for. */
export class TypedKeys {
  readonly #cursors = new Map<string, Position>();

  /** Notes the changes that made up a new version of a document. */
  note(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
    const cursor = cursorAfterKey(changes);
    if (cursor === undefined) this.#cursors.delete(uri);
    else this.#cursors.set(uri, cursor);
  }

  /** The cursor after the last changes of a document, once; undefined where these were more than a key. */
  take(uri: string): Position | undefined {
    const cursor = this.#cursors.get(uri);
    this.#cursors.delete(uri);
    return cursor;
  }
}
