import { readdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { withPlainLineEnds } from '../completion/view.ts';
import { decodeText } from '../policy/decodeText.ts';
import { documentPath } from '../policy/documentPath.ts';
import { fileUri } from '../policy/fileUri.ts';
import { pathWithin } from '../policy/path.ts';
import { readBeginning } from '../policy/readBeginning.ts';
import { realpathSwiftly, statSwiftly } from '../policy/swiftDisk.ts';
import { contextDefaults } from './defaults.ts';
import { RecentEdits } from './edits.ts';

/** A program, open in the editor or read from the disk, with line ends as `\n`. */
export interface ProgramText {
  readonly uri: string;
  /** As the editor calls it. */
  readonly languageId: string;
  readonly text: string;
}

/** What the editor shows, and what the workspace is. */
export interface Editor {
  /** All open documents. */
  readonly open: () => readonly ProgramText[];
  /** The open document at an absolute path. */
  readonly at: (path: string) => ProgramText | undefined;
  /** The folders of the workspace. */
  readonly folders: () => readonly string[];
  /** What the model is told that a document is called. */
  readonly nameOf: (uri: string) => string;
}

/** Programs by their extensions. Nothing else is read: neither data nor what keeps credentials. */
const programs: Readonly<Record<string, string>> = {
  '.r': 'r',
  '.py': 'python',
  '.sql': 'sql',
  '.sas': 'sas',
  '.do': 'stata',
  '.ado': 'stata',
  '.qmd': 'quarto',
  '.rmd': 'rmd',
};

/**
 * The languages of open documents that others may draw on. Not data, logs and plain text, though a model on this machine
 * might see them: rows of people help nobody to write a program.
 */
const languages = new Set([
  ...Object.values(programs),
  ...['markdown', 'qmd', 'julia', 'stan', 'cpp', 'javascript', 'typescript', 'shellscript', 'pgsql', 'postgres', 'mysql', 'jinja-sql'],
]);

/** Where people write. An earlier state from git is like the file of today, and what programs print is no program. */
const schemes = /^(?:file|untitled|vscode-remote|vscode-notebook-cell):/;

interface Read {
  readonly stamp: string;
  readonly document: ProgramText;
}

/** The programs that a completion may draw on: those that are open, and those in the workspace's folders. */
export class Project {
  readonly edits = new RecentEdits();
  readonly #editor: Editor;
  readonly #read = new LRUCache<string, Read>({
    maxSize: contextDefaults.rememberedText,
    sizeCalculation: ({ document }) => document.text.length + 1,
  });
  /** When each open document was last used; the latest last. */
  readonly #used = new Map<string, number>();
  readonly #changed = new Set<string>();
  readonly #changes = new Map<string, number>();
  #total = 0;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** To be told of each open document that was opened or changed, also those that are typed in; costs nothing. */
  note(uri: string): void {
    this.#total += 1;
    this.#changes.set(uri, (this.#changes.get(uri) ?? 0) + 1);
    this.#changed.add(uri);
    this.use(uri);
  }

  /** To be told of each document that was closed. */
  close(uri: string): void {
    this.#total += 1;
    this.#changes.delete(uri);
    this.#changed.delete(uri);
    this.#used.delete(uri);
    this.edits.forget(uri);
  }

  /** To be told of files that changed on the disk. */
  filesChanged(): void {
    this.#total += 1;
  }

  /** To be told where a person works. */
  use(uri: string): void {
    this.#used.delete(uri);
    this.#used.set(uri, this.#total);
  }

  /** Looks at what was edited since it was last called. */
  lookAtEdits(): void {
    if (this.#changed.size === 0) return;
    for (const document of this.#programs()) if (this.#changed.has(document.uri)) this.edits.note(plain(document));
    this.#changed.clear();
  }

  /** A number that changes with every document and file but one. */
  changesBut(uri: string): number {
    return this.#total - (this.#changes.get(uri) ?? 0);
  }

  /** The open documents but one, the last used first. */
  othersThan(uri: string): readonly ProgramText[] {
    const rank = new Map([...this.#used.keys()].map((used, index) => [used, index]));
    return this.#programs()
      .filter((document) => document.uri !== uri)
      .sort((a, b) => (rank.get(b.uri) ?? -1) - (rank.get(a.uri) ?? -1))
      .map(plain);
  }

  /** The other cells of a cell's notebook, in the order in which they were opened, those before it apart from others. */
  cellsAround(uri: string): { readonly before: readonly ProgramText[]; readonly behind: readonly ProgramText[] } {
    const [notebook] = uri.split('#', 1);
    if (!uri.startsWith('vscode-notebook-cell:')) return { before: [], behind: [] };
    const cells = this.#programs().filter((each) => each.uri.startsWith('vscode-notebook-cell:') && each.uri.split('#', 1)[0] === notebook);
    const at = cells.findIndex((each) => each.uri === uri);
    return { before: cells.slice(0, Math.max(0, at)).map(plain), behind: cells.slice(at + 1).map(plain) };
  }

  nameOf(uri: string): string {
    return this.#editor.nameOf(uri).replace(/\s+/g, ' ');
  }

  /** The path of a document and the folders, from its own to the workspace's, that its relative paths may start from. */
  basesOf(uri: string): { readonly path: string; readonly bases: readonly string[] } | undefined {
    const document = documentPath(uri);
    if (document.kind !== 'file') return undefined;
    const [path] = document.paths;
    const root = this.#rootOf(path);
    const bases: string[] = [];
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      bases.push(folder);
      if (folder === root || folder === dirname(folder) || root === undefined) break;
    }
    return { path, bases };
  }

  /**
   * The program at an absolute path: as the editor shows it, or else from the disk.
   * @param from the document that leads to it: it may lead nowhere but into its own workspace folder, whatever links
   * there are on the way; that of a document in no workspace folder is the document's own.
   * @returns undefined where there is no program, or it is too large
   */
  async read(path: string, from: string): Promise<ProgramText | undefined> {
    const languageId = programs[extname(path).toLowerCase()];
    if (languageId === undefined) return undefined;
    const open = this.#editor.at(path);
    if (open !== undefined) return plain(open);
    if (!(await this.#isInside(path, from))) return undefined;
    const found = await statSwiftly(path);
    if (found?.isFile() !== true || found.size > contextDefaults.fileBytes) return undefined;
    const stamp = `${found.mtimeNs} ${found.ctimeNs} ${found.size}`;
    const known = this.#read.get(path);
    if (known?.stamp === stamp) return known.document;
    const text = withPlainLineEnds(decodeText(await readBeginning(path, contextDefaults.fileBytes)));
    const document = { uri: fileUri(path), languageId, text };
    this.#read.set(path, { stamp, document });
    return document;
  }

  /** The programs in a folder of the workspace, by their paths; none where there is no such folder. */
  async programsIn(folder: string, from: string): Promise<readonly string[]> {
    if ((await statSwiftly(folder).catch(() => undefined))?.isDirectory() !== true) return [];
    if (!(await this.#isInside(folder, from))) return [];
    const names = await readdir(folder);
    return names
      .filter((each) => extname(each).toLowerCase() in programs)
      .sort()
      .slice(0, contextDefaults.files)
      .map((each) => join(folder, each));
  }

  /** Whether something stands at an absolute path, be it only in the editor. */
  async stands(path: string): Promise<boolean> {
    return this.#editor.at(path) !== undefined || (await statSwiftly(path).catch(() => undefined)) !== undefined;
  }

  #programs(): ProgramText[] {
    return this.#editor.open().filter(({ uri, languageId }) => schemes.test(uri) && languages.has(languageId.toLowerCase()));
  }

  async #isInside(path: string, from: string): Promise<boolean> {
    const document = documentPath(from);
    if (document.kind !== 'file') return false;
    const root = this.#rootOf(document.paths[0]) ?? dirname(document.paths[0]);
    try {
      return pathWithin(await realpathSwiftly(root), await realpathSwiftly(path)) !== undefined;
    } catch {
      // What is not there leads nowhere.
      return false;
    }
  }

  #rootOf(path: string): string | undefined {
    return this.#editor.folders().find((folder) => pathWithin(folder, path) !== undefined);
  }
}

function plain(document: ProgramText): ProgramText {
  const text = withPlainLineEnds(document.text);
  return text === document.text ? document : { ...document, text };
}
