import { contextDefaults } from './defaults.ts';
import type { ProgramText } from './project.ts';

/** Lines of a document that were changed of late: numbers from 0, the end exclusive. */
export interface EditedLines {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  /** Counts up: the latest has the highest. */
  readonly at: number;
}

/** What was edited last in any open document. Places only: the text is taken from the document as it is when asked. */
export class RecentEdits {
  readonly #texts = new Map<string, string>();
  #edits: readonly EditedLines[] = [];
  #count = 0;

  /** A number that changes with every edit but those of one document. */
  changesBut(uri: string): number {
    return this.#edits.filter((edit) => edit.uri !== uri).reduce((latest, { at }) => Math.max(latest, at), 0);
  }

  /** The last edits, the latest first. */
  get latest(): readonly EditedLines[] {
    return this.#edits;
  }

  /** Compares a document with what it was when last noted; the first time there is nothing to compare it with. */
  note({ uri, text }: Pick<ProgramText, 'uri' | 'text'>): void {
    const before = this.#texts.get(uri);
    if (before === text) return;
    this.#texts.delete(uri);
    if (text.length > contextDefaults.editedCharacters) {
      this.#edits = this.#edits.filter((edit) => edit.uri !== uri);
      return;
    }
    this.#texts.set(uri, text);
    if (this.#texts.size > contextDefaults.edits) this.forget(this.#texts.keys().next().value ?? uri);
    if (before !== undefined) this.#add(uri, changedLines(before, text));
  }

  forget(uri: string): void {
    this.#texts.delete(uri);
    this.#edits = this.#edits.filter((edit) => edit.uri !== uri);
  }

  #add(uri: string, { start, before, after }: ChangedLines): void {
    let [from, to] = [start, start + after];
    const kept: EditedLines[] = [];
    for (const edit of this.#edits) {
      if (edit.uri !== uri || edit.end < start) kept.push(edit);
      else if (edit.start > start + before) kept.push({ ...edit, start: edit.start + after - before, end: edit.end + after - before });
      else {
        from = Math.min(from, edit.start);
        to = Math.max(to, edit.end + after - before);
      }
    }
    this.#count += 1;
    const isEdit = to > from && after <= contextDefaults.editLines;
    if (to - from > contextDefaults.editLines) [from, to] = [start, start + after];
    this.#edits = [...(isEdit ? [{ uri, start: from, end: to, at: this.#count }] : []), ...kept].slice(0, contextDefaults.edits);
  }
}

/** Which lines of a text were changed: how many from which line on, before and after. */
interface ChangedLines {
  readonly start: number;
  readonly before: number;
  readonly after: number;
}

function changedLines(old: string, now: string): ChangedLines {
  const [before, after] = [old.split('\n'), now.split('\n')];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < before.length - start && same < after.length - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, before: before.length - start - same, after: after.length - start - same };
}
