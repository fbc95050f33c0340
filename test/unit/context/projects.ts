import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Budget } from '../../../src/server/completion/budget.ts';
import type { Snapshot } from '../../../src/server/completion/view.ts';
import { placeOf } from '../../../src/server/context/place.ts';
import { Project, type ProgramText } from '../../../src/server/context/project.ts';
import type { ContextPlace, ContextSource, Fragment } from '../../../src/server/context/source.ts';
import { documentPath } from '../../../src/server/policy/documentPath.ts';
import { parse } from '../../support/cursor.ts';

/** An editor over one workspace folder, whose open documents a test sets. */
export class InventedEditor {
  readonly documents = new Map<string, ProgramText>();
  readonly project: Project;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.project = new Project({
      open: () => [...this.documents.values()],
      at: (path) => this.documents.get(pathToFileURL(path).href),
      folders: () => [folder],
      nameOf: (uri) => {
        const document = documentPath(uri);
        return document.kind === 'file' ? document.paths[0].slice(folder.length + 1) : document.name;
      },
    });
  }

  /** The URI of a file of the workspace, by its path with `/`; what is a URI already stays so. */
  uriOf(path: string): string {
    return /^[a-z-]+:/.test(path) ? path : pathToFileURL(join(this.#folder, path)).href;
  }

  /** Opens or changes a document; it may hold a cursor mark. */
  open(path: string, text: string, languageId = 'r'): ProgramText {
    const document = { uri: this.uriOf(path), languageId, text: text.replace('║', '') };
    this.documents.set(document.uri, document);
    this.project.note(document.uri);
    this.project.lookAtEdits();
    return document;
  }

  /** The state of a document that is opened with its cursor mark. */
  snapshot(path: string, marked: string, languageId = 'r'): Snapshot {
    const { uri } = this.open(path, marked, languageId);
    return { uri, languageId, ...parse(marked) };
  }

  placeIn(path: string, marked: string, languageId = 'r', budget: Budget = { prefix: 400, suffix: 100 }): ContextPlace {
    return placeOf(this.snapshot(path, marked, languageId), budget, this.project);
  }
}

export function collected(source: ContextSource, place: ContextPlace): Promise<readonly Fragment[]> {
  return source.collect(place, new AbortController().signal);
}

/** Lines that fill a prompt's window, so that what stands above them is outside of it. */
export const filler = Array.from({ length: 40 }, (_, index) => `step_${index} <- prepare(${index})\n`).join('');
